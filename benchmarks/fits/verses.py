"""Collects verses that several people have translated, each in their own way.

``python -m benchmarks.fits.verses OUT.jsonl [--bibles BIBLE.json ...] [--quran QURAN.json ...]``

Bibles are in English, as OSIS in JSON: verses by their ``-osisID`` with a ``text``. Qurans are lists of chapters with
``verses``, the file's name ends in its language (``quran_en.json``). Each line of the result is a verse by version:
"en", "en-2", "ru". They are told far more freely than messages of programs are, and negate often. The texts belong to
their translators; only what is fitted to them is kept.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Characters of a verse.
LENGTH = range(30, 330)
#: Versions of one verse: more would only repeat it.
VERSIONS = 3
#: Book, chapter and verse in an OSIS id have so many dots between them.
_DOTS = 2


def bibles(paths: Sequence[Path], chance: random.Random) -> Iterator[dict[str, str]]:
    """Yield verses in two or three English versions that differ."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        for name, text in _osis(json.loads(path.read_text(encoding="utf-8"))):
            found[name].append(" ".join(text.split()))
    for versions in found.values():
        different = [text for text in dict.fromkeys(versions) if len(text) in LENGTH]
        if len(different) > 1:
            some = chance.sample(different, min(len(different), chance.choice((2, VERSIONS))))
            yield {"en" if number == 1 else f"en-{number}": text for number, text in enumerate(some, start=1)}


def _osis(element: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    if isinstance(element, dict):
        name, text = element.get("-osisID"), element.get("text") or element.get("#text")
        if isinstance(name, str) and name.count(".") == _DOTS and isinstance(text, str):
            yield name, text
    for each in element.values() if isinstance(element, dict) else element if isinstance(element, list) else ():
        yield from _osis(each)


def qurans(paths: Sequence[Path]) -> Iterator[dict[str, str]]:
    """Yield verses by language."""
    chapters = {path.stem.rpartition("_")[2]: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    for same in zip(*chapters.values(), strict=True):
        for verses in zip(*(chapter["verses"] for chapter in same), strict=True):
            texts = {language: each["translation"] for language, each in zip(chapters, verses, strict=True)}
            if all(len(text) in LENGTH for text in texts.values()):
                yield texts


def main() -> None:
    """Collect, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--bibles", type=Path, nargs="+", default=[])
    parser.add_argument("--quran", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    chance = random.Random(7)  # noqa: S311 - nothing secret
    found = [*bibles(options.bibles, chance), *(qurans(options.quran) if options.quran else ())]
    options.out.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found), encoding="utf-8")
    print(f"{len(found)} verses")


if __name__ == "__main__":
    main()
