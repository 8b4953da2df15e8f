"""Checks of what an edition lacks or has to itself, and the search for it: paragraphs, sentences, updates."""
