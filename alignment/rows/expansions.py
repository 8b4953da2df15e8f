"""The last pass: a short paragraph to which one edition has added a sentence joins those that it belongs to.

"No idea." and "Не знаю. Після цього я закрив усі застосунки." are too unlike as wholes to stand in a row. Where one
edition has a block alone and all others have blocks beside it, they are joined if one of its sentences is, in the mean,
as like them as they are like each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.rows.lattice import ABSENT
from alignment.rows.moves import Found
from alignment.texts.sentences import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from alignment.rows.lattice import Row
    from alignment.rows.similarity import Group
    from alignment.rows.units import Texts

#: Editions that it takes: two others have to show how like translations of the block are.
EDITIONS = 3


def join_expanded(rows: Sequence[Found], texts: Texts) -> list[Found]:
    """Join blocks that stand alone in one edition with the blocks beside them that one of their sentences is.

    The rows stand in reading order.
    """
    found = list(rows)
    if len(texts.languages) < EDITIONS or not texts.vectors:
        return found
    for place in range(len(found) - 1):
        for alone, beside in ((place, place + 1), (place + 1, place)):
            parted = _parted(found[alone], found[beside], last=beside < alone)
            if parted and _holds(found[alone], parted[0], texts):
                found[alone], found[beside] = Found(parted[0], 0.0), Found(parted[1], found[beside].odds)
                break
    return [row for row in found if row.present]


def _parted(alone: Found, beside: Found, *, last: bool) -> tuple[Row, Row] | None:
    """Return a lone block's row with the nearest blocks of the row beside it, and what is left there.

    None where it is not alone, where an edition has nothing beside it, or where nothing would be left beside a block of
    its own edition.
    """
    if len(alone.present) != 1 or alone.moved or beside.moved:
        return None
    (edition,) = alone.present
    others = [size for other, (_, size) in enumerate(beside.groups) if other != edition]
    if alone.groups[edition][1] > 1 or min(others) < 1 + (edition in beside.present):
        return None
    joined, left = list(alone.groups), list(beside.groups)
    for other, group in enumerate(beside.groups):
        if other != edition:
            joined[other], left[other] = _taken(group, last=last)
    return tuple(joined), tuple(left)


def _taken(group: Group, *, last: bool) -> tuple[Group, Group]:
    """Return the first or last unit of a group, and the rest."""
    start, size = group
    rest = (start if last else start + 1, size - 1) if size > 1 else ABSENT
    return (start + size - 1 if last else start, 1), rest


def _holds(alone: Found, joined: Row, texts: Texts) -> bool:
    """Return whether a sentence of a lone block is as like the others' blocks as these are like each other."""
    (edition,) = alone.present
    cells = [texts.blocks[each][start] for each, (start, _) in enumerate(joined)]
    _, block = cells[edition]
    others = [text for other, (_, text) in enumerate(cells) if other != edition]
    spans = split(block, texts.languages[edition])
    if (
        len(spans) <= 1
        or not all(others)
        or max(map(len, others)) >= len(block)
        or len({number for number, _ in cells}) > 1
    ):
        return False
    matrix = texts.vectors.matrix([*(block[start:end] for start, end in spans), *others])
    assert matrix is not None
    sentences, rest = matrix[: len(spans)], matrix[len(spans) :]
    return float((sentences @ rest.T).mean(axis=1).max()) >= _likeness(rest)


def _likeness(vectors: NDArray[np.float32]) -> float:
    """Return how like each other several vectors are, in the mean of all pairs."""
    count = len(vectors)
    return float(((vectors @ vectors.T).sum() - count) / (count * (count - 1)))
