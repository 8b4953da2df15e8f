"""Passages that say the same, one of each edition, with their negations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.checks.closeness import at_usual_length, closer
from alignment.texts.negations import Force

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.texts.negations import Reading

#: Scales the gains to about one.
SCALE = 20.0


@dataclass(frozen=True, slots=True)
class Negation:
    """One negation: the passage that has it, and which of its words it is."""

    passage: int
    word: int


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """That one passage has a negation which the others lack, or lacks one which they have."""

    fault: int
    negation: Negation
    #: The features of the model that judges it: the one for added negations, or the one for lost ones.
    features: tuple[float, ...]

    @property
    def added(self) -> bool:
        """Return whether the passage at fault has the negation."""
        return self.negation.passage == self.fault


class Parallel:
    """Passages that say the same.

    Args:
        readings: the passages.
        vectors: their encoder must know single words.
        unrelated: the cosine of texts that have nothing to do with each other.

    Attributes:
        negations: those that negate what follows, but for fixed phrases.
    """

    def __init__(self, readings: Sequence[Reading], vectors: Vectors, unrelated: float) -> None:
        self.readings, self.vectors, self._unrelated = readings, vectors, unrelated
        self.negations = tuple(
            Negation(number, word)
            for number, reading in enumerate(readings)
            for word in reading.firm()
            if not reading.idiomatic[word]
        )
        self._counts = [(each.count(Force.FIRM), each.count(Force.FIRM) + each.count(Force.HARD)) for each in readings]

    def others(self, *passages: int) -> list[int]:
        """Return all passages but some."""
        return [number for number in range(len(self.readings)) if number not in passages]

    def text(self, negation: Negation) -> str:
        """Return the passage that has a negation."""
        return self.readings[negation.passage].text

    def without(self, negation: Negation) -> str:
        """Return that passage without the negation."""
        return self.readings[negation.passage].without(negation.word)

    def gain(self, negation: Negation, other: int) -> float:
        """Return how much closer a passage comes to another one without its negation, as whole sentences."""
        here, there = self.text(negation), self.readings[other].text
        gains = closer(self.vectors, here, self.without(negation), [there], self._unrelated)
        return gains[0] * at_usual_length([here, there]) * SCALE if gains else 0.0

    def more(self, having: Sequence[int], lacking: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return how many more firm, and firm or hard, negations the first have, for each pair of passages."""
        pairs = [(self._counts[one], self._counts[other]) for one in having for other in lacking]
        firm, hard = ([within(one[kind] - other[kind]) for one, other in pairs] for kind in (0, 1))
        return firm, hard

    def soft(self, passage: int) -> int:
        """Return how many words of a passage may carry a negation in another way, 3 at most."""
        return min(self.readings[passage].count(Force.SOFT), 3)

    def length(self, passage: int) -> float:
        """Return how long a passage is: the logarithm of hundreds of characters."""
        return math.log(len(self.readings[passage].text) / 100)


def within(count: int) -> int:
    """Return a difference of counts, of which more than two says no more than two."""
    return max(-2, min(2, count))
