"""A second opinion on whether one edition negates what the others state, or states what they negate.

``alignment.checks.polarity`` goes by how words are matched; this goes by a network that was fitted on other texts
(``alignment.checks.counterpart``). Where both come to the same, a free translation has seldom misled them. Two logistic
models, fitted by ``benchmarks/fit_negation.py``, join what the network says of all editions with how many negations
each has and how much closer the editions come as whole sentences when the negation is taken out: ``ADDED`` for "this
edition negates what the others state", ``LOST`` for the reverse.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.checks import counterpart
from alignment.checks.negatives import Force
from alignment.checks.polarity import Hypothesis, Negation, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.checks.negatives import Reading
    from alignment.vectors import Vectors

#: Made by ``python -m benchmarks.fit_negation``.
TABLE = Path(__file__).with_name("witness.toml")
#: Scales the gains to about one; they are less in long texts, in which one word changes less (characters).
SENTENCE_SCALE, USUAL_LENGTH = 20.0, 70
#: Log odds below this say no more; a passage that has no words says this.
SURELY_THERE = -6.0
#: Between the parts of a question's key; texts of pages have no such character.
BETWEEN = "\x1f"
ADDED = (
    "constant", "alone_least", "alone_most", "firm_least", "firm_most", "hard_least", "hard_most", "soft",
    "sentence_least", "sentence_most", "length",
)  # fmt: skip
LOST = (
    "constant", "alone", "alone_third", "supported", "support", "support_third", "both", "firm_least", "firm_most",
    "hard_least", "hard_most", "soft", "sentence", "sentence_third", "length",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """The models: weights in the order of ADDED and LOST."""

    added: tuple[float, ...]
    lost: tuple[float, ...]

    def score(self, hypothesis: Hypothesis) -> float:
        """Return the log odds that a hypothesis is true."""
        model = self.added if hypothesis.added else self.lost
        return weigh(hypothesis.features, model)


@cache
def weights() -> Weights:
    """Return the models that were fitted."""
    table: Mapping[str, Mapping[str, float]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    added, lost = (tuple(table[model][name] for name in names) for model, names in (("added", ADDED), ("lost", LOST)))
    return Weights(added, lost)


class Witness:
    """The negations of passages that say the same.

    Args:
        readings: the passages, one of each edition.
        vectors: their encoder must know single words.
        unrelated: the cosine of texts that have nothing to do with each other.
    """

    def __init__(self, readings: Sequence[Reading], vectors: Vectors, unrelated: float) -> None:
        self.readings, self._vectors, self._far = readings, vectors, 1 - unrelated
        self._counts = [(each.count(Force.FIRM), each.count(Force.FIRM) + each.count(Force.HARD)) for each in readings]
        self._negations = [
            Negation(number, word)
            for number, reading in enumerate(readings)
            for word in reading.firm()
            if not reading.idiomatic[word]
        ]

    def odds(self, fault: int, *, added: bool) -> float:
        """Return the log odds that a passage negates what the others state, or states what they negate.

        Args:
            fault: which passage.
            added: whether it is the one that negates.
        """
        return max(
            (score for each, score in self._scores.items() if (each.fault, each.added) == (fault, added)),
            default=-math.inf,
        )

    @cached_property
    def _scores(self) -> dict[Hypothesis, float]:
        model = weights()
        return {each: model.score(each) for each in self.hypotheses()}

    @cached_property
    def _alone(self) -> dict[tuple[Negation, int], float]:
        """What the network says: log odds that a passage has nothing like a negation of another one."""
        asked = [(each, other) for each in self._negations for other in self._others(each.passage)]
        keys = [self._key(each, other) for each, other in asked]
        name = f"negation-{counterpart.version()}"
        odds = self._vectors.answers(name, keys, lambda places: self._ask([asked[place] for place in places]))
        return dict(zip(asked, odds, strict=True))

    def hypotheses(self) -> list[Hypothesis]:
        """Return all that may be true."""
        self._vectors.ensure(
            [*(each.text for each in self.readings), *(self._without(each) for each in self._negations)]
        )
        added = [Hypothesis(each.passage, each, self._added(each)) for each in self._negations]
        if len(self.readings) == 2:  # noqa: PLR2004 - with two nobody says which one is wrong
            return added
        return added + [
            Hypothesis(other, each, self._lost(each, other))
            for each in self._negations
            for other in self._others(each.passage)
        ]

    def _key(self, negation: Negation, other: int) -> str:
        """Return all that an answer rests on."""
        two = self.readings[negation.passage], self.readings[other]
        marks = ("".join(map(str, counterpart.marks(each))) for each in two)
        return BETWEEN.join((str(negation.word), *(each.text for each in two), *marks))

    def _ask(self, asked: Sequence[tuple[Negation, int]]) -> list[float]:
        self._vectors.ensure_states(
            text for each, other in asked for text in (self._text(each), self.readings[other].text, self._without(each))
        )
        return [self._log_odds(each, other) for each, other in asked]

    def _log_odds(self, negation: Negation, other: int) -> float:
        here, there = self.readings[negation.passage], self.readings[other]
        mine, others, without = (
            self._vectors.states(text) for text in (here.text, there.text, self._without(negation))
        )
        if not others.shape[1]:
            return SURELY_THERE
        asked = counterpart.question(here, negation.word, there, (mine, others, without))
        return max(SURELY_THERE, counterpart.log_odds(asked))

    def _others(self, *passages: int) -> list[int]:
        return [number for number in range(len(self.readings)) if number not in passages]

    def _text(self, negation: Negation) -> str:
        return self.readings[negation.passage].text

    def _without(self, negation: Negation) -> str:
        return self.readings[negation.passage].without(negation.word)

    def _gain(self, negation: Negation, other: int) -> float:
        """Return how much closer a passage comes to another one without its negation."""
        here, there, without = self._text(negation), self.readings[other].text, self._without(negation)
        closer = self._cosine(without, there) - self._cosine(here, there)
        return closer / self._far * math.sqrt(min(len(here), len(there)) / USUAL_LENGTH) * SENTENCE_SCALE

    def _cosine(self, one: str, other: str) -> float:
        first, second = self._vectors.get(one), self._vectors.get(other)
        return 0.0 if first is None or second is None else float(first @ second)

    def _added(self, negation: Negation) -> tuple[float, ...]:
        others = self._others(negation.passage)
        alone = [self._alone[negation, other] for other in others]
        gains = [self._gain(negation, other) for other in others]
        firm, hard = self._more([negation.passage], others)
        return (
            1.0, min(alone), max(alone), min(firm), max(firm), min(hard), max(hard),
            max(self._soft(other) for other in others), min(gains), max(gains), self._length(negation.passage),
        )  # fmt: skip

    def _lost(self, negation: Negation, fault: int) -> tuple[float, ...]:
        having, third = self._others(fault), self._others(fault, negation.passage)
        support = [
            (self._alone[each, fault], self._alone[each, negation.passage])
            for each in self._negations
            if each.passage in third
        ]
        best = max(support, key=lambda odds: odds[0] - odds[1], default=(-4.0, 0.0))
        alone = self._alone[negation, fault]
        firm, hard = self._more(having, [fault])
        return (
            1.0, alone, max(self._alone[negation, each] for each in third), float(bool(support)), *best,
            min(alone, best[0]), min(firm), max(firm), min(hard), max(hard), self._soft(fault),
            self._gain(negation, fault), max(self._gain(negation, each) for each in third), self._length(fault),
        )  # fmt: skip

    def _more(self, having: Sequence[int], lacking: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return how many more firm, and firm or hard, negations the first have, for each pair of passages."""
        pairs = [(self._counts[one], self._counts[other]) for one in having for other in lacking]
        return [_within(one[0] - other[0]) for one, other in pairs], [
            _within(one[1] - other[1]) for one, other in pairs
        ]

    def _soft(self, passage: int) -> int:
        return min(self.readings[passage].count(Force.SOFT), 3)

    def _length(self, passage: int) -> float:
        return math.log(len(self.readings[passage].text) / 100)


def _within(count: int) -> int:
    return max(-2, min(2, count))
