"""Which words of two texts say the same: by the states that an encoder's middle layers give them.

``align_words(one, other, vectors)`` links the words of two texts, in whatever languages, that are each other's
nearest; a word without a link has no counterpart. The method is the "argmax" one of SimAlign (Jalili Sabet, Dufter,
Yvon and Schütze 2020, "SimAlign: High Quality Word Alignments without Parallel Training Data using Static and
Contextualized Embeddings"); no word lists and no training. Encoders that give vectors of whole texts only
(``alignment.types.Embedder`` without ``WordEmbedder``) give no links: ``align_words`` returns None then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from alignment.encoders.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Link:
    """Two words that say the same."""

    #: Which words they are, counted as in ``spans.word_spans``.
    one: int
    other: int
    #: The cosine of their states.
    score: float


def align_words(one: str, other: str, vectors: Vectors) -> tuple[Link, ...] | None:
    """Return the pairs of words of two texts that are nearest to each other, in the order of the first text.

    Many pairs of texts are better made known first, in one go: ``vectors.ensure_alike(pairs)``.

    Args:
        one: a text of up to a few sentences; of much longer ones the end is not looked at.
        other: the same in another language.
        vectors: has the encoder, and keeps what it found.

    Returns:
        A word stands in one link at most; None where the encoder knows no single words, or a text has too many.
    """
    alike = vectors.alike(one, other)
    return None if alike is None else links(alike[0])


def links(cosines: NDArray[np.float32]) -> tuple[Link, ...]:
    """Return the cells that are the greatest of their row and of their column, in the order of the rows."""
    if not cosines.size:
        return ()
    best, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    return tuple(
        Link(word, int(partner), float(cosines[word, partner]))
        for word, partner in enumerate(best)
        if back[partner] == word and cosines[word, partner] > 0
    )


def coverage(alike: NDArray[np.float32]) -> float:
    """Return how much alike a text's words are to the nearest word of another text, in the mean (cosine).

    Args:
        alike: what ``Vectors.alike`` returns of the two texts.
    """
    return float(alike[1].max(axis=1).mean()) if alike[1].size else 0.0
