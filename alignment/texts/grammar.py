"""What morphological dictionaries know of words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import locales
from locales.dictionaries import analyzer
from locales.tables import Names


@lru_cache(maxsize=1 << 12)
def parts_of_speech(word: str, language: str) -> frozenset[str]:
    """Return all that a word's form may be, as OpenCorpora names it: "VERB" a finite verb, "INFN" an infinitive, ...

    The language has to have a dictionary in its table ``names``.
    """
    if not all(unicodedata.name(letter, "") for letter in word):
        return frozenset()  # pymorphy3 asks for the names of letters, and ends where there is none
    dictionary = locales.table(language, Names).dictionary
    return frozenset(_part(str(parse.tag)) for parse in analyzer(dictionary).parse(word))


def governs(word: str, following: str, language: str) -> bool:
    """Return whether a word is a preposition before another in the genitive: "накануне саммита", and no adverb.

    False for a language without a dictionary; of an adverb that stands alone ("состоялась накануне") as well.
    """
    dictionary = locales.table(language, Names).dictionary
    if not dictionary or "PREP" not in parts_of_speech(word, language):
        return False
    return bool(parts_of_speech(following, language)) and any(
        "gent" in str(parse.tag) for parse in analyzer(dictionary).parse(following)
    )


def _part(tag: str) -> str:
    """Return the part of speech; the Ukrainian dictionary counts infinitives among the verbs."""
    return "INFN" if "infn" in tag else tag.partition(",")[0].partition(" ")[0]
