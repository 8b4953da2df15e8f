"""From units to rows: the sure anchors, the best path between them, then the moves."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from alignment.rows.chain import anchors, settled
from alignment.rows.groups import group
from alignment.rows.lattice import ABSENT, Lattice
from alignment.rows.moves import Found, join_moved
from alignment.rows.similarity import pair_odds, probability

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.rows.lattice import Row, State
    from alignment.rows.units import Units

#: Units of each edition that are compared with each other at once; it doubles where nothing in it is sure.
WINDOW = 128
#: ... up to so many: memory grows with the square. Texts that are alike throughout are cut where the best path stands.
LARGEST = 256
#: Incomplete rows that are searched at once for something that moved.
NEIGHBOURHOOD = 200


def search(editions: Sequence[Units]) -> list[Found]:
    """Align the units of two or more editions, which come sorted by language.

    Returns:
        Rows in reading order; every unit of every edition stands in exactly one.
    """
    if max(map(len, editions)) <= WINDOW:
        lattice = compare(editions)
        return join_moved([Found(row, lattice.gain(row)) for row in _path(lattice)], lattice.gain)
    return [row for part in _neighbourhoods(_in_windows(editions)) for row in _join_far(part, editions)]


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


def _path(lattice: Lattice, last: State | None = None) -> list[Row]:
    """Return the best rows, which go through all settled anchors; up to and with the anchor ``last``, or to the end."""
    path: list[Row] = []
    at = (0,) * len(lattice.sizes)
    for place in settled(anchors(lattice), lattice.sizes, whole=last is None):
        path += [*lattice.best_path(at, place), tuple((unit, 1) for unit in place)]
        at = tuple(unit + 1 for unit in place)
        if place == last:
            return path
    return path + lattice.best_path(at, lattice.sizes)


def _in_windows(editions: Sequence[Units]) -> Iterator[Found]:
    """Yield the rows of long editions: a window is aligned up to a settled anchor, where the next one begins."""
    at, size = (0,) * len(editions), WINDOW
    ends = tuple(map(len, editions))
    while at != ends:
        window = [units.part(begin, begin + size) for units, begin in zip(editions, at, strict=True)]
        rest = any(begin + size < end for begin, end in zip(at, ends, strict=True))
        lattice = compare(window)
        sure = settled(anchors(lattice), lattice.sizes, whole=False) if rest else []
        inside = [place for place in sure if max(place) < size * 3 // 4] or sure
        if rest and not inside and size < LARGEST:
            size *= 2
            continue
        path = _path(lattice, inside[-1] if inside else None)
        if rest and not inside:
            path = _first_part(path, size * 3 // 4)
        for row in path:
            yield Found(_shifted(row, at), lattice.gain(row))
        read = (sum(size for _, size in groups) for groups in zip(*path, strict=True))
        at = tuple(begin + units for begin, units in zip(at, read, strict=True))
        size = WINDOW


def _first_part(path: list[Row], most: int) -> list[Row]:
    """Return the rows up to the one with which an edition has reached ``most`` units."""
    ends = [max(start + size for start, size in row) for row in path]
    return path[: 1 + next(number for number, end in enumerate(ends) if end >= most)]


def _shifted(row: Row, by: Sequence[int]) -> Row:
    return tuple((start + shift, size) if size else ABSENT for (start, size), shift in zip(row, by, strict=True))


def _neighbourhoods(rows: Iterable[Found]) -> Iterator[list[Found]]:
    """Cut rows into parts of at most ``NEIGHBOURHOOD`` incomplete ones."""
    part: list[Found] = []
    incomplete = 0
    for row in rows:
        part.append(row)
        incomplete += not row.complete
        if incomplete == NEIGHBOURHOOD:
            yield part
            part, incomplete = [], 0
    yield part


def _join_far(rows: Sequence[Found], editions: Sequence[Units]) -> list[Found]:
    """Join what moved in long editions: there only the units of incomplete rows are compared with each other."""
    groups = [row.groups for row in rows if not row.complete]
    kept = [
        [unit for start, size in sorted({row[edition] for row in groups}) for unit in range(start, start + size)]
        for edition in range(len(editions))
    ]
    numbers = [{unit: number for number, unit in enumerate(units)} for units in kept]
    lattice = compare([units.chosen(some) for units, some in zip(editions, kept, strict=True)])

    def gain(row: Row) -> float:
        return lattice.gain(
            tuple((numbers[edition][start], size) if size else ABSENT for edition, (start, size) in enumerate(row))
        )

    return join_moved(rows, gain)
