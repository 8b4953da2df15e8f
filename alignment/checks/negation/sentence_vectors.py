"""Negations by the vectors of whole sentences.

Where counts differ, the negation is taken out and the encoder is asked whether the editions come closer to each other.
They do where it was a mistake; where it was part of how the sentence is put, they drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.checks.closeness import at_usual_length, closer
from alignment.texts.negations import Force, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.encoders.vectors import Vectors

#: How much closer the editions must come (share of the distance to unrelated texts).
CLOSER = 0.044
#: Each word that may carry the negation in another way counts against it, up to so many.
DOUBT = 0.011
DOUBTS = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage that negates what the others state, or the other way round."""

    fault: int
    #: Passages with the place of the negation, as their readings count words.
    negations: tuple[tuple[int, int], ...]


def difference(readings: Sequence[Reading], vectors: Vectors, unrelated: float) -> Difference | None:
    """Return the first passage whose negation, or lack of one, keeps the others away."""
    firm = [len(_plain(each)) for each in readings]
    soft = [each.count(Force.HARD) + each.count(Force.SOFT) for each in readings]
    for index in range(len(readings)):
        others = [other for other in range(len(readings)) if other != index]
        if firm[index] > max(firm[other] for other in others):
            sources, targets, doubt = [index], others, sum(soft[other] for other in others)
        elif all(firm[other] and firm[other] + soft[other] > firm[index] + soft[index] for other in others):
            sources, targets, doubt = others, [index], soft[index]
        else:
            continue
        gain, places = _gain(readings, sources, targets, vectors, unrelated)
        if gain - DOUBT * min(doubt, DOUBTS) >= CLOSER:
            return Difference(index, places)
    return None


def _plain(reading: Reading) -> list[int]:
    return [word for word in reading.firm() if not reading.idiomatic[word]]


def _gain(
    readings: Sequence[Reading], sources: Sequence[int], targets: Sequence[int], vectors: Vectors, unrelated: float
) -> tuple[float, tuple[tuple[int, int], ...]]:
    """Return how much closer the passages come without one negation in each source, and which those are."""
    others = [readings[target].text for target in targets]
    vectors.ensure(readings[source].without(word) for source in sources for word in _plain(readings[source]))
    gains: list[float] = []
    places = []
    for source in sources:
        here = readings[source]
        by_word = {
            word: closer(vectors, here.text, here.without(word), others, unrelated) or (0.0,) * len(others)
            for word in _plain(here)
        }
        best = max(by_word, key=lambda word: sum(by_word[word]))
        gains += by_word[best]
        places.append((source, best))
    middle = (sum(gains) / len(gains) + min(gains)) / 2
    return middle * at_usual_length([readings[each].text for each in [*sources, *targets]]), tuple(places)
