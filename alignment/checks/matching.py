"""The best matching of the sentences that two editions have in a row: in order, one by one or in short runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    #: What matching runs of so many sentences is worth, by their first sentences.
    Worth: TypeAlias = Mapping[tuple[int, int], Sequence[Sequence[float]]]

#: Sentences on each side of a match.
STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
#: Cosines count from what unrelated texts of the story reach (0) to 1; sentences that say the same are above this.
SAME = 0.26
#: What each further sentence in a match costs, and what uneven lengths cost beyond the usual (log ratio).
LONGER_RUN = 0.05
UNEVEN_RUN = 0.15
USUAL_UNEVEN = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One edition's sentences of a row, at least one: how long they are (characters), and their vectors.

    Sides are told apart as objects, not by what they hold.
    """

    lengths: NDArray[np.float64]
    vectors: NDArray[np.float32]

    def runs(self, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the lengths of all runs of so many sentences, and their vectors: those of the sentences, weighted."""
        return _runs(self, size)


@lru_cache(maxsize=64)
def _runs(side: Side, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Make the runs of a side, once for all the editions that it is compared with."""
    count = len(side.lengths) - size + 1
    weighted = side.vectors * side.lengths[:, None]
    lengths = sum((side.lengths[k : k + count] for k in range(1, size)), side.lengths[:count])
    total = sum((weighted[k : k + count] for k in range(1, size)), weighted[:count])
    return lengths, total / np.sqrt(np.einsum("ij,ij->i", total, total))[:, None]


def margins(one: Side, other: Side, unrelated: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what having a match is worth for each sentence of both sides.

    Args:
        one: an edition's sentences.
        other: another edition's.
        unrelated: the cosine that texts reach which have nothing to do with each other.

    Returns:
        How much worse the best matching is where the sentence stays alone, for each of its characters.
    """
    worth = _worth(one, other, unrelated)
    forth = np.array(_best(worth, len(one.lengths), len(other.lengths)))
    turned = {sizes: [row[::-1] for row in table[::-1]] for sizes, table in worth.items()}
    back = np.array(_best(turned, len(one.lengths), len(other.lengths)))[::-1, ::-1]
    rows = (forth[:-1] + back[1:]).max(axis=1)
    columns = (forth[:, :-1] + back[:, 1:]).max(axis=0)
    return (forth[-1, -1] - rows) / one.lengths, (forth[-1, -1] - columns) / other.lengths


def _worth(one: Side, other: Side, unrelated: float) -> Worth:
    """Return what each match is worth: more than leaving its sentences alone where above 0."""
    tables = {}
    for a, b in STEPS:
        if a <= len(one.lengths) and b <= len(other.lengths):
            here, first = one.runs(a)
            there, second = other.runs(b)
            like = (first @ second.T - unrelated) / (1 - unrelated) - LONGER_RUN * (a + b - 2)
            uneven = np.abs(np.log((here[:, None] + 10) / (there[None, :] + 10)))
            paid = like - SAME - UNEVEN_RUN * np.maximum(0, uneven - USUAL_UNEVEN)
            tables[a, b] = (paid * np.minimum(here[:, None], there[None, :])).tolist()
    return tables


def _best(worth: Worth, rows: int, columns: int) -> list[list[float]]:
    """Return what the best matching of the first sentences is worth, for each number of them on both sides."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            value = max(best[i - 1][j], best[i][j - 1])
            for (a, b), table in worth.items():
                if a <= i and b <= j:
                    value = max(value, best[i - a][j - b] + table[i - a][j - b])
            best[i][j] = value
    return best
