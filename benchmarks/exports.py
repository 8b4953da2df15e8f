"""Exports made-up aligned rows: how many a second each format writes, and whether memory stays flat.

usage: python -m benchmarks.exports [--rows 100000] [--each 50]
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.types import Comparison, Relation, Row
from benchmarks.fetching import resident
from parsers.types import Article, Block, BlockKind
from reports.formats import rows_csv, rows_jsonl, tmx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

#: A sentence for each language; a paragraph is two of them with a number.
SENTENCES = {
    "uk": "Кабінет міністрів виділив на відбудову шкіл ще 120 мільйонів гривень, повідомила речниця відомства. ",
    "en": "The Cabinet set aside another 120 million hryvnias to rebuild schools, the ministry's speaker said. ",
    "ru": "Кабинет министров выделил на восстановление школ еще 120 миллионов гривен, сообщила представительница. ",
}
#: Rows a second that each format has to reach.
AIMS = {"rows-jsonl": 20_000, "rows-csv": 20_000, "tmx": 2_000}
#: Memory may grow by so many kB between a tenth of the rows and all of them.
FLAT = 4_000


@dataclass(slots=True)
class Clock:
    """Seconds that went into something, on the wall and of the processor."""

    wall: float = 0.0
    cpu: float = 0.0


def main() -> int:
    """Measure each format in a process of its own, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=50, help="rows of one story")
    parser.add_argument("--format", choices=sorted(AIMS), help="only this one, in this process")
    options = parser.parse_args()
    if options.format:
        return measure(options.format, options.rows, options.each)
    command = [sys.executable, "-m", "benchmarks.exports", "--rows", str(options.rows), "--each", str(options.each)]
    return max(subprocess.run([*command, "--format", name], check=False).returncode for name in AIMS)


def measure(name: str, rows: int, each: int) -> int:
    """Write so many rows; return 1 where it takes too long or memory grows."""
    seen: list[int] = []
    making = Clock()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "export")
        write(name, stories(each, each, [], Clock()), io.StringIO())  # what is loaded at first use is not measured
        begun, worked = time.perf_counter(), time.process_time()
        with file.open("w", encoding="utf-8", newline="") as out:
            count = write(name, stories(rows, each, seen, making), out)
        seconds = time.perf_counter() - begun - making.wall
        cpu = time.process_time() - worked - making.cpu
        size = file.stat().st_size
    grown = seen[-1] - seen[len(seen) // 10]
    print(
        f"{name:<11} {count} rows, {size / 1e6:.0f} MB, "
        f"{count / seconds:.0f} rows/s ({count / cpu:.0f} by the processor's clock), "
        f"memory {seen[len(seen) // 10] / 1000:.1f} MB after a tenth, {seen[-1] / 1000:.1f} MB at the end"
    )
    return int(count != rows or count / seconds < AIMS[name] or grown > FLAT)


def write(name: str, comparisons: Iterator[Comparison], out: TextIO) -> int:
    """Write comparisons in a format and return how many rows there were."""
    match name:
        case "rows-csv":
            return rows_csv.write(comparisons, out, languages=tuple(SENTENCES))
        case "rows-jsonl":
            return rows_jsonl.write(comparisons, out)
        case _:
            return tmx.write(comparisons, out)


def stories(rows: int, each: int, seen: list[int], making: Clock) -> Iterator[Comparison]:
    """Return stories one by one, note before each what this process holds in memory, and how long making them took."""
    for start in range(0, rows, each):
        begun, worked = time.perf_counter(), time.process_time()
        seen.append(resident())
        made = story(start, min(each, rows - start))
        making.wall += time.perf_counter() - begun
        making.cpu += time.process_time() - worked
        yield made


def story(start: int, count: int) -> Comparison:
    """Return a story whose editions say the same in as many paragraphs."""
    articles = {
        language: Article(
            url=f"https://{language}.visnyk.example/{start}",
            language=language,
            title=sentence,
            blocks=tuple(
                Block(kind=BlockKind.PARAGRAPH, text=f"{start + place}. {sentence}{sentence}") for place in range(count)
            ),
        )
        for language, sentence in SENTENCES.items()
    }
    return Comparison(
        story=f"story-{start}",
        articles=articles,
        rows=tuple(
            Row(cells=dict.fromkeys(articles, (place,)), relation=Relation.ALIGNED, score=0.9) for place in range(count)
        ),
        findings=(),
        created=datetime(2026, 11, 22, tzinfo=UTC),
        engine="benchmark",
    )


if __name__ == "__main__":
    sys.exit(main())
