"""Parsed editions to a comparison, and what earlier comparisons of the story add to it."""
