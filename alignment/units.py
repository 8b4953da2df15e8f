"""The units that are aligned (blocks, or sentences) and groups of neighbours among them, ready for comparing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from alignment.anchors import GROUP_BUCKETS, block_keys, bucket, keys, letter_groups, marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from alignment.vectors import Vectors
    from parsers.types import Article

    Matrix = NDArray[np.float32]

#: The most units of one edition in one group.
LONGEST = 3
#: Buckets that keys of names and numbers fall into.
KEY_BUCKETS = 1024
#: How much a unit's length counts in the vector of its group: each alike (0), by characters (1).
LENGTH_POWER = 0.7
#: How many units' worth of the common centre goes into an edition's own centre; only tells in very short editions.
CENTRE_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one edition; arrays have one row for each.

    Attributes:
        lengths: characters.
        names: counts of keys of names, links and so on, by bucket.
        numbers: counts of keys of numbers, by bucket.
        letters: counts of letter groups, by bucket.
        marks: what punctuation tells (see ``anchors.marks``).
        vectors: sentence vectors, centred for the edition; None without an encoder.
        sorts: units are aligned among their own sort only.
    """

    lengths: Matrix
    names: Matrix
    numbers: Matrix
    letters: Matrix
    marks: Matrix
    vectors: Matrix | None
    sorts: NDArray[np.int8]
    language: str

    def __len__(self) -> int:
        return len(self.lengths)


def _count(found: Sequence[frozenset[str]], numbers: bool) -> Matrix:
    counts = np.zeros((len(found), KEY_BUCKETS), dtype=np.float32)
    for row, unit in enumerate(found):
        for key in unit:
            if key.startswith("n:") == numbers:
                counts[row, bucket(key, KEY_BUCKETS)] = 1
    return counts


def from_texts(
    texts: Sequence[str],
    language: str,
    vectors: Matrix | None,
    found: Sequence[frozenset[str]] | None = None,
    sorts: Sequence[int] | None = None,
) -> Units:
    found = [keys(text, language) for text in texts] if found is None else found
    return Units(
        lengths=np.array([len(text) for text in texts], dtype=np.float32),
        names=_count(found, False),
        numbers=_count(found, True),
        letters=np.stack([letter_groups(text, language) for text in texts])
        if texts
        else np.zeros((0, GROUP_BUCKETS), dtype=np.float32),
        marks=np.array([marks(text, language) for text in texts], dtype=np.float32).reshape(len(texts), 4),
        vectors=vectors,
        sorts=np.array(sorts if sorts is not None else [0] * len(texts), dtype=np.int8),
        language=language,
    )


def centred(matrices: Sequence[Matrix]) -> list[Matrix]:
    """Subtract from each edition's vectors their centre, which holds the language and the story's topic.

    What is left tells the edition's units from each other. The centre of a very short edition leans towards that of
    all editions.
    """
    everything = np.concatenate(matrices).mean(axis=0)
    return [
        matrix - (matrix.sum(axis=0) + CENTRE_WEIGHT * everything) / (len(matrix) + CENTRE_WEIGHT)
        for matrix in matrices
    ]


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups of one to ``LONGEST`` neighbouring units; arrays have one row for each group.

    Attributes:
        starts: the first unit.
        sizes: how many units.
        lengths: characters.
        vectors, names, numbers, letters: of length 1 (or 0 where there is nothing), so that products are cosines.
        marks: what punctuation tells.
        longer: positions of the groups with one unit more, at the end and at the start; -1 where there is none.
        shorter: positions of the groups with one unit less, at the end and at the start; -1 where there is none.
    """

    count: int
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    lengths: Matrix
    vectors: Matrix | None
    names: Matrix
    numbers: Matrix
    letters: Matrix
    marks: Matrix
    sorts: NDArray[np.int8]
    longer: NDArray[np.int64]
    shorter: NDArray[np.int64]
    language: str

    def of_size(self, size: int) -> slice:
        """Return where the groups of a size stand."""
        begin = sum(max(0, self.count - smaller + 1) for smaller in range(1, size))
        return slice(begin, begin + max(0, self.count - size + 1))


def _unit(matrix: Matrix) -> Matrix:
    return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), np.float32(1e-9))


def _rarity(counts: Matrix) -> Matrix:
    """Return how much a bucket tells: less the more units have it."""
    return np.log((len(counts) + 1) / ((counts > 0).sum(axis=0) + 0.5)).astype(np.float32)


def groups(units: Units) -> Groups:
    """Return all groups of neighbouring units."""
    count = len(units)
    spans = [(start, size) for size in range(1, LONGEST + 1) for start in range(count - size + 1)]
    position = {span: index for index, span in enumerate(spans)}
    starts = np.array([start for start, _ in spans], dtype=np.int64)
    sizes = np.array([size for _, size in spans], dtype=np.int64)

    def add(matrix: Matrix) -> Matrix:
        parts = [
            sum((matrix[k : k + count - size + 1] for k in range(1, size)), matrix[: count - size + 1])
            for size in range(1, min(LONGEST, count) + 1)
        ]
        return np.concatenate(parts) if parts else matrix

    vectors = None
    if units.vectors is not None:
        vectors = _unit(add(units.vectors * units.lengths[:, None] ** np.float32(LENGTH_POWER)))
    at = lambda shift_start, shift_size: np.array(
        [position.get((start + shift_start, size + shift_size), -1) for start, size in spans], dtype=np.int64
    )
    sorts = add(units.sorts[:, None].astype(np.float32))[:, 0]
    return Groups(
        count=count,
        starts=starts,
        sizes=sizes,
        lengths=add(units.lengths),
        vectors=vectors,
        names=_unit(np.minimum(add(units.names), 1) * _rarity(units.names)),
        numbers=_unit(np.minimum(add(units.numbers), 1) * _rarity(units.numbers)),
        letters=_unit(np.sqrt(add(units.letters)) * _rarity(units.letters)),
        marks=add(units.marks),
        sorts=sorts.astype(np.int8),
        longer=np.stack([at(0, 1), at(-1, 1)], axis=1),
        shorter=np.stack([at(0, -1), at(1, -1)], axis=1),
        language=units.language,
    )
