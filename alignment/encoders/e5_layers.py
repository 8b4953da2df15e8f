"""The layers of the model: what the vectors of tokens become, as matrix products of numpy.

The tokens of several texts go through one after the other, without anything between them: products take all of them at
once, only attention goes text by text. Results are written where earlier ones stood, since memory that is new has to be
made ready by the system first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from alignment.encoders.e5_model import Model

    Matrix = NDArray[np.float32]

#: GELU is worked out for so many tokens at a time: their numbers stay in the processor's nearest memory.
AT_ONCE = 16
#: Its approximation with tanh (Hendrycks and Gimpel 2016) is at most 0.0005 off; here tanh is told by an exponential.
LINEAR, CUBIC = np.float32(-2 * 0.7978845608), np.float32(-2 * 0.7978845608 * 0.044715)
#: Exponentials of this are far from what 32 bits hold; attention seldom weighs by more.
LARGE = 60


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


class Desk:
    """Room for what is worked out in a pass; one pass at a time.

    Args:
        tokens: in the pass.
        heads: of the attention.
        epsilon: added to variances.
    """

    def __init__(self, tokens: int, heads: int, epsilon: float) -> None:
        self._tokens, self._heads, self._epsilon = tokens, heads, epsilon
        self._room: dict[str, Matrix] = {}

    def through(self, layer: Layer, hidden: Matrix, bounds: Sequence[int]) -> None:
        """Change the token vectors as one layer does.

        Args:
            layer: the weights.
            hidden: the vectors of all tokens.
            bounds: where each text's tokens begin, and where the last one's end.
        """
        mixed = self._attention(layer, hidden, bounds)
        hidden += self._product("narrow", mixed, layer.gather, layer.gather_bias)
        normalise(hidden, layer.gather_scale, layer.gather_shift, self._epsilon)
        wide = self._product("wide", hidden, layer.widen, layer.widen_bias)
        gelu(wide)
        hidden += self._product("narrow", wide, layer.narrow, layer.narrow_bias)
        normalise(hidden, layer.narrow_scale, layer.narrow_shift, self._epsilon)

    def _product(self, place: str, rows: Matrix, weights: Matrix, bias: Matrix) -> Matrix:
        """Return a product of matrices; it stays until the next one at its place."""
        product = np.matmul(rows, weights, out=self._place(place, weights.shape[1]))
        product += bias
        return product

    def _place(self, name: str, width: int) -> Matrix:
        if name not in self._room:
            self._room[name] = np.empty((self._tokens, width), dtype=np.float32)
        return self._room[name]

    def _attention(self, layer: Layer, hidden: Matrix, bounds: Sequence[int]) -> Matrix:
        width = hidden.shape[1]
        asked = self._product("asked", hidden, layer.attend, layer.attend_bias)
        asked = asked.reshape(self._tokens, 3, self._heads, width // self._heads)
        mixed = self._place("mixed", width)
        by_head = mixed.reshape(self._tokens, self._heads, -1)
        for start, end in pairwise(bounds):
            query, key, value = asked[start:end].transpose(1, 2, 0, 3)
            weights = query @ key.transpose(0, 2, 1)
            if max(weights.max(), -weights.min()) > LARGE:
                weights -= weights.max(axis=-1, keepdims=True)
            np.exp(weights, out=weights)
            target = by_head[start:end].transpose(1, 0, 2)
            np.matmul(weights, value, out=target)
            target /= (weights @ np.ones(end - start, dtype=np.float32))[:, :, None]
        return mixed


def layer_of(model: Model, number: int) -> Layer:
    """Return the weights of one layer of a model, unpacked."""
    at, width = f"l{number}.", model.width
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


def normalise(hidden: Matrix, scale: Matrix, shift: Matrix, epsilon: float) -> None:
    """Shift and scale each row to a mean of 0 and a variance of 1, then by what the model has learnt."""
    hidden -= hidden.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", hidden, hidden)[:, None] / np.float32(hidden.shape[1])
    hidden /= np.sqrt(spread + np.float32(epsilon))
    hidden *= scale
    hidden += shift


def gelu(values: Matrix) -> None:
    """Apply the model's activation to each number."""
    room = np.empty((AT_ONCE, values.shape[1]), dtype=np.float32)
    with np.errstate(over="ignore"):  # infinity is right where a number is far below 0
        for start in range(0, len(values), AT_ONCE):
            part = values[start : start + AT_ONCE]
            inner = np.multiply(part, part, out=room[: len(part)])
            inner *= CUBIC
            inner += LINEAR
            inner *= part
            np.exp(inner, out=inner)
            inner += np.float32(1)
            part /= inner
