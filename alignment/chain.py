"""Rows that are beyond doubt: they cut the editions into short stretches, so that the cost grows with length only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.lattice import Lattice

#: Log odds that each pair of an anchor must have.
CERTAIN = 2.0

Place = tuple[int, ...]


def anchors(lattice: Lattice) -> list[Place]:
    """Return single blocks, one of each edition, that are each other's best in all pairs, in one increasing chain."""
    editions = len(lattice.sizes)
    if not all(lattice.sizes):
        return []
    best = {pair: _mutual(odds.tables[1, 1]) for pair, odds in lattice.odds.items()}
    places = []
    for first in range(lattice.sizes[0]):
        place = (first, *(best[0, other].get(first, -1) for other in range(1, editions)))
        if -1 not in place and all(best[a, b].get(place[a]) == place[b] for a, b in best):
            places.append(place)
    return _increasing(places)


def _mutual(odds: NDArray[np.float64]) -> Mapping[int, int]:
    forward, backward = odds.argmax(axis=1), odds.argmax(axis=0)
    return {
        int(i): int(j) for i, j in enumerate(forward) if backward[j] == i and odds[i, j] > CERTAIN
    }


def _increasing(places: Sequence[Place]) -> list[Place]:
    """Return the longest chain in which every edition moves on; ``places`` increase in the first edition."""
    length: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        earlier = [k for k in range(index) if all(a < b for a, b in zip(places[k], place, strict=True))]
        link = max(earlier, key=lambda k: length[k], default=-1)
        length.append(1 + (length[link] if earlier else 0))
        before.append(link)
    chain: list[Place] = []
    at = max(range(len(places)), key=lambda k: length[k], default=-1)
    while at >= 0:
        chain.append(places[at])
        at = before[at]
    return chain[::-1]


def settled(chain: Sequence[Place], sizes: Place) -> list[Place]:
    """Return the anchors whose neighbours on both sides are anchors too: no split or merge can reach into them."""
    known = {tuple(-1 for _ in sizes), tuple(sizes), *chain}
    return [
        place
        for place in chain
        if tuple(a - 1 for a in place) in known and tuple(a + 1 for a in place) in known
    ]
