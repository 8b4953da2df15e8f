"""Groups of neighbouring units: what a split or merged paragraph is compared as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.rows.units import Units

    Matrix = NDArray[np.float32]
    Positions = NDArray[np.int64]

#: The most units of one edition in one group.
LONGEST = 3
#: How much a unit's length counts in the vector of its group: each alike (0), by characters (1).
LENGTH_POWER = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which groups a number of units has: all single units first, then the pairs, then the longer ones.

    Attributes:
        starts: the first unit of each group.
        sizes: how many units it has.
        longer: positions of the groups with one unit more, at the end and at the start; -1 where there is none.
        shorter: positions of the groups with one unit less, at the end and at the start; -1 where there is none.
    """

    starts: Positions
    sizes: Positions
    longer: Positions
    shorter: Positions


@cache
def layout(count: int) -> Layout:
    """Return the groups of ``count`` units."""
    spans = [(start, size) for size in range(1, LONGEST + 1) for start in range(count - size + 1)]
    position = {span: index for index, span in enumerate(spans)}

    def beside(*shifts: tuple[int, int]) -> Positions:
        found = [[position.get((start + move, size + grow), -1) for move, grow in shifts] for start, size in spans]
        return np.array(found, dtype=np.int64).reshape(len(spans), len(shifts))

    return Layout(
        starts=np.array([start for start, _ in spans], dtype=np.int64),
        sizes=np.array([size for _, size in spans], dtype=np.int64),
        longer=beside((0, 1), (-1, 1)),
        shorter=beside((0, -1), (1, -1)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All groups of one to ``LONGEST`` neighbouring units of one edition; arrays have one row for each group.

    ``vectors``, ``names``, ``numbers`` and ``letters`` are of length 1 (or 0 where there is nothing), so that their
    products are cosines; the other attributes are as in ``Units`` and ``Layout``.
    """

    language: str
    count: int
    starts: Positions
    sizes: Positions
    longer: Positions
    shorter: Positions
    lengths: Matrix
    vectors: Matrix | None
    names: Matrix
    numbers: Matrix
    letters: Matrix
    marks: Matrix
    classes: NDArray[np.int8]

    def of_size(self, size: int) -> slice:
        """Return where the groups of a size stand."""
        begin = sum(max(0, self.count - smaller + 1) for smaller in range(1, size))
        return slice(begin, begin + max(0, self.count - size + 1))


def group(editions: Sequence[Units]) -> list[Groups]:
    """Group the units of all editions; their keys are counted over a common list of keys."""
    names = _vocabulary(units.names for units in editions)
    numbers = _vocabulary(units.numbers for units in editions)
    return [_group(units, names, numbers) for units in editions]


def _group(units: Units, names: Mapping[str, int], numbers: Mapping[str, int]) -> Groups:
    count = len(units)
    shape = layout(count)
    vectors = units.vectors
    if vectors is not None:
        vectors = _unit(_sums(vectors * units.lengths[:, None] ** np.float32(LENGTH_POWER)))
    # Units of different classes never share a group: such a group gets a class that nothing matches.
    classes = units.classes[shape.starts]
    mixed = units.classes[shape.starts] != units.classes[shape.starts + shape.sizes - 1]
    return Groups(
        language=units.language,
        count=count,
        starts=shape.starts,
        sizes=shape.sizes,
        longer=shape.longer,
        shorter=shape.shorter,
        lengths=_sums(units.lengths),
        vectors=vectors,
        names=_weighed(_counts(units.names, names)),
        numbers=_weighed(_counts(units.numbers, numbers)),
        letters=_unit(np.sqrt(_sums(units.letters)) * _rarity(units.letters)),
        marks=_sums(units.marks),
        classes=np.where(mixed, np.int8(-1), classes),
    )


def _vocabulary(editions: Iterable[Sequence[frozenset[str]]]) -> Mapping[str, int]:
    """Number all keys, in an order that is the same in every process."""
    keys = {key for units in editions for unit in units for key in unit}
    return {key: index for index, key in enumerate(sorted(keys))}


def _counts(units: Sequence[frozenset[str]], vocabulary: Mapping[str, int]) -> Matrix:
    counts = np.zeros((len(units), len(vocabulary)), dtype=np.float32)
    for row, unit in enumerate(units):
        counts[row, [vocabulary[key] for key in unit]] = 1
    return counts


def _weighed(counts: Matrix) -> Matrix:
    return _unit(np.minimum(_sums(counts), 1) * _rarity(counts))


def _sums(matrix: Matrix) -> Matrix:
    """Return the sums over all groups."""
    count = len(matrix)
    sums = [matrix]
    for size in range(2, min(LONGEST, count) + 1):
        sums.append(sums[-1][:-1] + matrix[size - 1 :])
    return np.concatenate(sums)


def _unit(matrix: Matrix) -> Matrix:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Matrix = matrix / np.maximum(lengths, np.float32(1e-9))
    return unit


def _rarity(counts: Matrix) -> Matrix:
    """Return how much a key tells: less the more units have it."""
    rarity: Matrix = np.log((len(counts) + 1) / ((counts > 0).sum(axis=0) + 0.5)).astype(np.float32)
    return rarity
