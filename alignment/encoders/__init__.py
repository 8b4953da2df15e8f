"""Sentence encoders, the vectors they make of texts, and the links between words that follow from their states."""
