"""The cosine that texts of a comparison reach which have nothing to do with each other; encoders differ widely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from alignment.encoders.vectors import Vectors

#: Pairs of texts that it takes to see what unrelated ones reach, and what they reach with the encoder inside.
ENOUGH = 12
USUAL_UNRELATED = 0.82


def unrelated(cells: Sequence[tuple[int, str, str]], vectors: Vectors) -> float:
    """Return the median cosine of texts in different rows and editions; a usual one where there are too few.

    Args:
        cells: row, edition and text of each cell.
        vectors: sentence vectors; 0 is returned without them.
    """
    matrix = vectors.matrix(text for _, _, text in cells) if vectors else None
    if matrix is None:
        return 0.0
    order = sorted({name for _, name, _ in cells})
    row = np.array([index for index, _, _ in cells])
    edition = np.array([order.index(name) for _, name, _ in cells])
    apart = (row[:, None] != row[None, :]) & (edition[:, None] < edition[None, :])
    cosines = (matrix @ matrix.T)[apart]
    return _median(cosines) if len(cosines) >= ENOUGH else USUAL_UNRELATED


def _median(values: NDArray[np.float32]) -> float:
    """Return what numpy's function of that name does, which loads numpy's masked arrays at its first call."""
    low, high = (len(values) - 1) // 2, len(values) // 2
    return float(np.partition(values, (low, high))[[low, high]].mean())
