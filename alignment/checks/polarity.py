"""Whether a negation has its counterpart in the other editions, judged by their words.

Words are aligned (``alignment.words``). For a negation of one edition and each other edition, ``PAIR`` says how the
words around it are matched and what negates near their partners. ``ADDED`` and ``LOST`` join these for "this edition
negates what the others state" and the reverse, with how much closer the editions come when the negation is taken
out: as whole sentences and word by word. Three logistic models, fitted by ``benchmarks/fit_negation.py``, give log
odds; ``polarity.toml`` holds their weights.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.negatives import Force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.checks.negatives import Reading
    from alignment.vectors import Vectors

    Matrix = NDArray[np.float32]

#: Made by ``python -m benchmarks.fit_negation``.
TABLE = Path(__file__).with_name("polarity.toml")
#: What a negation has to reach towards an edition before it is taken out and the encoder is asked again (log odds).
WORTH_ASKING = -1.0
#: Scales the gains to about one.
SENTENCE_SCALE, WORD_SCALE = 20.0, 10.0
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
class Negation:
    """One negation: the passage that has it, and which of its words it is."""

    passage: int
    word: int


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """That one passage has a negation which the others lack, or lacks one which they have."""

    fault: int
    negation: Negation
    #: Values in the order of ADDED, or of LOST where the negation is another passage's.
    features: tuple[float, ...]

    @property
    def added(self) -> bool:
        """Say whether the passage at fault has the negation."""
        return self.negation.passage == self.fault


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
    """The negations of passages that say the same.

    Args:
        readings: the passages, one of each edition.
        vectors: their encoder must know single words.
        unrelated: the cosine of texts that have nothing to do with each other.
    """

    def __init__(self, readings: Sequence[Reading], vectors: Vectors, unrelated: float) -> None:
        self.readings, self._vectors, self._far = readings, vectors, 1 - unrelated
        everyone = range(len(readings))
        vectors.ensure_alike((readings[a].text, readings[b].text) for a in everyone for b in everyone if a < b)
        forces = [np.fromiter(map(int, each.force), np.int64, len(each.force)) for each in readings]
        self.pairs = {
            (negation, other): pair_features(
                readings[negation.passage],
                negation.word,
                readings[other],
                self._alike(negation.passage, other)[0],
                forces[other],
            )
            for negation in self._negations()
            for other in self._others(negation.passage)
        }

    def hypotheses(self, model: Sequence[float]) -> list[Hypothesis]:
        """Return all that is worth asking the encoder about.

        Args:
            model: the weights of PAIR.
        """
        pair = {key: weigh(values, model) for key, values in self.pairs.items()}
        asked = {key for key, odds in pair.items() if odds > WORTH_ASKING}
        texts = self.texts(model)
        self._vectors.ensure(text for texts_of_pair in texts for text in texts_of_pair)
        self._vectors.ensure_alike((without, there) for _, there, without in texts)
        gains = {key: self._gain(*key) for key in asked}
        found = []
        for negation in self._negations():
            others = self._others(negation.passage)
            lacking = [other for other in others if (negation, other) in asked]
            if len(lacking) == len(others):
                found.append(Hypothesis(negation.passage, negation, self._added(negation, pair, gains)))
            if len(others) > 1:
                found += [Hypothesis(other, negation, self._lost(negation, other, pair, gains)) for other in lacking]
        return found

    def texts(self, model: Sequence[float]) -> list[tuple[str, str, str]]:
        """Return what the encoder is asked about: a passage, another one, and the first without a negation."""
        return [
            (self.readings[negation.passage].text, self.readings[other].text, self._without(negation))
            for (negation, other), values in self.pairs.items()
            if weigh(values, model) > WORTH_ASKING
        ]

    def _negations(self) -> list[Negation]:
        return [
            Negation(number, word)
            for number, reading in enumerate(self.readings)
            for word in reading.firm()
            if not reading.idiomatic[word]
        ]

    def _others(self, *passages: int) -> list[int]:
        return [number for number in range(len(self.readings)) if number not in passages]

    def _alike(self, one: int, other: int) -> Matrix:
        first, second = self.readings[min(one, other)].text, self.readings[max(one, other)].text
        found = self._vectors.alike(first, second)
        assert found is not None
        return found if one < other else found.transpose(0, 2, 1)

    def _without(self, negation: Negation) -> str:
        return self.readings[negation.passage].without(negation.word)

    def _gain(self, negation: Negation, other: int) -> Gain:
        here, there, without = self.readings[negation.passage], self.readings[other], self._without(negation)
        length = min(len(here.text), len(there.text))
        closer = self._cosine(without, there.text) - self._cosine(here.text, there.text)
        sentence = closer / self._far * math.sqrt(length / 70) * SENTENCE_SCALE
        changed = self._vectors.alike(without, there.text)
        assert changed is not None
        near, everywhere = _closer_words(self._alike(negation.passage, other), changed, negation.word)
        return Gain(sentence, near * WORD_SCALE, everywhere * WORD_SCALE)

    def _cosine(self, one: str, other: str) -> float:
        first, second = self._vectors.get(one), self._vectors.get(other)
        return 0.0 if first is None or second is None else float(first @ second)

    def _added(
        self, negation: Negation, pair: Mapping[tuple[Negation, int], float], gains: Mapping[tuple[Negation, int], Gain]
    ) -> tuple[float, ...]:
        others = self._others(negation.passage)
        odds = [pair[negation, other] for other in others]
        firm, hard = self._more([negation.passage], others)
        soft = max(min(self.readings[other].count(Force.SOFT), 3) for other in others)
        all_gains = [gains[negation, other] for other in others]
        return (
            1.0, min(odds), max(odds), min(firm), max(firm), min(hard), max(hard), soft,
            *_ends([each.sentence for each in all_gains]), *_ends([each.words_near for each in all_gains]),
            *_ends([each.words for each in all_gains]), self._length(negation.passage),
        )  # fmt: skip

    def _lost(
        self,
        negation: Negation,
        fault: int,
        pair: Mapping[tuple[Negation, int], float],
        gains: Mapping[tuple[Negation, int], Gain],
    ) -> tuple[float, ...]:
        having = self._others(fault)
        others = self._others(fault, negation.passage)
        support = [
            (pair[each, fault], pair[each, negation.passage]) for each in self._negations() if each.passage in others
        ]
        best = max(support, key=lambda odds: odds[0] - odds[1], default=(-3.0, 0.0))
        firm, hard = self._more(having, [fault])
        other = [gains.get((negation, number), Gain()) for number in others]
        gain = gains[negation, fault]
        return (
            1.0, pair[negation, fault], float(np.mean([pair[negation, number] for number in others])),
            float(bool(support)), *best, min(firm), max(firm), min(hard), max(hard),
            min(self.readings[fault].count(Force.SOFT), 3), gain.sentence,
            float(np.mean([each.sentence for each in other])), gain.words_near, gain.words,
            float(np.mean([each.words_near for each in other])), float(np.mean([each.words for each in other])),
            self._length(negation.passage),
        )  # fmt: skip

    def _more(self, having: Sequence[int], lacking: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return how many more firm, and firm or hard, negations the first have, for each pair of passages."""
        pairs = [(self.readings[one], self.readings[other]) for one in having for other in lacking]
        firm = [_within(one.count(Force.FIRM) - other.count(Force.FIRM)) for one, other in pairs]
        hard = [_within(_certain(one) - _certain(other)) for one, other in pairs]
        return firm, hard

    def _length(self, passage: int) -> float:
        return math.log(len(self.readings[passage].text) / 100)


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
        *(_within(there.count(force) - here.count(force)) for force in (Force.FIRM, Force.HARD, Force.SOFT)),
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


def _within(count: int) -> int:
    return max(-2, min(2, count))


def _certain(reading: Reading) -> int:
    return reading.count(Force.FIRM) + reading.count(Force.HARD)
