"""Whether a negation has its counterpart in another text, judged by a few small networks of one kind.

Each reads what the middle layers of the encoder (``alignment.types.WordEmbedder``) say of the words around the
negation, of the same words without it, and of the words of the other text, with how alike the words of both are and
which of them negate. Two layers of attention over all these words (Vaswani et al. 2017, "Attention Is All You Need",
layers normalised after each step) give the log odds that the other text says nothing like it; the mean of all
networks counts, for they err at different texts (Breiman 1996, "Bagging Predictors").

``benchmarks/fits/counterpart.py`` fitted them on parallel texts that have nothing to do with news: negations were taken
out of and put into one side. They know no languages: what they see are states, which are the same for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from alignment.texts.negations import Reading

    Matrix = NDArray[np.float32]

#: Made by ``python -m benchmarks.fits.counterpart``.
WEIGHTS = Path(__file__).with_name("counterpart.npz")
#: Words before and after the negation, and words of the other text, that are looked at.
AROUND, OTHERS = 8, 32
#: Steps from the negation whose likeness to each word of the other text is told.
STEPS = (-2, -1, 0, 1, 2, 3)
#: Steps from the negation, or from its neighbour's partner, are told apart up to here.
FAR = 8
HEADS, LAYERS = 4, 2
EPSILON = np.float32(1e-5)
#: Likenesses gained are small beside likenesses.
GAIN_SCALE = np.float32(10)


@dataclass(frozen=True, slots=True)
class Question:
    """What the networks read: a row for each word, those around the negation first."""

    #: States of the words at both depths.
    states: Matrix
    #: How the states around the negation change when it is taken out; fewer rows.
    changes: Matrix
    #: How surely each word negates (``marks``).
    force: NDArray[np.int64]
    #: Steps from the negation, then steps from the partner of the word behind it.
    place: NDArray[np.int64]
    #: Likeness to each of STEPS, to the nearest word of the other text, and what it gains at both depths.
    likeness: Matrix
    #: The row of the negation.
    negation: int


def question(here: Reading, word: int, there: Reading, states: tuple[Matrix, Matrix, Matrix]) -> Question:
    """Return what the networks have to know of a negation and another text.

    Args:
        here: the text with the negation.
        word: which of its words it is.
        there: the other text; it has words.
        states: of the words of ``here``, of ``there`` and of ``here`` without the negation, each of the shape
            (2, words, dimensions).
    """
    mine, others, without = (each.transpose(1, 0, 2) for each in states)
    cosines = mine[:, 0] @ others[:, 0].T
    head = word + 1 if word + 1 < len(mine) else max(word - 1, 0)
    partner = int(cosines[head].argmax())
    near = np.arange(max(0, word - AROUND), min(len(mine), word + AROUND + 1))
    first = max(0, min(partner - OTHERS // 2, len(others) - OTHERS))
    far = np.arange(first, min(len(others), first + OTHERS))
    changes = _changes(mine, without, near, word)
    likeness = np.zeros((len(near) + len(far), len(STEPS) + 3), dtype=np.float32)
    for column, step in enumerate(STEPS):
        if 0 <= word + step < len(mine):
            likeness[len(near) :, column] = cosines[word + step, far]
    likeness[:, len(STEPS)] = np.concatenate([cosines[near].max(axis=1), cosines[:, far].max(axis=0)])
    partners = others[cosines[near].argmax(axis=1)]
    likeness[: len(near), len(STEPS) + 1 :] = GAIN_SCALE * np.einsum("wld,wld->wl", changes, partners)
    return Question(
        np.concatenate([mine[near], others[far]]).reshape(len(near) + len(far), -1),
        changes.reshape(len(near), -1),
        np.concatenate([np.array(marks(here))[near], np.array(marks(there))[far]]),
        np.concatenate([_steps(near - word), _steps(far - partner) + 2 * FAR + 1]),
        likeness,
        word - int(near[0]),
    )


def _changes(mine: Matrix, without: Matrix, near: NDArray[np.int64], word: int) -> Matrix:
    """Return how states change without the negation; a contraction that leaves its verb keeps its place."""
    gone = len(without) == len(mine) - 1
    now = near - (near > word) if gone else near
    kept = (now < len(without)) & ~(gone & (near == word))
    changes = np.zeros((len(near), *mine.shape[1:]), dtype=np.float32)
    changes[kept] = without[now[kept]] - mine[near[kept]]
    return changes


def marks(reading: Reading) -> list[int]:
    """Return how surely each word of a text negates (``Force``), higher by 4 inside a fixed phrase."""
    return [int(force) + 4 * fixed for force, fixed in zip(reading.force, reading.idiomatic, strict=True)]


def _steps(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.clip(steps, -FAR, FAR) + FAR


def log_odds(asked: Question) -> float:
    """Return the log odds that the other text has nothing like the negation."""
    table = weights()
    hidden = (
        asked.states @ table["states"]
        + table["force"][:, asked.force]
        + table["place"][:, asked.place]
        + asked.likeness @ table["likeness"]
    )
    hidden[:, : len(asked.changes)] += asked.changes @ table["changes"]
    hidden = _normal(hidden, table, "begin")
    for layer in range(LAYERS):
        hidden = _normal(hidden + _attention(hidden, table, f"{layer}."), table, f"{layer}.attended")
        wide = np.maximum(hidden @ table[f"{layer}.widen"] + table[f"{layer}.widen_bias"], 0)
        narrow = wide @ table[f"{layer}.narrow"] + table[f"{layer}.narrow_bias"]
        hidden = _normal(hidden + narrow, table, f"{layer}.done")
    odds = (hidden[:, asked.negation] * table["end"][:, 0]).sum(axis=1) + table["end_bias"][:, 0, 0]
    return float(odds.mean())


def _attention(hidden: Matrix, table: Mapping[str, Matrix], layer: str) -> Matrix:
    networks, rows, _ = hidden.shape
    asked = hidden @ table[f"{layer}attend"] + table[f"{layer}attend_bias"]
    query, key, value = asked.reshape(networks, rows, 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
    likeness = query @ key.transpose(0, 1, 3, 2) / np.float32(query.shape[3] ** 0.5)
    share = np.exp(likeness - likeness.max(axis=3, keepdims=True))
    share /= share.sum(axis=3, keepdims=True)
    mixed = (share @ value).transpose(0, 2, 1, 3).reshape(networks, rows, -1)
    gathered: Matrix = mixed @ table[f"{layer}gather"] + table[f"{layer}gather_bias"]
    return gathered


def _normal(hidden: Matrix, table: Mapping[str, Matrix], name: str) -> Matrix:
    centred = hidden - hidden.mean(axis=2, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=2, keepdims=True) + EPSILON)
    normal: Matrix = centred / spread * table[f"{name}_scale"] + table[f"{name}_shift"]
    return normal


@cache
def weights() -> Mapping[str, Matrix]:
    """Return the networks' weights, the network first; matrices take rows, and what is added to rows is one."""
    with np.load(WEIGHTS, allow_pickle=False) as table:
        found = {name: table[name].astype(np.float32) for name in table.files}
    return {name: each[:, None] if each.ndim == 2 else each for name, each in found.items()}  # noqa: PLR2004 - vectors


@cache
def version() -> str:
    """Return a name that changes with the weights; answers are kept under it."""
    import hashlib  # noqa: PLC0415 - only where something is asked

    return hashlib.blake2b(WEIGHTS.read_bytes(), digest_size=4).hexdigest()
