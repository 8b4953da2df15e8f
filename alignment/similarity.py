"""How likely two groups of blocks say the same thing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from alignment.lattice import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.vectors import Vectors


def probability(odds: float) -> float:
    """Turn log odds into a probability."""
    return 1 / (1 + math.exp(-odds))


def log_odds(
    first: Sequence[str], second: Sequence[str], vectors: Vectors
) -> Mapping[tuple[int, int], NDArray[np.float64]]:
    """Return the log odds for all groups of one to three texts of two editions, by lengths and first texts."""
    spans = range(1, LONGEST + 1)
    found = {}
    for one in spans:
        for other in spans:
            a, b = _groups(first, one, vectors), _groups(second, other, vectors)
            cosine = a[0] @ b[0].T
            ratio = np.abs(np.log((a[1][:, None] + 10) / (b[1][None, :] + 10)))
            found[one, other] = np.asarray(18 * (cosine - 0.45) - 4 * ratio - 1.0 * (one + other - 2))
    return found


def _groups(texts: Sequence[str], length: int, vectors: Vectors) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return centred unit vectors and lengths (characters) of all groups of ``length`` texts."""
    matrix = vectors.matrix(texts)
    if matrix is None:
        matrix = np.zeros((len(texts), 1), dtype=np.float32)
    sizes = np.array([len(text) for text in texts], dtype=np.float64)
    centred = matrix.astype(np.float64) - (matrix.mean(axis=0) if len(texts) > 1 else 0)
    weighted = centred * np.sqrt(sizes)[:, None]
    count = max(0, len(texts) - length + 1)
    total = sum((weighted[k : k + count] for k in range(length)), np.zeros((count, matrix.shape[1])))
    lengths = sum((sizes[k : k + count] for k in range(length)), np.zeros(count))
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9), lengths
