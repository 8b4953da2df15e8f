"""Texts as people copy them from a page: how well the story is found in them."""
