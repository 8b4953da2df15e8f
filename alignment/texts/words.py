"""Words of a text with their places, the same for every check."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Letters with inner apostrophes; digits and hyphens end a word.
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_PLAIN = (("’", "'"), ("ʼ", "'"), ("`", "'"), ("ё", "е"), ("Ё", "Е"), ("\u0301", ""))


class Word(NamedTuple):
    """One word: as written, in its plain form, and its span (characters, end exclusive); there are very many."""

    text: str
    plain: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text in lower case with a straight apostrophe, ё as е and no stress marks."""
    for written, meant in _PLAIN:
        text = text.replace(written, meant)  # faster than a translation table, letter by letter
    return text.lower()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order."""
    plainly = plain(text)
    spans = [found.span() for found in WORD.finditer(text)]
    if len(plainly) == len(text):  # almost always: only stress marks and a few capitals change the length
        return tuple([Word(text[start:end], plainly[start:end], start, end) for start, end in spans])
    return tuple([Word(text[start:end], plain(text[start:end]), start, end) for start, end in spans])


@lru_cache(maxsize=4096)
def vocabulary(text: str) -> frozenset[str]:
    """Return the plain forms of a text's words."""
    return frozenset(word.plain for word in words(text))
