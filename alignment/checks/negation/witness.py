"""A second opinion on whether one edition negates what the others state, or states what they negate.

``polarity`` goes by how words are matched; this goes by networks that were fitted on other texts (``counterpart``).
Where both come to the same, a free translation has seldom misled them. Two logistic models, fitted by
``benchmarks/fit_negation.py``, join what they say of all editions with how many negations each has and how much
closer the editions come as whole sentences when the negation is taken out: ``ADDED`` for "this edition negates what the
others state", ``LOST`` for the reverse.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

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

#: Made by ``python -m benchmarks.fit_negation``.
TABLE = Path(__file__).with_name("witness.toml")
#: Log odds below this say no more; a passage that has no words says this.
SURELY_THERE = -6.0
#: Log odds towards the passage at fault and the other one where nothing else is negated.
NOTHING_BORNE_OUT = (-4.0, 0.0)
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
        model = weights()
        return {each: model.score(each) for each in self.hypotheses()}

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

    def _added(self, negation: Negation) -> tuple[float, ...]:
        passages, others = self._passages, self._passages.others(negation.passage)
        alone = [self._alone[negation, other] for other in others]
        gains = [passages.gain(negation, other) for other in others]
        firm, hard = passages.more([negation.passage], others)
        return (
            1.0, min(alone), max(alone), min(firm), max(firm), min(hard), max(hard),
            max(passages.soft(other) for other in others), min(gains), max(gains), passages.length(negation.passage),
        )  # fmt: skip

    def _lost(self, negation: Negation, fault: int) -> tuple[float, ...]:
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
        return (
            1.0, alone, max(self._alone[negation, each] for each in third), float(bool(support)), *best,
            min(alone, best[0]), min(firm), max(firm), min(hard), max(hard), passages.soft(fault),
            passages.gain(negation, fault), max(passages.gain(negation, each) for each in third),
            passages.length(fault),
        )  # fmt: skip
