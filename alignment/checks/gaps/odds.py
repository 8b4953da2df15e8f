"""How likely another edition's paragraph has nothing of a sentence."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.gaps.matching import margins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from alignment.checks.gaps.matching import Side

    Matrix = NDArray[np.float64]

#: The fitted weights; ``benchmarks/fits/gaps.py`` writes them.
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


def at_most(one: Side, other: Side, unrelated: float) -> tuple[Matrix, Matrix]:
    """Return what ``lacking`` would at most, without the search for the best matching."""
    first, second = _features(one, other, unrelated, (0.0, 0.0))
    best = max(0.0, MOST_WORTH * float(_weights()[NAMES.index("margin")]))
    return first @ _weights() + best, second @ _weights() + best


def features(one: Side, other: Side, unrelated: float) -> tuple[Matrix, Matrix]:
    """Measure the sentences of both sides: arrays of shape (sentences, features), in the order of ``NAMES``."""
    return _features(one, other, unrelated, margins(one, other, unrelated))


def _features(
    one: Side, other: Side, unrelated: float, alone: tuple[Matrix, Matrix] | tuple[float, float]
) -> tuple[Matrix, Matrix]:
    like = (one.vectors @ other.vectors.T - unrelated) / (1 - unrelated)
    return (
        _measure(one, other, unrelated, like.max(axis=1), alone[0]),
        _measure(other, one, unrelated, like.max(axis=0), alone[1]),
    )


def _measure(one: Side, other: Side, unrelated: float, like: NDArray[np.float32], margin: Matrix | float) -> Matrix:
    sentences = len(one.lengths)
    whole, there = float(one.lengths.sum()) + SHORT, float(other.lengths.sum()) + SHORT
    before = math.log(whole / there)
    after = np.log((whole - one.lengths) / there)
    measured = (
        1.0,
        like,
        np.minimum(np.maximum(margin, 0), MOST_WORTH),
        max(before, 0.0),
        max(-before, 0.0),
        np.maximum(after, 0),
        np.maximum(-after, 0),
        _rest(one, other, unrelated),
        np.log(one.lengths / USUAL_LENGTH),
        one.lengths / (whole - SHORT),
        max(-2, min(2, sentences - len(other.lengths))),
        sentences == 1,
        len(other.lengths) == 1,
    )
    table = np.empty((sentences, len(NAMES)))
    for column, values in enumerate(measured):
        table[:, column] = values
    return table


def _rest(one: Side, other: Side, unrelated: float) -> Matrix | float:
    """Return how like the other side is to what is left without each sentence; 0 where nothing is left."""
    if len(one.lengths) == 1:
        return 0.0
    products = one.weighted @ other.weighted.sum(axis=0)
    squares = one.size**2 - 2 * one.products.sum(axis=1) + one.products.diagonal()
    cosine: Matrix = (products.sum() - products) / np.sqrt(squares) / other.size
    return (cosine - unrelated) / (1 - unrelated)
