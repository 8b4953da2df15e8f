"""Which words of a language are words and no names: by a list in lower case, where the language has one.

A list is ``locales/<language>/words.txt.gz``, a word a line; a * behind it says that names are written so, too ("baker
and Baker"). ``benchmarks.tables`` makes it from a named resource, whose notice stands beside it.
"""

from __future__ import annotations

import gzip
from functools import cache

import locales


def is_word(form: str, language: str) -> bool:
    """Return whether a form in lower case is a word and nothing else; plurals in -s count with their singular."""
    only, _ = _lists(language)
    return form in only or form.removesuffix("s") in only


def is_either(form: str, language: str) -> bool:
    """Return whether a form in lower case is a word, or its plural, that names are written with, too."""
    either = _lists(language)[1]
    return form in either or form.removesuffix("s") in either


@cache
def _lists(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that are no names, and those that may be."""
    path = locales.FOLDER / language / "words.txt.gz"
    if not path.is_file():
        return frozenset(), frozenset()
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    return (
        frozenset(line for line in lines if not line.endswith("*")),
        frozenset(line[:-1] for line in lines if line.endswith("*")),
    )
