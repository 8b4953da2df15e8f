"""Whether a negation has its counterpart in the other editions, judged by their words.

Words are aligned (``alignment.encoders.word_links``). For a negation of one edition and each other one,
``PairFeatures`` say how the words around it are matched and what negates near their partners. ``AddedFeatures`` and
``LostFeatures`` join these for "this edition negates what the others state" and the reverse, with how much closer the
editions come when the negation is taken out: as whole sentences and word by word. Three logistic models, fitted by
``benchmarks/fits/negation.py``, give log odds; ``polarity.toml`` holds their weights.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from alignment.checks.negation.parallel import Hypothesis, within
from alignment.texts.negations import Force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.checks.negation.parallel import Negation, Parallel
    from alignment.texts.negations import Reading

    Matrix = NDArray[np.float32]

#: Made by ``python -m benchmarks.fits.negation``.
TABLE = Path(__file__).with_name("polarity.toml")
#: What a negation has to reach towards an edition before it is taken out and the encoder is asked again (log odds).
WORTH_ASKING = -1.0
#: Scales the gains of words to about one.
WORD_SCALE = 10.0
#: Words around the negation that change most without it.
NEAR = (-2, -1, 1, 2, 3, 4)
#: Stands for the cosine of what is not there.
NOTHING = -0.2


class PairFeatures(NamedTuple):
    """A negation of one passage towards another passage; likenesses are cosines of words' states."""

    #: Always 1.
    constant: float
    #: Likeness of the negation to the word there that is likest among those that surely negate.
    counterpart: float
    #: Its likeness to the word there that is likest of all.
    best: float
    #: The same of the word behind it; of the second one; of the third one; of the word before it; of the second one.
    next: float
    second: float
    third: float
    before: float
    second_before: float
    #: The less of the first two.
    least_next: float
    #: The partner of the word behind it has that word for its partner.
    mutual: float
    #: The partners of the words before and behind it stand side by side; these have changed places.
    adjacent: float
    crossing: float
    #: A word that surely negates stands between these two; one that may negate stands there.
    hard_between: float
    soft_between: float
    #: One that surely negates is close to the partner of the word behind it; is near it; one that may is near it.
    hard_close: float
    hard_near: float
    soft_near: float
    #: How literal the translation is: the likeness of words to their partners, in the mean.
    literal: float
    #: How many more words negate there firmly; negate surely; may negate.
    firm_more: float
    hard_more: float
    soft_more: float
    #: The negation stands in a fixed phrase.
    idiom: float
    #: The partner of the word behind it negates; the word that is likest to the negation surely does.
    partner_negates: float
    best_negates: float
    #: Words of the passage, in thirties, no more than 1.
    length: float
    #: Likeness of the negation to the likest of the words there that do not surely negate.
    best_other: float


class AddedFeatures(NamedTuple):
    """A passage that may negate what the others state; least and most are those of the others."""

    #: Always 1.
    constant: float
    #: Log odds of the model of pairs.
    pair_least: float
    pair_most: float
    #: How many more words negate firmly than in another passage, least; most; firmly or surely, least; most.
    firm_least: float
    firm_most: float
    hard_least: float
    hard_most: float
    #: Words of another passage that may negate.
    soft_most: float
    #: How much closer the passages come without the negation: as sentences, by the words near it, by all words.
    sentence_least: float
    sentence_most: float
    words_near_least: float
    words_near_most: float
    words_least: float
    words_most: float
    #: Logarithm of hundreds of characters.
    length: float


class LostFeatures(NamedTuple):
    """A passage that may state what another one negates; the others are those that are neither."""

    #: Always 1.
    constant: float
    #: Log odds of the model of pairs towards the passage at fault; towards the others, in the mean.
    pair: float
    pair_others: float
    #: The others negate, too; the odds of the negation that bears it out best, towards both passages.
    supported: float
    support: float
    support_others: float
    #: How many more words negate firmly than in the passage at fault, least; most; firmly or surely, least; most.
    firm_least: float
    firm_most: float
    hard_least: float
    hard_most: float
    #: Its words that may negate.
    soft: float
    #: How much closer it comes without the negation, and the others in the mean: as sentences, near it, by all words.
    sentence: float
    sentence_others: float
    words_near: float
    words: float
    words_near_others: float
    words_others: float
    #: Logarithm of hundreds of characters.
    length: float


@dataclass(frozen=True, slots=True)
class Gain:
    """How much closer a passage comes to another one without its negation."""

    sentence: float = 0.0
    words_near: float = 0.0
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """The models: a weight for each feature."""

    pair: PairFeatures
    added: AddedFeatures
    lost: LostFeatures

    def score(self, hypothesis: Hypothesis) -> float:
        """Return the log odds that a hypothesis is true."""
        return weigh(hypothesis.features, self.added if hypothesis.added else self.lost)


@cache
def weights() -> Weights:
    """Return the models that were fitted."""
    table: Mapping[str, Mapping[str, float]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Weights(PairFeatures(**table["pair"]), AddedFeatures(**table["added"]), LostFeatures(**table["lost"]))


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
            model: the weights of pairs.
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
    ) -> AddedFeatures:
        others = self._passages.others(negation.passage)
        odds = [pair[negation, other] for other in others]
        firm, hard = self._passages.more([negation.passage], others)
        soft = max(self._passages.soft(other) for other in others)
        all_gains = [gains[negation, other] for other in others]
        sentence, words_near, words = (
            [getattr(gain, name) for gain in all_gains] for name in ("sentence", "words_near", "words")
        )
        return AddedFeatures(
            constant=1.0, pair_least=min(odds), pair_most=max(odds), firm_least=min(firm), firm_most=max(firm),
            hard_least=min(hard), hard_most=max(hard), soft_most=soft,
            sentence_least=min(sentence), sentence_most=max(sentence),
            words_near_least=min(words_near), words_near_most=max(words_near),
            words_least=min(words), words_most=max(words), length=self._passages.length(negation.passage),
        )  # fmt: skip

    def _lost(
        self,
        negation: Negation,
        fault: int,
        pair: Mapping[tuple[Negation, int], float],
        gains: Mapping[tuple[Negation, int], Gain],
    ) -> LostFeatures:
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
        return LostFeatures(
            constant=1.0, pair=pair[negation, fault], pair_others=_mean(pair[negation, number] for number in others),
            supported=float(bool(support)), support=best[0], support_others=best[1],
            firm_least=min(firm), firm_most=max(firm), hard_least=min(hard), hard_most=max(hard),
            soft=self._passages.soft(fault),
            sentence=gain.sentence, sentence_others=_mean(each.sentence for each in other),
            words_near=gain.words_near, words=gain.words,
            words_near_others=_mean(each.words_near for each in other),
            words_others=_mean(each.words for each in other),
            length=self._passages.length(negation.passage),
        )  # fmt: skip


def pair_features(here: Reading, word: int, there: Reading, cosines: Matrix, force: NDArray[np.int64]) -> PairFeatures:
    """Return the features of a negation of one text towards another.

    Args:
        here: the text with the negation.
        word: which of its words it is.
        there: the other text.
        cosines: of the words of the first (rows) and the second.
        force: of the words of the other text, as an array.
    """
    if not cosines.size:
        return PairFeatures(1.0, *[0.0] * (len(PairFeatures._fields) - 1))
    best, reached = cosines.argmax(axis=1), cosines.max(axis=1)
    literal = float(reached.mean())
    around = [_at(reached, word + step, literal) for step in (1, 2, 3, -1, -2)]
    head = word + 1 if word + 1 < len(reached) else max(word - 1, 0)
    partner = int(best[head])
    before = int(best[word - 1]) if word else -1
    inner = there.force[min(before, partner) + 1 : max(before, partner)]
    certain = force >= Force.HARD
    close, wide = force[max(0, partner - 2) : partner + 1], force[max(0, partner - 4) : partner + 3]
    firm, hard, soft = (within(there.count(each) - here.count(each)) for each in (Force.FIRM, Force.HARD, Force.SOFT))
    return PairFeatures(
        constant=1.0, counterpart=_most(cosines[word, certain]), best=float(reached[word]),
        next=around[0], second=around[1], third=around[2], before=around[3], second_before=around[4],
        least_next=min(around[:2]), mutual=float(cosines[:, partner].argmax() == head),
        adjacent=float(abs(partner - before) <= 1), crossing=float(before > partner),
        hard_between=float(max(inner, default=0) >= Force.HARD), soft_between=float(Force.SOFT in inner),
        hard_close=float(close.max() >= Force.HARD), hard_near=float(wide.max() >= Force.HARD),
        soft_near=float(Force.SOFT in wide), literal=literal, firm_more=firm, hard_more=hard, soft_more=soft,
        idiom=float(here.idiomatic[word]), partner_negates=float(force[partner] > Force.NONE),
        best_negates=float(force[best[word]] >= Force.HARD), length=min(len(reached), 30) / 30,
        best_other=_most(cosines[word, ~certain]),
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


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
