"""Checks of what an edition claims: figures, dates, names, sources, who said what, and whether it has happened."""
