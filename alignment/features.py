"""What is measured between two groups of units of two editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from alignment.units import Groups

    Matrix = NDArray[np.float32]

NAMES = (
    "one", "cos", "cos_rival", "cos_longer", "cos_shorter",
    "letters", "letters_rival", "letters_longer", "letters_shorter",
    "names", "names_rival", "numbers", "numbers_conflict", "numbers_one",
    "length", "length_square", "length_z", "asks", "quotes", "colon", "extra", "both_many", "position", "cos_hub", "sentences", "sentences_longer", "part",
)


def _rival(similar: Matrix, groups: Groups) -> Matrix:
    """Return for each pair the best single unit of the second edition outside the second group."""
    singles = similar[:, : groups.count]
    depth = min(4, groups.count)
    order = np.argsort(-singles, axis=1, kind="stable")[:, :depth]
    result = np.zeros_like(similar)
    left = np.ones(similar.shape, dtype=bool)
    for rank in range(depth):
        unit = order[:, rank, None]
        outside = left & ~((unit >= groups.starts) & (unit < groups.starts + groups.sizes))
        result = np.where(outside, np.take_along_axis(singles, unit, axis=1), result)
        left &= ~outside
    return result


def _neighbour(similar: Matrix, first: NDArray[np.int64], second: NDArray[np.int64]) -> Matrix:
    padded = np.full((similar.shape[0] + 1, similar.shape[1] + 1), np.float32(-9))
    padded[:-1, :-1] = similar
    rows = np.maximum(padded[first[:, 0], :-1], padded[first[:, 1], :-1])
    columns = np.maximum(padded[:-1, second[:, 0]], padded[:-1, second[:, 1]])
    best = np.maximum(rows, columns)
    return np.where(best <= -9, 0, best - similar)


def _part(similar: Matrix, a: Groups, b: Groups) -> Matrix:
    """Return how much the least similar unit of a group looks like the other side; 0 for single units."""
    def least(rows: Matrix, groups: Groups) -> Matrix:
        singles = rows[: groups.count]
        result = np.zeros((len(groups.starts), rows.shape[1]), dtype=np.float32)
        for size in range(2, int(groups.sizes.max(initial=1)) + 1):
            at = groups.starts[groups.sizes == size]
            result[groups.sizes == size] = np.min([singles[at + k] for k in range(size)], axis=0)
        return result
    return least(similar, a) + least(similar.T, b).T


def features(a: Groups, b: Groups) -> Matrix:
    """Return the features of all pairs of groups: shape (features, groups of a, groups of b)."""
    shape = (len(a.starts), len(b.starts))
    one = np.ones(shape, dtype=np.float32)
    zero = np.zeros(shape, dtype=np.float32)
    if a.vectors is None or b.vectors is None:
        cosine = hub = cos_rival = cos_longer = cos_shorter = part = zero
    else:
        cosine = a.vectors @ b.vectors.T
        cos_rival = np.maximum(_rival(cosine, b), _rival(cosine.T, a).T)
        top = lambda m, n: np.sort(m[:, :n], axis=1)[:, -2:].mean(axis=1)
        hub = (top(cosine, b.count)[:, None] + top(cosine.T, a.count)[None, :]) / 2
        cos_longer = _neighbour(cosine, a.longer, b.longer)
        cos_shorter = _neighbour(cosine, a.shorter, b.shorter)
        part = _part(cosine, a, b)
    letters = a.letters @ b.letters.T
    names = a.names @ b.names.T
    numbers = a.numbers @ b.numbers.T
    have_a, have_b = a.numbers.any(axis=1), b.numbers.any(axis=1)
    both = (have_a[:, None] & have_b[None, :]).astype(np.float32)
    onesided = (have_a[:, None] ^ have_b[None, :]).astype(np.float32)
    ratio = np.log((a.lengths[:, None] + 15) / (b.lengths[None, :] + 15))
    z = np.abs(a.lengths[:, None] - b.lengths[None, :]) / np.sqrt(a.lengths[:, None] + b.lengths[None, :])
    mark = np.abs(a.marks[:, None, :] - b.marks[None, :, :])
    sents = np.minimum(np.abs(a.marks[:, None, 3] - b.marks[None, :, 3]), 3)
    sents_longer = -_neighbour(-sents, a.longer, b.longer)
    extra = (a.sizes[:, None] + b.sizes[None, :] - 2).astype(np.float32)
    both_many = ((a.sizes[:, None] > 1) & (b.sizes[None, :] > 1)).astype(np.float32)
    pos = np.abs((a.starts / max(1, a.count))[:, None] - (b.starts / max(1, b.count))[None, :]).astype(np.float32)
    return np.stack([
        one, cosine, np.clip(cos_rival, 0, None), cos_longer, cos_shorter,
        letters, np.maximum(_rival(letters, b), _rival(letters.T, a).T), _neighbour(letters, a.longer, b.longer), _neighbour(letters, a.shorter, b.shorter),
        names, np.maximum(_rival(names, b), _rival(names.T, a).T), numbers, both * (numbers < 0.01), onesided,
        np.abs(ratio), ratio**2, z, np.minimum(mark[..., 0], 1), np.minimum(mark[..., 1], 2), np.minimum(mark[..., 2], 1), extra, both_many, pos, hub, sents, sents_longer, part,
    ])
