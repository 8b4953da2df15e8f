"""From units to rows: the sure anchors, the best path between them, then the moves."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from alignment.chain import anchors, settled
from alignment.lattice import Lattice
from alignment.moves import Found, join_moved
from alignment.similarity import pair_odds, probability
from alignment.groups import group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.units import Units


def search(editions: Sequence[Units]) -> list[Found]:
    """Align the units of two or more editions, which come sorted by language.

    Returns:
        Rows in reading order; every unit of every edition stands in exactly one.
    """
    lattice = compare(editions)
    path = []
    at = (0,) * len(editions)
    for place in settled(anchors(lattice), lattice.sizes):
        path += [*lattice.best_path(at, place), tuple((unit, 1) for unit in place)]
        at = tuple(unit + 1 for unit in place)
    path += lattice.best_path(at, lattice.sizes)
    return join_moved([Found(row, lattice.gain(row)) for row in path], lattice)


def compare(editions: Sequence[Units]) -> Lattice:
    """Compare all groups of all pairs of editions."""
    grouped = group(editions)
    pairs = itertools.combinations(range(len(editions)), 2)
    odds = {(first, second): pair_odds(grouped[first], grouped[second]) for first, second in pairs}
    return Lattice(tuple(len(units) for units in editions), odds)


def score(row: Found) -> float:
    """Return the probability that a row's groups say the same thing: from the mean log odds of its pairs."""
    editions = len(row.present)
    return probability(row.odds * 2 / (editions * (editions - 1))) if editions > 1 else 1.0
