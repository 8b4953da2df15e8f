"""Bytes to articles: charset, language, metadata, typed blocks."""
