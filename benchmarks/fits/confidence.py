"""Counts how often the checks are right, and writes ``alignment/checks/confidence.toml``.

``python -m benchmarks.fits.confidence CASES.jsonl alignment/checks/confidence.toml [--cache FILE]``

The cases are aligned and checked as always. A finding above information is right where a paragraph of its row was
edited in an edition that the finding names, or in any where it names none; findings of one check and cause in one row
count once, and so does what is found in the same words of several copies of a text. Slips that the texts had before
they were edited count as wrong, though an editor would want them: the shares are lower bounds. The confidence is
(right + 1) / (all + 2), so that few findings promise little. A line of the table whose note says "held at 0.9"
gets no more than that; one that the cases do not exercise enough stays.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.checks import CHECKS, Settings, find
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from alignment.types import Severity
from benchmarks.cases import read
from benchmarks.vectors import FileVectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.types import Embedder, Finding, Row, VectorCache
    from benchmarks.cases import Case, Edit

#: A line of the table: a check, with its cause or without, its confidence, and what is said of it.
LINE = re.compile(r"\"?(?P<name>[\w/-]+)\"? = (?P<share>[\d.]+)(?: # (?P<note>.*))?")
HELD = re.compile(r"held at (?P<most>[\d.]+).*")
#: Fewer findings say too little.
ENOUGH = 10


def passes() -> Iterator[tuple[Mapping[str, str], frozenset[str]]]:
    """Yield the checks by kind, one for each, and those to switch off: a finding says its kind, not its check."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for check in CHECKS:
        groups[check.kind].append(check.name)
    for turn in range(max(map(len, groups.values()))):
        asked = {kind: names[turn] for kind, names in groups.items() if turn < len(names)}
        rivals = {
            name for names in groups.values() for place, name in enumerate(names) if place != min(turn, len(names) - 1)
        }
        yield asked, frozenset(rivals)


def count(cases: Sequence[Case], embedder: Embedder | None, cache: VectorCache) -> tuple[Counter[str], Counter[str]]:
    """Return how many findings of each check were right, and how many there were; causes also by themselves."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    turns, seen = list(passes()), set[tuple[str, ...]]()
    for case in cases:
        vectors = embed(case.articles, embedder, cache)
        rows = align(case.articles, vectors)
        for asked, off in turns:
            found = find(case.articles, rows, vectors, settings=Settings(off=off))
            fresh = [each for each in found if (text_of(case), each.id, asked.get(each.kind, "")) not in seen]
            seen.update((text_of(case), each.id, asked.get(each.kind, "")) for each in found)
            for name, agreed in _judged(case, rows, fresh, asked):
                every[name] += 1
                right[name] += agreed
    return right, every


def text_of(case: Case) -> str:
    """Return the name of the text of which a case is a copy, edited in one way or another."""
    return case.id.rpartition("/")[0]


def _judged(
    case: Case, rows: Sequence[Row], found: Sequence[Finding], asked: Mapping[str, str]
) -> Iterator[tuple[str, bool]]:
    """Yield the checks that speak of a row, under their names and with their causes, and whether they are right."""
    verdicts: dict[tuple[str, int], bool] = {}
    for each in found:
        if each.row is None or each.severity is Severity.INFO or each.kind not in asked:
            continue
        agreed = any(_meets(case, edit, rows[each.row], each.edition) for edit in case.edits)
        for name in (asked[each.kind], *([f"{asked[each.kind]}/{each.cause}"] if each.cause else [])):
            verdicts[name, each.row] = verdicts.get((name, each.row), False) or agreed
    yield from ((name, agreed) for (name, _), agreed in verdicts.items())


def _meets(case: Case, edit: Edit, row: Row, edition: str | None) -> bool:
    if edition is not None and edit.edition not in (None, edition):
        return False
    edited = case.rows[edit.row]
    return any(index in edited.get(language, ()) for language, cell in row.cells.items() for index in cell)


def rewritten(line: str, right: Counter[str], every: Counter[str]) -> str:
    """Return a line of the table with what was measured; any other line as it is."""
    match = LINE.fullmatch(line)
    if match is None or every[match["name"]] < ENOUGH:
        return line
    name, note = match["name"], match["note"] or ""
    share = (right[name] + 1) / (every[name] + 2)
    counted = f"{right[name]} of {every[name]}"
    if held := HELD.search(note):
        share, counted = min(share, float(held["most"])), f"{counted}; {held[0]}"
    written = f'"{name}"' if "/" in name else name
    return f"{written} = {share:.2f} # {counted}"


def main() -> None:
    """Count, print the shares and rewrite the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("table", type=Path)
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    options = parser.parse_args()
    right, every = count(read(options.cases), default_embedder(), FileVectors(options.cache))
    for name, number in sorted(every.items()):
        print(f"{name}: {right[name]} of {number} right, {right[name] / number:.2f}")
    lines = options.table.read_text(encoding="utf-8").splitlines()
    options.table.write_text("".join(f"{rewritten(line, right, every)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
