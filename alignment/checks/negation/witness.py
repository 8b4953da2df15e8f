"""A second opinion on whether one edition negates what the others state, or states what they negate.

``polarity`` goes by how words are matched; this goes by networks that were fitted on other texts (``counterpart``).
Where both come to the same, a free translation has seldom misled them. Two logistic models, fitted by
``benchmarks/fits/negation.py``, join what they say of all editions with how many negations each has and how much
closer the editions come as whole sentences when the negation is taken out: ``AddedFeatures`` for "this edition negates
what the others state", ``LostFeatures`` for the reverse.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alignment.checks.negation import counterpart
from alignment.checks.negation.parallel import Hypothesis
from alignment.checks.negation.polarity import weigh
from alignment.encoders.vectors import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from alignment.checks.negation.parallel import Negation, Parallel

    Matrix = NDArray[np.float32]

#: Made by ``python -m benchmarks.fits.negation``.
TABLE = Path(__file__).with_name("witness.toml")
#: Log odds below this say no more; a passage that has no words says this.
SURELY_THERE = -6.0
#: Log odds towards the passage at fault and the other one where nothing else is negated.
NOTHING_BORNE_OUT = (-4.0, 0.0)


class AddedFeatures(NamedTuple):
    """A passage that may negate what the others state; least and most are those of the others."""

    #: Always 1.
    constant: float
    #: Log odds of the networks that a passage has nothing like the negation.
    alone_least: float
    alone_most: float
    #: How many more words negate firmly than in another passage, least; most; firmly or surely, least; most.
    firm_least: float
    firm_most: float
    hard_least: float
    hard_most: float
    #: Words of another passage that may negate, at most.
    soft: float
    #: How much closer the passages come without the negation.
    sentence_least: float
    sentence_most: float
    #: Logarithm of hundreds of characters.
    length: float


class LostFeatures(NamedTuple):
    """A passage that may state what another one negates; the third is one that is neither."""

    #: Always 1.
    constant: float
    #: Log odds of the networks that nothing like the negation is in the passage at fault; in a third one, at most.
    alone: float
    alone_third: float
    #: A third one negates, too; the odds of the negation that bears it out best, towards both passages.
    supported: float
    support: float
    support_third: float
    #: The less of the odds towards the passage at fault, of the negation and of the one that bears it out.
    both: float
    #: How many more words negate firmly than in the passage at fault, least; most; firmly or surely, least; most.
    firm_least: float
    firm_most: float
    hard_least: float
    hard_most: float
    #: Its words that may negate.
    soft: float
    #: How much closer it comes without the negation; a third one, at most.
    sentence: float
    sentence_third: float
    #: Logarithm of hundreds of characters.
    length: float


@cache
def weights() -> tuple[AddedFeatures, LostFeatures]:
    """Return the models that were fitted: a weight for each feature."""
    table: Mapping[str, Mapping[str, float]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return AddedFeatures(**table["added"]), LostFeatures(**table["lost"])


class Witness:
    """What the network says of the negations of passages.

    Args:
        passages: they say the same.
    """

    def __init__(self, passages: Parallel) -> None:
        self._passages = passages

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
        added, lost = weights()
        return {each: weigh(each.features, added if each.added else lost) for each in self.hypotheses()}

    @cached_property
    def _alone(self) -> dict[tuple[Negation, int], float]:
        """What the network says: log odds that a passage has nothing like a negation of another one."""
        passages = self._passages
        asked = [(each, other) for each in passages.negations for other in passages.others(each.passage)]
        keys = [self._key(each, other) for each, other in asked]
        name = f"negation-{counterpart.version()}"
        odds = passages.vectors.answers(name, keys, lambda places: self._ask([asked[place] for place in places]))
        return dict(zip(asked, odds, strict=True))

    def hypotheses(self) -> list[Hypothesis]:
        """Return all that may be true."""
        passages = self._passages
        passages.vectors.ensure(
            [*(each.text for each in passages.readings), *(passages.without(each) for each in passages.negations)]
        )
        added = [Hypothesis(each.passage, each, self._added(each)) for each in passages.negations]
        if len(passages.readings) == 2:  # noqa: PLR2004 - with two nobody says which one is wrong
            return added
        return added + [
            Hypothesis(other, each, self._lost(each, other))
            for each in passages.negations
            for other in passages.others(each.passage)
        ]

    def _key(self, negation: Negation, other: int) -> str:
        """Return all that an answer rests on."""
        two = self._passages.readings[negation.passage], self._passages.readings[other]
        marks = ("".join(map(str, counterpart.marks(each))) for each in two)
        return BETWEEN.join((str(negation.word), *(each.text for each in two), *marks))

    def _ask(self, asked: Sequence[tuple[Negation, int]]) -> list[float]:
        texts = [
            (self._passages.text(each), self._passages.readings[other].text, self._passages.without(each))
            for each, other in asked
        ]
        vectors = self._passages.vectors
        vectors.ensure_states(text for three in texts for text in three)
        states = [
            (vectors.states(here), vectors.states(there), vectors.states(without)) for here, there, without in texts
        ]
        return [self._log_odds(*each, known) for each, known in zip(asked, states, strict=True)]

    def _log_odds(self, negation: Negation, other: int, states: tuple[Matrix, Matrix, Matrix]) -> float:
        if not states[1].shape[1]:
            return SURELY_THERE
        here, there = self._passages.readings[negation.passage], self._passages.readings[other]
        return max(SURELY_THERE, counterpart.log_odds(counterpart.question(here, negation.word, there, states)))

    def _added(self, negation: Negation) -> AddedFeatures:
        passages, others = self._passages, self._passages.others(negation.passage)
        alone = [self._alone[negation, other] for other in others]
        gains = [passages.gain(negation, other) for other in others]
        firm, hard = passages.more([negation.passage], others)
        return AddedFeatures(
            constant=1.0, alone_least=min(alone), alone_most=max(alone), firm_least=min(firm), firm_most=max(firm),
            hard_least=min(hard), hard_most=max(hard), soft=max(passages.soft(other) for other in others),
            sentence_least=min(gains), sentence_most=max(gains), length=passages.length(negation.passage),
        )  # fmt: skip

    def _lost(self, negation: Negation, fault: int) -> LostFeatures:
        passages = self._passages
        having, third = passages.others(fault), passages.others(fault, negation.passage)
        support = [
            (self._alone[each, fault], self._alone[each, negation.passage])
            for each in passages.negations
            if each.passage in third
        ]
        best = max(support, key=lambda odds: odds[0] - odds[1], default=NOTHING_BORNE_OUT)
        alone = self._alone[negation, fault]
        firm, hard = passages.more(having, [fault])
        return LostFeatures(
            constant=1.0, alone=alone, alone_third=max(self._alone[negation, each] for each in third),
            supported=float(bool(support)), support=best[0], support_third=best[1], both=min(alone, best[0]),
            firm_least=min(firm), firm_most=max(firm), hard_least=min(hard), hard_most=max(hard),
            soft=passages.soft(fault), sentence=passages.gain(negation, fault),
            sentence_third=max(passages.gain(negation, each) for each in third), length=passages.length(fault),
        )  # fmt: skip
