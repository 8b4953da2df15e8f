"""The one optimisation over all editions: the best way to cut them into rows in reading order.

A state says how far each edition has been read. A step takes 0, 1 or a few blocks from each edition into one row; its
gain is the sum of the log odds of all its pairs, so two editions that agree pull a third one in, and a row of a single
block gains nothing. All editions are treated alike: their order changes neither gains nor, thanks to the order in which
equal sums are compared, the path.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

#: Log odds by (length of the group in the first edition, in the second), then by the groups' first blocks.
Odds = "Mapping[tuple[int, int], NDArray[np.float64]]"
#: The most blocks of one edition in one row.
LONGEST = 3
#: States kept for every total of blocks read; exact up to about this many, a beam beyond it.
BEAM = 400

Frontier = tuple[int, ...]


@cache
def steps(editions: int) -> tuple[Frontier, ...]:
    """Return how many blocks a row may take from each edition, smallest rows first.

    A group of several blocks is against one block of at least one other edition: otherwise the row is two rows.
    """
    found = [step for step in itertools.product((0, 1), repeat=editions) if any(step)]
    for many in range(2, LONGEST + 1):
        found += [step for step in itertools.product((0, 1, many), repeat=editions) if many in step and 1 in step]
    return tuple(sorted(found, key=lambda step: (sum(step), step)))


@dataclass(frozen=True, slots=True)
class Lattice:
    """The search space: how many blocks each edition has, and the log odds of every pair of groups.

    Attributes:
        sizes: blocks of each edition.
        odds: for every pair of editions (by position, first < second) the log odds of their groups.
    """

    sizes: Frontier
    odds: Mapping[tuple[int, int], Mapping[tuple[int, int], NDArray[np.float64]]]

    def gain(self, start: Frontier, step: Frontier) -> float:
        """Return the sum of the log odds of all pairs of a row."""
        taken = [edition for edition, length in enumerate(step) if length]
        return sum(
            float(self.odds[first, second][step[first], step[second]][start[first], start[second]])
            for first, second in itertools.combinations(taken, 2)
        )

    def best_path(self, begin: Frontier, end: Frontier) -> list[tuple[Frontier, Frontier]]:
        """Return the rows (where they start, how much they take) of the best path between two states."""
        layers: list[dict[Frontier, tuple[float, Frontier | None]]] = [{} for _ in range(sum(end) - sum(begin) + 1)]
        layers[0][begin] = (0.0, None)
        for layer in range(len(layers)):
            states = sorted(layers[layer].items(), key=lambda item: (-item[1][0], item[0]))[:BEAM]
            for state, (score, _) in states:
                self._expand(state, score, end, layer, layers)
        return _walk_back(begin, end, layers)

    def _expand(
        self,
        state: Frontier,
        score: float,
        end: Frontier,
        layer: int,
        layers: Sequence[dict[Frontier, tuple[float, Frontier | None]]],
    ) -> None:
        for step in steps(len(self.sizes)):
            target = tuple(a + b for a, b in zip(state, step, strict=True))
            if any(a > b for a, b in zip(target, end, strict=True)):
                continue
            gained = self.gain(state, step)
            if gained < 0:
                continue  # the same blocks apart gain nothing, which is more
            known = layers[layer + sum(step)].get(target)
            if known is None or score + gained > known[0] + 1e-9:
                layers[layer + sum(step)][target] = (score + gained, step)


def _walk_back(
    begin: Frontier, end: Frontier, layers: Sequence[Mapping[Frontier, tuple[float, Frontier | None]]]
) -> list[tuple[Frontier, Frontier]]:
    path: list[tuple[Frontier, Frontier]] = []
    state = end
    while state != begin:
        step = layers[sum(state) - sum(begin)][state][1]
        assert step is not None
        state = tuple(a - b for a, b in zip(state, step, strict=True))
        path.append((state, step))
    return path[::-1]
