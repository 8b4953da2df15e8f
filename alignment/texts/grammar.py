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
    return frozenset(_part(tag) for tag in _tags(word, language))


def may_be_genitive(word: str, language: str) -> bool:
    """Return whether a word may be a noun or an adjective in the genitive; pronouns are none: "його", "his" and "him".

    The language has to have a dictionary in its table ``names``.
    """
    return any("gent" in tag and _part(tag) in ("NOUN", "ADJF") and "Apro" not in tag for tag in _tags(word, language))


def _tags(word: str, language: str) -> tuple[str, ...]:
    if not all(unicodedata.name(letter, "") for letter in word):
        return ()  # pymorphy3 asks for the names of letters, and ends where there is none
    dictionary = locales.table(language, Names).dictionary
    return tuple(str(parse.tag) for parse in analyzer(dictionary).parse(word))


def _part(tag: str) -> str:
    """Return the part of speech; the Ukrainian dictionary counts infinitives among the verbs."""
    return "INFN" if "infn" in tag else tag.partition(",")[0].partition(" ")[0]
