"""Places that neither sounds nor dictionaries know, by tables that ``benchmarks.tables.places`` makes from GeoNames.

GeoNames is CC BY 4.0; its notice stands in ``places.license`` beside the tables.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.texts.stems import SHORTEST, stem, stems
from alignment.texts.words import plain
from locales.dictionaries import analyzer

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent


def places_of(word: str, language: str) -> frozenset[str]:
    """Return what places a word with a capital may name whose names do not sound alike, as ``place:Beijing``."""
    if not word[:1].isupper():
        return frozenset()
    known = _exonyms()
    return frozenset().union(*(known.get(each, ()) for each in stems(plain(word), language)))


def is_place(form: str, dictionary: str) -> bool:
    """Return whether a form in lower case is a case of a place that the language's dictionary knows as a word only."""
    known = _words(dictionary)
    return bool(known) and any(parse.normal_form in known for parse in analyzer(dictionary).parse(form))


@cache
def _exonyms() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in (FOLDER / "exonyms.tsv").read_text(encoding="utf-8").splitlines():
        main, *others = line.split("\t")
        for name in (main, *others):
            if len(stem(plain(name))) >= SHORTEST:
                found.setdefault(stem(plain(name)), set()).add(f"place:{main}")
    return {each: frozenset(places) for each, places in found.items()}


@cache
def _words(language: str) -> frozenset[str]:
    path = FOLDER / f"places_{language}.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()
