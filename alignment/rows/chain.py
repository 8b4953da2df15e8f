"""Rows that are beyond doubt: they cut the editions into short stretches, so that the cost grows with length only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.rows.lattice import Lattice, State

#: Log odds that each pair of an anchor must have.
CERTAIN = 2.0


def anchors(lattice: Lattice) -> list[State]:
    """Return single units, one of each edition, that are each other's best in all pairs, in one increasing chain."""
    if not all(lattice.sizes):
        return []
    best = {pair: _mutual(odds.tables[1, 1]) for pair, odds in lattice.odds.items()}
    others = range(1, len(lattice.sizes))
    places = [(unit, *(best[0, other].get(unit, -1) for other in others)) for unit in range(lattice.sizes[0])]
    return _increasing([place for place in places if all(best[a, b].get(place[a]) == place[b] for a, b in best)])


def _mutual(odds: NDArray[np.float32]) -> Mapping[int, int]:
    forward, backward = odds.argmax(axis=1), odds.argmax(axis=0)
    rows = np.arange(len(odds))
    sure = (backward[forward] == rows) & (odds[rows, forward] > CERTAIN)
    return dict(zip(rows[sure].tolist(), forward[sure].tolist(), strict=True))


def _increasing(places: Sequence[State]) -> list[State]:
    """Return the longest chain in which every edition moves on; ``places`` increase in the first edition."""
    if not places:
        return []
    where = np.array(places)
    lengths = np.ones(len(places), dtype=np.int64)
    before = np.full(len(places), -1)
    for index in range(1, len(places)):
        earlier = np.where((where[:index] < where[index]).all(axis=1), lengths[:index], 0)
        best = int(earlier.argmax())
        if earlier[best]:
            lengths[index], before[index] = earlier[best] + 1, best
    chain = []
    at = int(lengths.argmax())
    while at >= 0:
        chain.append(places[at])
        at = int(before[at])
    return chain[::-1]


def settled(chain: Sequence[State], sizes: State, *, whole: bool = True) -> list[State]:
    """Return the anchors whose neighbours on both sides are anchors too: no split or merge can reach into them.

    Args:
        chain: all anchors.
        sizes: units of each edition.
        whole: whether the end of the units is the end of the text, and so as good as an anchor.
    """
    known = {(-1,) * len(sizes), *chain} | ({sizes} if whole else set())
    return [
        place
        for place in chain
        if tuple(unit - 1 for unit in place) in known and tuple(unit + 1 for unit in place) in known
    ]
