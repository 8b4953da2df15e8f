"""Watched publishers: what is new at them, who is told of what was found."""
