"""What is measured between two groups of units of two editions; ``weights.toml`` explains and weighs every feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from alignment.rows.groups import Groups

    Matrix = NDArray[np.float32]

#: In the order of ``features``.
NAMES = (
    "constant",
    "cosine",
    "cosine_longer",
    "cosine_shorter",
    "cosine_hub",
    "letters",
    "letters_rival",
    "letters_longer",
    "letters_shorter",
    "names",
    "names_rival",
    "numbers",
    "numbers_conflict",
    "numbers_one_sided",
    "length",
    "length_squared",
    "length_surprise",
    "asks",
    "quotes",
    "colon",
    "sentences",
    "sentences_longer",
    "extra",
)
#: Characters added to every length, so that very short units may differ more.
SHORTEST = 15


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two editions' groups, and what compares their similarities with those of other groups."""

    a: Groups
    b: Groups

    def rival(self, similar: Matrix) -> Matrix:
        """Return the similarity to the best single unit outside the pair, on either side; not below 0."""
        return np.maximum(_best_outside(similar, self.b), _best_outside(similar.T, self.a).T)

    def longer(self, similar: Matrix) -> Matrix:
        """Return what the best extension of either group by a neighbour would gain."""
        return self._change(similar, self.a.longer, self.b.longer)

    def shorter(self, similar: Matrix) -> Matrix:
        """Return what dropping the first or last unit of either group would gain at best."""
        return self._change(similar, self.a.shorter, self.b.shorter)

    def hub(self, similar: Matrix) -> Matrix:
        """Return how close either group's nearest two units are: some texts are near to everything."""
        rows = _nearest(similar[:, : self.b.count])
        columns = _nearest(similar[: self.a.count].T)
        mean: Matrix = (rows[:, None] + columns[None, :]) / np.float32(2)
        return mean

    def _change(self, similar: Matrix, first: NDArray[np.int64], second: NDArray[np.int64]) -> Matrix:
        padded = np.full((similar.shape[0] + 1, similar.shape[1] + 1), -np.inf, dtype=np.float32)
        padded[:-1, :-1] = similar  # position -1 stands for "there is none"
        best = np.maximum(padded[first[:, 0], :-1], padded[first[:, 1], :-1])
        np.maximum(best, padded[:-1, second[:, 0]], out=best)
        np.maximum(best, padded[:-1, second[:, 1]], out=best)
        return np.where(np.isinf(best), np.float32(0), best - similar)


def _best_outside(similar: Matrix, groups: Groups) -> Matrix:
    """Return for each row the best single unit before or after each group of the columns."""
    nothing = np.zeros((len(similar), 1), dtype=np.float32)
    singles = similar[:, : groups.count]
    before = np.concatenate([nothing, np.maximum.accumulate(singles, axis=1)], axis=1)
    after = np.concatenate([np.maximum.accumulate(singles[:, ::-1], axis=1)[:, ::-1], nothing], axis=1)
    best: Matrix = np.maximum(np.maximum(before[:, groups.starts], after[:, groups.starts + groups.sizes]), 0)
    return best


def _nearest(similar: Matrix) -> Matrix:
    """Return the mean of the two highest values of each row."""
    count = similar.shape[1]
    highest = np.partition(similar, count - 2, axis=1)[:, -2:] if count > 1 else similar
    mean: Matrix = highest.sum(axis=1) / np.float32(max(1, min(2, count)))
    return mean


def features(a: Groups, b: Groups) -> Matrix:
    """Measure all pairs of groups of two editions.

    Returns:
        An array of shape (features, groups of a, groups of b), in the order of ``NAMES``.
    """
    pair = _Pair(a, b)
    layers = [
        np.ones((len(a.starts), len(b.starts)), dtype=np.float32),
        *_meaning(pair),
        *_words(pair),
        *_numbers(pair),
        *_lengths(pair),
        *_marks(pair),
        (a.sizes[:, None] + b.sizes[None, :] - 2).astype(np.float32),
    ]
    return np.stack(layers)


def _meaning(pair: _Pair) -> list[Matrix]:
    if pair.a.vectors is None or pair.b.vectors is None:
        return [np.zeros((len(pair.a.starts), len(pair.b.starts)), dtype=np.float32)] * 4
    cosine = pair.a.vectors @ pair.b.vectors.T
    return [
        cosine,
        pair.longer(cosine),
        pair.shorter(cosine),
        pair.hub(cosine),
    ]


def _words(pair: _Pair) -> list[Matrix]:
    letters = pair.a.letters @ pair.b.letters.T
    names = pair.a.names @ pair.b.names.T
    return [letters, pair.rival(letters), pair.longer(letters), pair.shorter(letters), names, pair.rival(names)]


def _numbers(pair: _Pair) -> list[Matrix]:
    shared = pair.a.numbers @ pair.b.numbers.T
    first, second = (pair.a.numbers > 0).any(axis=1, keepdims=True), (pair.b.numbers > 0).any(axis=1, keepdims=True).T
    conflict = (first & second & (shared == 0)).astype(np.float32)
    return [shared, conflict, (first ^ second).astype(np.float32)]


def _lengths(pair: _Pair) -> list[Matrix]:
    first, second = pair.a.lengths[:, None], pair.b.lengths[None, :]
    ratio = np.abs(np.log((first + SHORTEST) / (second + SHORTEST)))
    # Gale and Church 1993: the difference of lengths has a variance that grows with the length.
    surprise = np.abs(first - second) / np.sqrt(first + second + 1)
    return [ratio, ratio**2, surprise]


def _marks(pair: _Pair) -> list[Matrix]:
    difference = np.abs(pair.a.marks[:, None, :] - pair.b.marks[None, :, :])
    asks, quotes, colon, sentences = np.moveaxis(np.minimum(difference, (1, 2, 1, 3)).astype(np.float32), 2, 0)
    return [asks, quotes, colon, sentences, -pair.longer(-sentences)]
