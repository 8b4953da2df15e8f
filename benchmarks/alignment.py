"""Aligns cases with known answers: ``python -m benchmarks.alignment CASES.jsonl PREDICTIONS.jsonl [--cache FILE]``."""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.compare import compare
from alignment.encoder import default_embedder
from benchmarks.cases import Case, read
from benchmarks.vectors import FileVectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import Comparison, Embedder, VectorCache


def prediction(case: Case, comparison: Comparison) -> dict[str, object]:
    """Return a comparison in the form that the scorer reads."""
    return {
        "id": case.id,
        "rows": [{language: list(cell) for language, cell in row.cells.items()} for row in comparison.rows],
        "findings": [
            {"kind": finding.kind, "severity": finding.severity, "edition": finding.edition, "row": finding.row}
            for finding in comparison.findings
        ],
    }


def run(cases: Sequence[Case], embedder: Embedder | None, cache: VectorCache) -> tuple[list[Comparison], float]:
    """Compare all cases; return the comparisons and the articles (stories) per second."""
    now = datetime.now(UTC)
    begin = time.perf_counter()
    found = [
        compare(case.articles, story=case.id, created=now, version="0", embedder=embedder, cache=cache)
        for case in cases
    ]
    return found, len(cases) / (time.perf_counter() - begin)


def main() -> None:
    """Write the predictions and print the speed with an empty and with a filled cache."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    options = parser.parse_args()
    cases, embedder, cache = read(options.cases), default_embedder(), FileVectors(options.cache)
    _, cold = run(cases, embedder, cache)
    comparisons, warm = run(cases, embedder, cache)
    with options.predictions.open("w", encoding="utf-8") as file:
        for case, comparison in zip(cases, comparisons, strict=True):
            file.write(json.dumps(prediction(case, comparison), ensure_ascii=False) + "\n")
    known = " (vectors read from the file)" if options.cache else ""
    print(f"{cold:.2f} articles/s with an empty cache{known}, {warm:.1f} articles/s with a filled one")


if __name__ == "__main__":
    main()
