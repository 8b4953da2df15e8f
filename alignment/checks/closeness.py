"""How much closer other texts come to a text that loses some words: what the encoder says of those words.

The other editions come closer without what only this one says; without what all of them say they drift apart.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.encoders.vectors import Vectors

#: The length at which gains are measured (characters).
USUAL_LENGTH = 70


def closer(
    vectors: Vectors, text: str, without: str, others: Sequence[str], unrelated: float
) -> tuple[float, ...] | None:
    """Return how much closer each of several texts comes to a text that loses some words.

    Args:
        vectors: sentence vectors; what is not known yet is embedded in one batch.
        text: a passage.
        without: the same without the words.
        others: what the other editions say there.
        unrelated: the cosine of texts that have nothing to do with each other.

    Returns:
        For each of them a share of the way from unrelated texts (0) to equal ones (1), less than 0 where it drifts
        apart; None without an encoder.
    """
    matrix = vectors.matrix([text, without, *others])
    if matrix is None:
        return None
    gains = (matrix[1] - matrix[0]) @ matrix[2:].T / (1 - unrelated)
    return tuple(gains.tolist())


def at_usual_length(texts: Sequence[str]) -> float:
    """Return what gains are multiplied by: in long texts one word changes less; the shortest text counts."""
    return math.sqrt(min(map(len, texts)) / USUAL_LENGTH)
