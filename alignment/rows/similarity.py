"""How likely two groups of units say the same thing."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.rows.groups import LONGEST
from alignment.rows.pair_features import NAMES, features

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from alignment.rows.groups import Groups

#: The fitted weights; ``benchmarks/fits/similarity.py`` writes them.
WEIGHTS = Path(__file__).with_name("weights.toml")
#: A group: its first unit and how many units it has.
Group = tuple[int, int]
#: Units from a first one to before a last one.
Stretch = tuple[int, int]
_NONE = np.zeros(0, dtype=np.float32)
#: Log odds beyond this are as good as certain: no single pair outweighs all others.
LIMIT = 9.0


def probability(odds: float) -> float:
    """Turn log odds into a probability."""
    return 1 / (1 + math.exp(-odds))


@cache
def weights(related: bool, with_vectors: bool) -> NDArray[np.float32]:  # noqa: FBT001 - a key of a table
    """Return the weight of every feature in the order of ``features.NAMES``.

    Args:
        related: whether the two languages share most of their words' roots and an alphabet.
        with_vectors: whether there is an encoder.
    """
    column = ("related" if related else "other") + ("" if with_vectors else "_lexical")
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return np.array([table["features"][name][column] for name in NAMES], dtype=np.float32)


@cache
def are_related(first: str, second: str) -> bool:
    """Return whether two languages are related so closely that their words can be compared by letters."""
    families: list[list[str]] = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["related"]
    return any(first in family and second in family for family in families)


def weights_for(a: Groups, b: Groups) -> NDArray[np.float32]:
    """Return the weights for two editions."""
    return weights(are_related(a.language, b.language), a.vectors is not None and b.vectors is not None)


@dataclass(frozen=True, slots=True)
class PairOdds:
    """Log odds that two groups of two editions say the same thing, by the groups' sizes, then by first units."""

    tables: Mapping[tuple[int, int], NDArray[np.float32]]

    def of(self, a: tuple[int, int], b: tuple[int, int]) -> float:
        """Return the log odds of two groups, each given by its first unit and its size."""
        return float(self.tables[a[1], b[1]][a[0], b[0]])

    def likely(self, first: Stretch, second: Stretch, above: float = 0.0) -> Iterator[tuple[Group, Group]]:
        """Yield the groups, inside two stretches of units, whose log odds are above a bar; 0 is as likely as not."""
        for (one, other), table in self._inside(first, second):
            rows, columns = (table > above).nonzero()
            for a, b in zip(rows.tolist(), columns.tolist(), strict=True):
                yield (first[0] + a, one), (second[0] + b, other)

    def positive(self, first: Stretch, second: Stretch) -> NDArray[np.float32]:
        """Return the log odds of the groups, inside two stretches of units, that are more likely the same than not."""
        return np.concatenate([table[table > 0] for _, table in self._inside(first, second)] or [_NONE])

    def _inside(self, first: Stretch, second: Stretch) -> Iterator[tuple[tuple[int, int], NDArray[np.float32]]]:
        for (one, other), table in self.tables.items():
            inside = table[first[0] : max(0, first[1] - one + 1), second[0] : max(0, second[1] - other + 1)]
            if inside.size:
                yield (one, other), inside


def pair_odds(a: Groups, b: Groups) -> PairOdds:
    """Compare all groups of two editions.

    Groups of several units on both sides only occur beside a single unit of a third edition; they are as likely as
    their units one by one.
    """
    weighed = np.tensordot(weights_for(a, b), features(a, b), 1)
    clipped = np.clip(weighed, -LIMIT, LIMIT)
    clipped[a.classes[:, None] != b.classes[None, :]] = -LIMIT
    tables = {
        (one, other): clipped[a.of_size(one), b.of_size(other)]
        for one in range(1, LONGEST + 1)
        for other in range(1, LONGEST + 1)
        if one == other or 1 in {one, other}
    }
    single = tables[1, 1]
    for size in range(2, LONGEST + 1):
        height, width = tables[size, size].shape
        if height and width:
            tables[size, size] = sum(
                (single[k : k + height, k : k + width] for k in range(1, size)), single[:height, :width]
            )
    return PairOdds(tables)
