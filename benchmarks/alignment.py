"""Aligns cases with known answers: ``python -m benchmarks.alignment CASES.jsonl PREDICTIONS.jsonl [--cache FILE]``."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.checks import find
from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from alignment.types import WordEmbedder
from benchmarks.cases import Case, read
from benchmarks.vectors import FileVectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from alignment.types import Comparison, Embedder, VectorCache


@dataclass(slots=True)
class Watched:
    """An encoder with a stopwatch: what it alone takes."""

    embedder: Embedder
    texts: int = 0
    seconds: float = field(default=0.0)

    @property
    def name(self) -> str:
        """The encoder's name."""
        return self.embedder.name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode, and add up the time that it took."""
        begin = time.perf_counter()
        vectors = self.embedder.encode(texts)
        self.seconds += time.perf_counter() - begin
        self.texts += len(texts)
        return vectors

    @property
    def word_rules(self) -> str:
        """What the states of words rest on."""
        assert isinstance(self.embedder, WordEmbedder)
        return self.embedder.word_rules

    def words(self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]) -> Sequence[NDArray[np.float32]]:
        """Return the states of words; only asked where the encoder knows them, and not timed."""
        assert isinstance(self.embedder, WordEmbedder)
        return self.embedder.words(texts, places)


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


def align_all(cases: Sequence[Case], embedder: Embedder | None, cache: VectorCache) -> float:
    """Align all cases; return the seconds it took."""
    begin = time.perf_counter()
    for case in cases:
        align(case.articles, embed(case.articles, embedder, cache))
    return time.perf_counter() - begin


def compare_all(cases: Sequence[Case], embedder: Embedder | None, cache: VectorCache) -> tuple[list[Comparison], float]:
    """Compare all cases, checks included; return the comparisons and the seconds they took."""
    now = datetime.now(UTC)
    begin = time.perf_counter()
    found = [
        compare(case.articles, story=case.id, created=now, version="0", embedder=embedder, cache=cache)
        for case in cases
    ]
    return found, time.perf_counter() - begin


def check_all(comparisons: Sequence[Comparison], embedder: Embedder | None, cache: VectorCache) -> float:
    """Check what has been compared once more; return the seconds it took, alignment and encoder apart."""
    seconds = 0.0
    for comparison in comparisons:
        vectors = embed(comparison.articles, embedder, cache)
        begin = time.perf_counter()
        find(comparison.articles, comparison.rows, vectors)
        seconds += time.perf_counter() - begin
    return seconds


def main() -> None:
    """Write the predictions and print the speed with an empty and with a filled cache."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    options = parser.parse_args()
    cases, cache = read(options.cases), FileVectors(options.cache)
    installed = default_embedder()
    # One that knows no words is not watched: the watch would promise them.
    embedder = Watched(installed) if isinstance(installed, WordEmbedder) else installed
    cold = align_all(cases, embedder, cache)
    if isinstance(embedder, Watched) and embedder.texts:
        alone = embedder.seconds
        print(f"the encoder alone: {alone:.1f} s for {embedder.texts} texts; aligned in {cold / alone:.2f} times that")
    warm = align_all(cases, embedder, cache)
    comparisons, checked = compare_all(cases, embedder, cache)
    with options.predictions.open("w", encoding="utf-8") as file:
        for case, comparison in zip(cases, comparisons, strict=True):
            file.write(json.dumps(prediction(case, comparison), ensure_ascii=False) + "\n")
    print(f"with the checks, and the vectors of sentences that they ask for: {len(cases) / checked:.1f} articles/s")
    alone = check_all(comparisons, embedder, cache)
    print(f"the checks alone, with all the vectors that they ask for: {len(cases) / alone:.1f} articles/s")
    print(
        f"aligned with an empty embedding cache: {len(cases) / cold:.2f} articles/s; "
        f"with a filled one: {len(cases) / warm:.1f} articles/s"
    )


if __name__ == "__main__":
    main()
