"""Fits what tells a negation that only one edition has: the tables in ``alignment/checks/negation``.

``python -m benchmarks.fits.negation CASES.jsonl POLARITY.toml WITNESS.toml [--cache FILE] [--cross]``

Examples are made from the clean cases alone: each negation is taken out once, and one is put once before a word that
stands behind one elsewhere in the data (in English, behind an auxiliary verb). What is left as it was are the
negative examples. Nothing is fitted to the planted edits of the data, which only measure. ``--cross`` fits six times,
each time without a sixth of the texts, and prints how many of our edits the models find that never saw the text, with
so many clean passages taken for edited ones; what the network says is the same each time, since it comes from other
texts (``benchmarks.fits.counterpart``).
"""

from __future__ import annotations

import argparse
import random
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from alignment.checks.negation import witness
from alignment.checks.negation.negation import LONGEST, disagree
from alignment.checks.negation.parallel import Parallel
from alignment.checks.negation.polarity import AddedFeatures, LostFeatures, PairFeatures, Polarity, Weights
from alignment.checks.negation.witness import Witness
from alignment.checks.passages import units
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors
from alignment.texts.negations import Force, read
from benchmarks.cases import read as read_cases
from benchmarks.fits.gaps import stories
from benchmarks.fits.records import model as section
from benchmarks.fits.records import record
from benchmarks.fits.similarity import Examples, fit
from benchmarks.vectors import FileVectors

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from alignment.checks.negation.parallel import Hypothesis, Negation
    from alignment.checks.types import Story
    from alignment.texts.negations import Reading

#: English puts the negation behind one of these.
AUXILIARY = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "could",
        "can",
        "must",
        "should",
        "may",
        "might",
        "has",
        "have",
        "had",
        "does",
        "did",
        "do",
        "am",
    ]
)
FOLDS = 6
#: Of what is put in where.
SEED = 1
#: Share of the passages that get a negation put in, for each edition.
OFTEN = 0.5


@dataclass(frozen=True, slots=True)
class Passages:
    """What the editions say in one place, with a negation more or less in one of them, or as it was."""

    text: str
    readings: tuple[Reading, ...]
    unrelated: float
    #: Which passage was changed; -1 for none. Where a negation was put in, its word; -1 where one was taken out.
    changed: int = -1
    word: int = -1
    #: What the changed passage was.
    before: Reading | None = None

    def parallel(self, vectors: Vectors) -> Parallel:
        """Return them as the check looks at them."""
        return Parallel(self.readings, vectors, self.unrelated)

    @property
    def fold(self) -> int:
        """Which sixth of the texts it belongs to; all its variants are in the same."""
        return zlib.crc32(self.text.encode()) % FOLDS


def clean(found: Iterable[tuple[str, Story]]) -> Iterator[Passages]:
    """Yield all passages of the stories as they are."""
    for case, story in found:
        for row in story.rows:
            for unit in units(row):
                if len(unit) == len(story.editions) and max(len(each.text) for each in unit) <= LONGEST:
                    readings = tuple(read(each.text, each.cell.language) for each in unit)
                    yield Passages(case, readings, story.unrelated)


def edited(passages: Iterable[Passages], languages: Sequence[str]) -> Iterator[Passages]:
    """Yield the passages with a negation less, for each, and with one more here and there; the same ones each time."""
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    passages = list(passages)
    negated = {word for each in passages for reading in each.readings for word in negated_words(reading)}
    for each in passages:
        for number, (reading, language) in enumerate(zip(each.readings, languages, strict=True)):
            for word in reading.firm():
                yield _variant(each, number, read(reading.without(word), language), -1)
            there = list(places(reading, language, negated))
            if there and chance.random() < OFTEN:
                start, word, negation = chance.choice(there)
                text = reading.text[:start] + negation + reading.text[start:]
                yield _variant(each, number, read(text, language), word)


def negated_words(reading: Reading) -> Iterator[str]:
    """Yield the words that a text negates."""
    for word in reading.firm():
        if word + 1 < len(reading.spans):
            yield word_at(reading, word + 1)


def word_at(reading: Reading, word: int) -> str:
    """Return a word of a text in small letters."""
    return reading.text[slice(*reading.spans[word])].lower()


def places(reading: Reading, language: str, negated: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where a negation may be put in, which word it would be, and how it is written."""
    for number, (start, end) in enumerate(reading.spans):
        word = word_at(reading, number)
        if any(force == Force.FIRM for force in reading.force[max(0, number - 1) : number + 2]):
            continue
        if language == "en" and word in AUXILIARY:
            yield end, number + 1, " not"
        elif language != "en" and word in negated and len(word) > 2:  # noqa: PLR2004 - no preposition
            yield start, number, "не "


def _variant(each: Passages, number: int, reading: Reading, word: int) -> Passages:
    readings = (*each.readings[:number], reading, *each.readings[number + 1 :])
    return Passages(each.text, readings, each.unrelated, number, word, each.readings[number])


def pair_examples(passages: Iterable[Passages], vectors: Vectors) -> Examples:
    """Return pairs of a negation and another passage, and whether it has lost or never had the counterpart."""
    inputs, same = [], []
    for each in passages:
        found = Polarity(each.parallel(vectors)).pairs
        if each.changed < 0:
            inputs += list(found.values())
            same += [0.0] * len(found)
        elif each.word >= 0:
            chosen = [key for key in found if (key[0].passage, key[0].word) == (each.changed, each.word)]
            inputs += [found[key] for key in chosen]
            same += [1.0] * len(chosen)
        else:
            for key in _losing(each, found, vectors):
                inputs.append(found[key])
                same.append(1.0)
    return Examples(np.array(inputs), np.array(same))


def _losing(
    each: Passages, found: dict[tuple[Negation, int], PairFeatures], vectors: Vectors
) -> Iterator[tuple[Negation, int]]:
    """Yield the negations whose counterpart was taken out: those that lost most, one of each other passage."""
    assert each.before
    readings = (*each.readings[: each.changed], each.before, *each.readings[each.changed + 1 :])
    before = Polarity(Parallel(readings, vectors, each.unrelated)).pairs
    for passage in range(len(each.readings)):
        lost = [
            (before[key].counterpart - found[key].counterpart, key)
            for key in found
            if key[0].passage == passage and key[1] == each.changed and before[key].counterpart > LINKED
        ]
        if lost and max(lost, key=lambda one: one[0])[0] > LESS:
            yield max(lost, key=lambda one: one[0])[1]


#: A negation and its counterpart reach this cosine, and lose as much as the second when the counterpart is gone.
LINKED, LESS = 0.4, 0.04


def judged(
    passages: Iterable[Passages], vectors: Vectors, model: Sequence[float]
) -> list[tuple[Passages, list[Hypothesis]]]:
    """Return the hypotheses of the passages that the check would look at."""
    looked_at = [(each, Polarity(each.parallel(vectors))) for each in passages if disagree(each.readings)]
    asked = [texts for _, each in looked_at for texts in each.texts(model)]
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        vectors.ensure(without for _, _, without in part)
        vectors.ensure_alike((without, there) for _, there, without in part)
    return [(each, found.hypotheses(model)) for each, found in looked_at]


def examples(found: Iterable[tuple[Passages, list[Hypothesis]]], *, added: bool) -> Examples:
    """Return hypotheses of one sort with whether they are true; of changed passages only the true ones."""
    inputs, same = [], []
    for each, hypotheses in found:
        for one in hypotheses:
            true = one.fault == each.changed and one.added == added == (each.word >= 0)
            true = true and (not added or one.negation.word == each.word)
            if one.added == added and (true or each.changed < 0):
                inputs.append(one.features)
                same.append(float(true))
    return Examples(np.array(inputs), np.array(same))


def fitted(passages: Sequence[Passages], vectors: Vectors) -> Weights:
    """Fit the three models."""
    pair = PairFeatures(*fit(pair_examples(passages, vectors)))
    found = judged(passages, vectors, pair)
    added, lost = (fit(examples(found, added=added)) for added in (True, False))
    return Weights(pair, AddedFeatures(*added), LostFeatures(*lost))


def cross(passages: Sequence[Passages], vectors: Vectors) -> dict[str, float]:
    """Print and return how many edits models find that never saw the texts, by clean passages taken for edited."""
    true: list[float] = []
    false: list[float] = []
    for fold in range(FOLDS):
        model = fitted([each for each in passages if each.fold != fold], vectors)
        for each, hypotheses in judged([each for each in passages if each.fold == fold], vectors, model.pair):
            best = max(hypotheses, key=model.score, default=None)
            score = model.score(best) if best else -9.0
            if each.changed < 0:
                false.append(score)
            else:
                true.append(score if best and best.fault == each.changed else -9.0)
    edits = sum(each.changed >= 0 for each in passages)
    found = {}
    for alarms in (1, 2, 3, 5, 8, 12):
        line = sorted(false, reverse=True)[alarms]
        found[f"found with {alarms} false alarms"] = round(sum(score > line for score in true) / edits, 3)
        print(f"{alarms} false alarms: {sum(score > line for score in true) / edits:.3f} found, threshold {line:.2f}")
    return found


def witnessed(passages: Iterable[Passages], vectors: Vectors) -> list[tuple[Passages, list[Hypothesis]]]:
    """Return what the second opinion looks at."""
    return [(each, Witness(each.parallel(vectors)).hypotheses()) for each in passages if disagree(each.readings)]


def write(path: Path, module: str, made: str, models: Mapping[str, NamedTuple]) -> None:
    """Write the table of a module's models: how they were made, and their weights."""
    head = f"# Log odds of alignment/checks/negation/{module}.py, made by `python -m benchmarks.fits.negation`."
    sections = [made, *(section(name, values) for name, values in models.items())]
    path.write_text("\n\n".join([head, *sections]) + "\n", encoding="utf-8")


def main() -> None:
    """Make the examples, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("polarity", type=Path)
    parser.add_argument("witness", type=Path)
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    parser.add_argument("--cross", action="store_true", help="measure on texts that were left out")
    options = parser.parse_args()
    embedder, cache = default_embedder(), FileVectors(options.cache)
    assert embedder is not None
    found = stories(read_cases(options.cases), embedder, cache)
    languages = next(iter(found.values())).editions
    as_they_are = list(clean((case.rpartition("/")[0], story) for case, story in found.items()))
    passages = [*as_they_are, *edited(as_they_are, languages)]
    vectors = Vectors(embedder, cache)
    print(f"{len(as_they_are)} passages, {len(passages) - len(as_they_are)} changed")
    ensure(passages, vectors)
    held_out = cross(passages, vectors) if options.cross else {}
    model = fitted(passages, vectors)
    made = record([options.cases], seed=SEED, held_out=held_out)
    write(options.polarity, "polarity", made, {"pair": model.pair, "added": model.added, "lost": model.lost})
    second = witnessed(passages, vectors)
    added, lost = (fit(examples(second, added=added)) for added in (True, False))
    models: dict[str, NamedTuple] = {"added": witness.AddedFeatures(*added), "lost": witness.LostFeatures(*lost)}
    write(options.witness, "witness", record([options.cases], seed=SEED, held_out={}), models)


def ensure(passages: Sequence[Passages], vectors: Vectors) -> None:
    """Ask the encoder for most of what is needed at once: passage by passage would take it twice as long."""
    pairs = [
        (each.readings[a].text, each.readings[b].text)
        for each in passages
        for b in range(len(each.readings))
        for a in range(b)
    ]
    for start in range(0, len(pairs), AT_ONCE):
        vectors.ensure_alike(pairs[start : start + AT_ONCE])
    texts = [reading.text for each in passages for reading in each.readings]
    for start in range(0, len(texts), AT_ONCE):
        vectors.ensure(texts[start : start + AT_ONCE])


#: Texts for the encoder in one go.
AT_ONCE = 2000


if __name__ == "__main__":
    main()
