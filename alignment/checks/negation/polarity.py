"""Whether a negation has its counterpart in the other editions, judged by their words.

Words are aligned (``alignment.encoders.word_links``). For a negation of one edition and each other one, ``PAIR`` says
how the words around it are matched and what negates near their partners. ``ADDED`` and ``LOST`` join these for "this
edition negates what the others state" and the reverse, with how much closer the editions come when the negation is
taken out: as whole sentences and word by word. Three logistic models, fitted by ``benchmarks/fit_negation.py``, give
log odds; ``polarity.toml`` holds their weights.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.negation.parallel import Hypothesis, within
from alignment.texts.negations import Force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.checks.negation.parallel import Negation, Parallel
    from alignment.texts.negations import Reading

    Matrix = NDArray[np.float32]

#: Made by ``python -m benchmarks.fit_negation``.
TABLE = Path(__file__).with_name("polarity.toml")
#: What a negation has to reach towards an edition before it is taken out and the encoder is asked again (log odds).
WORTH_ASKING = -1.0
#: Scales the gains of words to about one.
WORD_SCALE = 10.0
#: Words around the negation that change most without it.
NEAR = (-2, -1, 1, 2, 3, 4)
#: Stands for the cosine of what is not there.
NOTHING = -0.2
_COUNTS = ("firm", "hard", "soft")
PAIR = (
    "constant", "counterpart", "best", "next", "second", "third", "before", "second_before", "least_next", "mutual",
    "adjacent", "crossing", "hard_between", "soft_between", "hard_close", "hard_near", "soft_near", "literal",
    *(f"{count}_more" for count in _COUNTS), "idiom", "partner_negates", "best_negates", "length", "best_other",
)  # fmt: skip
ADDED = (
    "constant", "pair_least", "pair_most", "firm_least", "firm_most", "hard_least", "hard_most", "soft_most",
    "sentence_least", "sentence_most", "words_near_least", "words_near_most", "words_least", "words_most", "length",
)  # fmt: skip
LOST = (
    "constant", "pair", "pair_others", "supported", "support", "support_others", "firm_least", "firm_most",
    "hard_least", "hard_most", "soft", "sentence", "sentence_others", "words_near", "words", "words_near_others",
    "words_others", "length",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gain:
    """How much closer a passage comes to another one without its negation."""

    sentence: float = 0.0
    words_near: float = 0.0
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """The models: weights in the order of PAIR, ADDED and LOST."""

    pair: tuple[float, ...]
    added: tuple[float, ...]
    lost: tuple[float, ...]

    def score(self, hypothesis: Hypothesis) -> float:
        """Return the log odds that a hypothesis is true."""
        return weigh(hypothesis.features, self.added if hypothesis.added else self.lost)


@cache
def weights() -> Weights:
    """Return the models that were fitted."""
    table: Mapping[str, Mapping[str, float]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    pair, added, lost = (
        tuple(table[model][name] for name in names)
        for model, names in (("pair", PAIR), ("added", ADDED), ("lost", LOST))
    )
    return Weights(pair, added, lost)


def weigh(values: Sequence[float], model: Sequence[float]) -> float:
    """Return the log odds that a model gives."""
    return math.fsum(value * weight for value, weight in zip(values, model, strict=True))


class Polarity:
    """What the words of passages say of their negations.

    Args:
        passages: they say the same.
    """

    def __init__(self, passages: Parallel) -> None:
        self._passages, readings = passages, passages.readings
        everyone = range(len(readings))
        passages.vectors.ensure_alike((readings[a].text, readings[b].text) for a in everyone for b in everyone if a < b)
        forces = [np.fromiter(map(int, each.force), np.int64, len(each.force)) for each in readings]
        self.pairs = {
            (negation, other): pair_features(
                readings[negation.passage],
                negation.word,
                readings[other],
                self._alike(negation.passage, other)[0],
                forces[other],
            )
            for negation in passages.negations
            for other in passages.others(negation.passage)
        }

    def hypotheses(self, model: Sequence[float]) -> list[Hypothesis]:
        """Return all that is worth asking the encoder about.

        Args:
            model: the weights of PAIR.
        """
        pair = {key: weigh(values, model) for key, values in self.pairs.items()}
        asked = {key for key, odds in pair.items() if odds > WORTH_ASKING}
        texts = [self._texts(*key) for key in pair if key in asked]
        self._passages.vectors.ensure(text for texts_of_pair in texts for text in texts_of_pair)
        self._passages.vectors.ensure_alike((without, there) for _, there, without in texts)
        gains = {key: self._gain(*key) for key in asked}
        found = []
        for negation in self._passages.negations:
            others = self._passages.others(negation.passage)
            lacking = [other for other in others if (negation, other) in asked]
            if len(lacking) == len(others):
                found.append(Hypothesis(negation.passage, negation, self._added(negation, pair, gains)))
            if len(others) > 1:
                found += [Hypothesis(other, negation, self._lost(negation, other, pair, gains)) for other in lacking]
        return found

    def texts(self, model: Sequence[float]) -> list[tuple[str, str, str]]:
        """Return what the encoder is asked about: a passage, another one, and the first without a negation."""
        return [self._texts(*key) for key, values in self.pairs.items() if weigh(values, model) > WORTH_ASKING]

    def _texts(self, negation: Negation, other: int) -> tuple[str, str, str]:
        passages = self._passages
        return passages.text(negation), passages.readings[other].text, passages.without(negation)

    def _alike(self, one: int, other: int) -> Matrix:
        readings = self._passages.readings
        found = self._passages.vectors.alike(readings[min(one, other)].text, readings[max(one, other)].text)
        assert found is not None
        return found if one < other else found.transpose(0, 2, 1)

    def _gain(self, negation: Negation, other: int) -> Gain:
        _, there, without = self._texts(negation, other)
        changed = self._passages.vectors.alike(without, there)
        assert changed is not None
        near, everywhere = _closer_words(self._alike(negation.passage, other), changed, negation.word)
        return Gain(self._passages.gain(negation, other), near * WORD_SCALE, everywhere * WORD_SCALE)

    def _added(
        self, negation: Negation, pair: Mapping[tuple[Negation, int], float], gains: Mapping[tuple[Negation, int], Gain]
    ) -> tuple[float, ...]:
        others = self._passages.others(negation.passage)
        odds = [pair[negation, other] for other in others]
        firm, hard = self._passages.more([negation.passage], others)
        soft = max(self._passages.soft(other) for other in others)
        all_gains = [gains[negation, other] for other in others]
        return (
            1.0, min(odds), max(odds), min(firm), max(firm), min(hard), max(hard), soft,
            *_ends([each.sentence for each in all_gains]), *_ends([each.words_near for each in all_gains]),
            *_ends([each.words for each in all_gains]), self._passages.length(negation.passage),
        )  # fmt: skip

    def _lost(
        self,
        negation: Negation,
        fault: int,
        pair: Mapping[tuple[Negation, int], float],
        gains: Mapping[tuple[Negation, int], Gain],
    ) -> tuple[float, ...]:
        having = self._passages.others(fault)
        others = self._passages.others(fault, negation.passage)
        support = [
            (pair[each, fault], pair[each, negation.passage])
            for each in self._passages.negations
            if each.passage in others
        ]
        best = max(support, key=lambda odds: odds[0] - odds[1], default=(-3.0, 0.0))
        firm, hard = self._passages.more(having, [fault])
        other = [gains.get((negation, number), Gain()) for number in others]
        gain = gains[negation, fault]
        return (
            1.0, pair[negation, fault], float(np.mean([pair[negation, number] for number in others])),
            float(bool(support)), *best, min(firm), max(firm), min(hard), max(hard),
            self._passages.soft(fault), gain.sentence,
            float(np.mean([each.sentence for each in other])), gain.words_near, gain.words,
            float(np.mean([each.words_near for each in other])), float(np.mean([each.words for each in other])),
            self._passages.length(negation.passage),
        )  # fmt: skip


def pair_features(
    here: Reading, word: int, there: Reading, cosines: Matrix, force: NDArray[np.int64]
) -> tuple[float, ...]:
    """Return the values of PAIR for a negation of one text towards another.

    Args:
        here: the text with the negation.
        word: which of its words it is.
        there: the other text.
        cosines: of the words of the first (rows) and the second.
        force: of the words of the other text, as an array.
    """
    if not cosines.size:
        return (1.0, *[0.0] * (len(PAIR) - 1))
    best, reached = cosines.argmax(axis=1), cosines.max(axis=1)
    literal = float(reached.mean())
    around = [_at(reached, word + step, literal) for step in (1, 2, 3, -1, -2)]
    head = word + 1 if word + 1 < len(reached) else max(word - 1, 0)
    partner = int(best[head])
    before = int(best[word - 1]) if word else -1
    inner = there.force[min(before, partner) + 1 : max(before, partner)]
    certain = force >= Force.HARD
    close, wide = force[max(0, partner - 2) : partner + 1], force[max(0, partner - 4) : partner + 3]
    return (
        1.0, _most(cosines[word, certain]), float(reached[word]), *around, min(around[:2]),
        float(cosines[:, partner].argmax() == head), float(abs(partner - before) <= 1), float(before > partner),
        float(max(inner, default=0) >= Force.HARD), float(Force.SOFT in inner), float(close.max() >= Force.HARD),
        float(wide.max() >= Force.HARD), float(Force.SOFT in wide), literal,
        *(within(there.count(force) - here.count(force)) for force in (Force.FIRM, Force.HARD, Force.SOFT)),
        float(here.idiomatic[word]), float(force[partner] > Force.NONE), float(force[best[word]] >= Force.HARD),
        min(len(reached), 30) / 30, _most(cosines[word, ~certain]),
    )  # fmt: skip


def _closer_words(before: Matrix, after: Matrix, word: int) -> tuple[float, float]:
    """Return how much closer words come to their partners without a word: those near it, and all.

    Args:
        before: cosines at both depths.
        after: the same without the word.
        word: which one; a contraction that leaves its verb keeps its place.
    """
    if not before.size or not after.size:
        return 0.0, 0.0
    partners = before[0].argmax(axis=1)
    gone = after.shape[1] == before.shape[1] - 1
    kept = [
        (number, number - 1 if gone and number > word else number)
        for number in range(before.shape[1])
        if number != word
    ]
    closer = {
        number: float(after[1, now, partners[number]] - before[1, number, partners[number]])
        for number, now in kept
        if now < after.shape[1]
    }
    return math.fsum(closer.get(word + step, 0.0) for step in NEAR), math.fsum(closer.values())


def _at(values: Matrix, place: int, default: float) -> float:
    return float(values[place]) if 0 <= place < len(values) else default


def _most(values: Matrix) -> float:
    return float(values.max()) if len(values) else NOTHING


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)
