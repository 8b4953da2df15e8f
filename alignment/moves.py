"""The second pass: incomplete rows that say the same thing at different places are joined."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.lattice import Groups, Lattice

#: What it takes to believe that something moved, in log odds: nearly all of a translation stands in order.
MOVE_COST = 4.0


@dataclass(frozen=True, slots=True)
class Found:
    """A row, with its editions by position.

    Attributes:
        groups: the groups of the editions.
        odds: the sum of the log odds of its pairs, less what its grouping costs; 0 for one edition.
        moved: the editions whose groups stand at another place than the rest; all of the row's editions where it
            cannot be told.
    """

    groups: Groups
    odds: float
    moved: tuple[int, ...] = ()

    @property
    def present(self) -> tuple[int, ...]:
        """The editions that have a group in it."""
        return tuple(edition for edition, (_, size) in enumerate(self.groups) if size)


def join_moved(rows: Sequence[Found], lattice: Lattice) -> list[Found]:
    """Join incomplete rows that say the same thing, the surest pair first, until no pair is sure enough.

    A joined row stands where more of its editions have it.
    """
    found = list(rows)
    while True:
        incomplete = [index for index, row in enumerate(found) if len(row.present) < len(row.groups)]
        pairs = [pair for pair in itertools.combinations(incomplete, 2) if _can_join(found[pair[0]], found[pair[1]])]
        gains = [_joined_odds(found[a], found[b], lattice) - found[a].odds - found[b].odds for a, b in pairs]
        best = max(range(len(pairs)), key=lambda index: gains[index], default=-1)
        if best < 0 or gains[best] <= MOVE_COST:
            return found
        stays, leaves = pairs[best]
        if len(found[leaves].present) > len(found[stays].present):
            stays, leaves = leaves, stays
        found[stays] = _join(found[stays], found[leaves], lattice)
        del found[leaves]


def _can_join(first: Found, second: Found) -> bool:
    return not set(first.present) & set(second.present)


def _joined(first: Found, second: Found) -> Groups:
    return tuple(a if a[1] else b for a, b in zip(first.groups, second.groups, strict=True))


def _joined_odds(first: Found, second: Found, lattice: Lattice) -> float:
    return lattice.gain(_joined(first, second))


def _join(stays: Found, leaves: Found, lattice: Lattice) -> Found:
    told = len(stays.present) > len(leaves.present)
    moved = leaves.present if told else stays.present + leaves.present
    groups = _joined(stays, leaves)
    return Found(groups, lattice.gain(groups), tuple(sorted({*stays.moved, *moved})))
