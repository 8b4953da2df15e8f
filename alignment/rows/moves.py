"""The second pass: incomplete rows that say the same thing at different places are joined."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from alignment.rows.lattice import Row

    #: Says what a row gains.
    Gain = Callable[[Row], float]

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

    groups: Row
    odds: float
    moved: tuple[int, ...] = ()

    @property
    def present(self) -> tuple[int, ...]:
        """The editions that have a group in it."""
        return tuple(edition for edition, (_, size) in enumerate(self.groups) if size)

    @property
    def complete(self) -> bool:
        """Whether every edition has a group in it."""
        return all(size for _, size in self.groups)


def join_moved(rows: Sequence[Found], gain: Gain) -> list[Found]:
    """Join incomplete rows that say the same thing, the surest pair first, until no pair is sure enough.

    A joined row stands where more of its editions have it.

    Args:
        rows: in reading order.
        gain: says what a row gains.
    """
    found: dict[int, Found] = dict(enumerate(rows))
    incomplete = [index for index, row in found.items() if not row.complete]
    gains = _gains(found, itertools.combinations(incomplete, 2), gain)
    while gains:
        pair = max(gains, key=lambda each: (gains[each], -each[0], -each[1]))
        stays, leaves = sorted(pair, key=lambda index: (-len(found[index].present), index))
        found[stays] = _join(found[stays], found.pop(leaves), gain)
        gains = {each: gained for each, gained in gains.items() if not {*each} & {*pair}}
        others = [index for index, row in found.items() if not row.complete and index != stays]
        if not found[stays].complete:
            gains |= _gains(found, [(min(stays, other), max(stays, other)) for other in others], gain)
    return list(found.values())


def _gains(found: Mapping[int, Found], pairs: Iterable[tuple[int, int]], gain: Gain) -> dict[tuple[int, int], float]:
    """Return what joining each pair would gain, where that is enough."""
    gains = {}
    for one, other in pairs:
        first, second = found[one], found[other]
        if not set(first.present) & set(second.present):
            gained = gain(_joined(first, second)) - first.odds - second.odds
            if gained > MOVE_COST:
                gains[one, other] = gained
    return gains


def _joined(first: Found, second: Found) -> Row:
    return tuple(a if a[1] else b for a, b in zip(first.groups, second.groups, strict=True))


def _join(stays: Found, leaves: Found, gain: Gain) -> Found:
    outvoted = len(stays.present) > len(leaves.present)
    moved = leaves.present if outvoted else stays.present + leaves.present
    groups = _joined(stays, leaves)
    return Found(groups, gain(groups), tuple(sorted({*stays.moved, *moved})))
