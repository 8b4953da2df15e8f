"""The best matching of the sentences that two editions have in a row: in order, one by one or in short runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float64]
    #: What matching runs of so many sentences is worth, for each of ``STEPS``, by their first sentences.
    Worth: TypeAlias = Sequence[Sequence[Sequence[float]]]

#: Sentences on each side of a match.
STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
LONGEST_RUN = 3
_HERE, _THERE = ([step[side] - 1 for step in STEPS] for side in (0, 1))
#: Cosines count from what unrelated texts of the story reach (0) to 1; sentences that say the same are above this.
SAME = 0.26
#: What each further sentence in a match costs, and what uneven lengths cost beyond the usual (log ratio).
LONGER_RUN = 0.05
UNEVEN_RUN = 0.15
USUAL_UNEVEN = 0.2
_COSTS = LONGER_RUN * (np.sum(STEPS, axis=1) - 2)[:, None, None] + SAME


@dataclass(frozen=True, eq=False)
class Side:
    """One edition's sentences of a row, at least one: how long they are (characters), and their vectors.

    Runs of sentences have the sum of their vectors, weighted by length; all that is asked of those follows from the
    products of single sentences. Sides are told apart as objects, not by what they hold.
    """

    lengths: Matrix
    vectors: NDArray[np.float32]

    @cached_property
    def weighted(self) -> Matrix:
        """The sentences' vectors, as long as the sentences."""
        return self.vectors * self.lengths[:, None]

    @cached_property
    def products(self) -> Matrix:
        """Products of the weighted vectors with each other."""
        return self.weighted @ self.weighted.T

    @cached_property
    def size(self) -> float:
        """The length of the vector of all sentences together."""
        return float(np.sqrt(self.products.sum()))

    @cached_property
    def runs(self) -> tuple[Matrix, Matrix]:
        """The lengths of runs and of their vectors: arrays of shape (LONGEST_RUN, sentences), by first sentence.

        Where a run would end behind the last sentence, the values mean nothing.
        """
        alone, pairs, ends = (self.products.diagonal(apart) * (1 + (apart > 0)) for apart in range(LONGEST_RUN))
        two = alone[:-1] + alone[1:] + pairs
        three = two[:-1] + alone[2:] + pairs[1:] + ends
        both = self.lengths[:-1] + self.lengths[1:]
        lengths = _padded(self.lengths, both, both[:-1] + self.lengths[2:])
        return lengths, np.sqrt(_padded(alone, two, three))


def _padded(*runs: Matrix) -> Matrix:
    """Return arrays of different lengths as rows; what is added means nothing."""
    rows = np.ones((len(runs), len(runs[0])))
    for row, values in zip(rows, runs, strict=True):
        row[: len(values)] = values
    return rows


def margins(one: Side, other: Side, unrelated: float) -> tuple[Matrix, Matrix]:
    """Return what having a match is worth for each sentence of both sides.

    Args:
        one: an edition's sentences.
        other: another edition's.
        unrelated: the cosine that texts reach which have nothing to do with each other.

    Returns:
        How much worse the best matching is where the sentence stays alone, for each of its characters.
    """
    worth = _worth(one, other, unrelated)
    rows, columns = len(one.lengths), len(other.lengths)
    forth = np.array(_best(worth.tolist(), rows, columns))
    turned = [
        table[: rows - a + 1, : columns - b + 1][::-1, ::-1].tolist()
        for (a, b), table in zip(STEPS, worth, strict=True)
    ]
    back = np.array(_best(turned, rows, columns))[::-1, ::-1]
    alone = (forth[:-1] + back[1:]).max(axis=1), (forth[:, :-1] + back[:, 1:]).max(axis=0)
    return (forth[-1, -1] - alone[0]) / one.lengths, (forth[-1, -1] - alone[1]) / other.lengths


def _worth(one: Side, other: Side, unrelated: float) -> Matrix:
    """Return what each match is worth: more than leaving its sentences alone where above 0."""
    (here, first), (there, second) = (
        tuple(each[sizes] for each in side.runs) for side, sizes in ((one, _HERE), (other, _THERE))
    )
    like = _products(one, other) / (first[:, :, None] * second[:, None, :])
    uneven = np.abs(np.log(here + 10)[:, :, None] - np.log(there + 10)[:, None, :])
    paid = (like - unrelated) / (1 - unrelated) - _COSTS - UNEVEN_RUN * np.maximum(0, uneven - USUAL_UNEVEN)
    worth: Matrix = paid * np.minimum(here[:, :, None], there[:, None, :])
    return worth


def _products(one: Side, other: Side) -> Matrix:
    """Return the products of the runs of both sides, for each of ``STEPS``."""
    rows, columns = len(one.lengths), len(other.lengths)
    single = np.zeros((rows + LONGEST_RUN - 1, columns + LONGEST_RUN - 1))
    single[:rows, :columns] = one.weighted @ other.weighted.T
    found = np.zeros((len(STEPS), rows, columns))
    for step, (a, b) in enumerate(STEPS):
        for down in range(a):
            for right in range(b):
                found[step] += single[down : down + rows, right : right + columns]
    return found


def _best(worth: Worth, rows: int, columns: int) -> list[list[float]]:
    """Return what the best matching of the first sentences is worth, for each number of them on both sides."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            value = max(best[i - 1][j], best[i][j - 1])
            for (a, b), table in zip(STEPS, worth, strict=True):
                if a <= i and b <= j:
                    value = max(value, best[i - a][j - b] + table[i - a][j - b])
            best[i][j] = value
    return best
