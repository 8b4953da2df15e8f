"""Vectors less what all of an edition's texts have in common."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from alignment.encoders.vectors import Vectors

    Matrix = NDArray[np.float32]

#: Mean vectors of languages, by encoder; ``benchmarks/fits/similarity.py`` writes them.
CENTRES = Path(__file__).with_name("centres.toml")
#: How many units' worth of its language's mean goes into an edition's own centre; only tells in short editions.
CENTRE_WEIGHT = 1.0


def centred(editions: Sequence[Sequence[str]], languages: Sequence[str], vectors: Vectors) -> list[Matrix | None]:
    """Return the vectors of texts less the centre of their edition, which holds the language and the story's topic.

    What is left tells the edition's texts from each other.

    Args:
        editions: texts of each edition.
        languages: the language of each.
        vectors: raw vectors.

    Returns:
        A matrix for each edition, one row for each text; None for all without an encoder, and where an edition is too
        short to have a centre of its own and the encoder's means are not known.
    """
    matrices = [vectors.matrix(texts) for texts in editions]
    known = [matrix for matrix in matrices if matrix is not None]
    if not known:
        return [None] * len(editions)
    width = known[0].shape[1]
    means = [language_mean(vectors.encoder, language, width) for language in languages]
    if min(map(len, known)) < 2 and any(mean is None for mean in means):  # noqa: PLR2004 - a centre needs two
        return [None] * len(editions)
    everything = np.concatenate(known).mean(axis=0)
    return [
        np.zeros((0, width), dtype=np.float32)
        if matrix is None
        else _less_centre(matrix, everything if mean is None else mean)
        for matrix, mean in zip(matrices, means, strict=True)
    ]


def _less_centre(matrix: Matrix, common: Matrix) -> Matrix:
    own: Matrix = (matrix.sum(axis=0) + CENTRE_WEIGHT * common) / (len(matrix) + CENTRE_WEIGHT)
    return matrix - own


@cache
def language_mean(encoder: str, language: str, width: int) -> Matrix | None:
    """Return the mean vector of a language, of all where it is not known; None for an encoder that is not known."""
    tables = tomllib.loads(CENTRES.read_text(encoding="utf-8")).get(encoder.partition("-")[0], {})
    found = [tables[language]] if language in tables else list(tables.values())
    matches = found and len(found[0]) == width
    return np.array(found, dtype=np.float32).mean(axis=0) if matches else None
