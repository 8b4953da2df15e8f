"""How likely another edition's paragraph has nothing of a sentence."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.matching import margins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from alignment.checks.matching import Side

    Matrix = NDArray[np.float64]

#: The fitted weights; ``benchmarks/fit_gaps.py`` writes them.
WEIGHTS = Path(__file__).with_name("gaps.toml")
#: In the order of ``features``; the file says what each means.
NAMES = (
    "constant",
    "like",
    "margin",
    "longer",
    "shorter",
    "still_longer",
    "now_shorter",
    "rest",
    "length",
    "share",
    "more",
    "only",
    "one",
)
#: Characters added to lengths, so that short texts may differ more.
SHORT = 5
#: The length that a sentence usually has (characters).
USUAL_LENGTH = 70
#: A match is worth no more than this, for each character.
MOST_WORTH = 0.4


@cache
def _weights() -> Matrix:
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["features"]
    return np.array([table[name]["weight"] for name in NAMES])


def lacking(one: Side, other: Side, unrelated: float) -> tuple[Matrix, Matrix]:
    """Return how likely each sentence of two editions has no counterpart in the other: log odds, for both sides.

    Args:
        one: an edition's sentences.
        other: another edition's.
        unrelated: the cosine that texts reach which have nothing to do with each other.
    """
    first, second = features(one, other, unrelated)
    return first @ _weights(), second @ _weights()


def features(one: Side, other: Side, unrelated: float) -> tuple[Matrix, Matrix]:
    """Measure the sentences of both sides: arrays of shape (sentences, features), in the order of ``NAMES``."""
    like = (one.vectors @ other.vectors.T - unrelated) / (1 - unrelated)
    alone = margins(one, other, unrelated)
    return (
        _measure(one, other, unrelated, like.max(axis=1), alone[0]),
        _measure(other, one, unrelated, like.max(axis=0), alone[1]),
    )


def _measure(one: Side, other: Side, unrelated: float, like: NDArray[np.float32], margin: Matrix) -> Matrix:
    sentences = len(one.lengths)
    whole, there = one.lengths.sum(), other.lengths.sum()
    before = np.full(sentences, np.log((whole + SHORT) / (there + SHORT)))
    after = np.log((whole - one.lengths + SHORT) / (there + SHORT))
    return np.stack(
        [
            np.ones(sentences),
            like,
            np.clip(margin, 0, MOST_WORTH),
            np.maximum(before, 0),
            np.maximum(-before, 0),
            np.maximum(after, 0),
            np.maximum(-after, 0),
            _rest(one, other, unrelated),
            np.log(one.lengths / USUAL_LENGTH),
            one.lengths / whole,
            np.full(sentences, float(max(-2, min(2, sentences - len(other.lengths))))),
            np.full(sentences, float(sentences == 1)),
            np.full(sentences, float(len(other.lengths) == 1)),
        ],
        axis=1,
    )


def _rest(one: Side, other: Side, unrelated: float) -> Matrix:
    """Return how like the other side is to what is left without each sentence; 0 where nothing is left."""
    if len(one.lengths) == 1:
        return np.zeros(1)
    weighted = one.vectors * one.lengths[:, None]
    left = weighted.sum(axis=0) - weighted
    (there,) = other.runs(len(other.lengths))[1]
    cosine: Matrix = left @ there / np.linalg.norm(left, axis=1)
    return (cosine - unrelated) / (1 - unrelated)
