"""Label lines ("Details:", "Джерело:") and photo credits, recognised in any known language by one key."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from locales import table
from locales.page_tables import Labels, Metadata
from locales.tables import entries

#: What stands before a colon, a label with a speaker or a label alone; a longer beginning is a sentence (characters).
_SPEAKER = re.compile(r"^([^:\n\"«“]{4,90}?)\s*:\s*")
_COLON = re.compile(r"^([^:\n]{2,40}?)\s*:\s*")


@cache
def labels(languages: tuple[str, ...]) -> dict[str, str]:
    """Return the label words of some languages with their keys."""
    return {
        word.casefold(): key
        for code in languages
        for key, forms in entries(table(code, Labels)).items()
        for word in forms
    }


def spelled(key: str, language: str) -> str:
    """Return how a language writes a label, small and without its colon; the key where it has no word for it."""
    forms = dict(entries(table(language, Labels))).get(key)
    return next(iter(forms or ()), key)


@cache
def words(languages: tuple[str, ...], key: Literal["author", "photo", "roles"]) -> frozenset[str]:
    """Return the words of one list of the metadata tables: "photo", "author", "roles"."""
    return frozenset(word.casefold() for code in languages for word in getattr(table(code, Metadata), key))


def split_label(text: str, languages: tuple[str, ...]) -> tuple[str | None, str]:
    """Return a text's label key, or None, and the text without the label.

    A whole text that is a label counts with or without its colon; a beginning only with it.
    """
    known = labels(languages)
    whole = known.get(text.rstrip(" :.").casefold())
    if whole:
        return whole, ""
    match = _COLON.match(text)
    key = known.get(match[1].casefold()) if match else None
    return (key, text[match.end() :]) if key and match else (None, text)


def split_speaker(text: str, languages: tuple[str, ...]) -> tuple[str, str] | None:
    """Return speaker and words of "Пряма мова Зеленського: ...", a quote label with a name; None for other texts."""
    match = _SPEAKER.match(text)
    if match:
        folded = match[1].casefold()
        for word, key in labels(languages).items():
            if key == "quote" and folded.startswith(f"{word} "):
                return match[1][len(word) :].strip(), text[match.end() :]
    return None


def split_word(text: str, languages: tuple[str, ...], key: Literal["author", "photo"]) -> str | None:
    """Return what follows "Photo:" or another introducing word of a list; None where the text does not begin so."""
    match = _COLON.match(text)
    return text[match.end() :] if match and match[1].casefold() in words(languages, key) else None
