"""Editions, from what was asked for to parsed articles."""
