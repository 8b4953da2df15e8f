"""Morphological dictionaries, for whoever asks for forms of words: alignment and search."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

import locales
from locales.tables import Names


@cache
def analyzer(dictionary: str) -> Any:  # noqa: ANN401 - the library carries no types
    """Return pymorphy3's analyzer for a language that it has a dictionary of ("uk", "ru")."""
    import pymorphy3  # noqa: PLC0415 - only where cheaper means do not decide

    return pymorphy3.MorphAnalyzer(lang=dictionary)


@lru_cache(maxsize=1 << 14)
def lemmas(word: str, language: str) -> frozenset[str]:
    """Return the dictionary forms that a word may be a form of; none where its language has no dictionary.

    Args:
        word: in small letters.
        language: BCP 47.
    """
    dictionary = locales.table(language, Names).dictionary
    # pymorphy3 asks for the names of letters, and ends where there is none.
    if not dictionary or not word.isalpha() or word.isascii() or not all(unicodedata.name(each, "") for each in word):
        return frozenset()
    return frozenset(str(parse.normal_form) for parse in analyzer(dictionary).parse(word))
