"""A row's sentences, each edition's compared with each other edition's: which may stand in some editions only."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from alignment.checks.closeness import closer
from alignment.checks.gaps.matching import Side
from alignment.checks.gaps.odds import at_most, lacking
from alignment.checks.source_lines import is_source_line
from alignment.checks.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.checks.types import Cell, RowText
    from alignment.encoders.vectors import Vectors

#: Where a text's sentences stand (characters, end exclusive).
Spans: TypeAlias = "tuple[tuple[int, int], ...]"

#: Shorter sentences ("Так.") are moved into their neighbours by translators all the time (characters).
SHORTEST = 30
#: Log odds that each further edition with the sentence adds: the editions bear each other out.
BORNE_OUT = 2.0
#: Sentences of two editions that a third one lacks are at least so like each other (0: as unrelated texts, 1: equal).
SAME = 0.2


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition's sentences of a row."""

    cell: Cell
    spans: Spans
    side: Side

    def tells(self, index: int) -> bool:
        """Return whether a sentence is long enough, and no line on where the news comes from."""
        start, end = self.spans[index]
        return end - start >= SHORTEST and not is_source_line(self.cell.text[start:end], self.cell.language)

    def span(self, index: int) -> Span:
        """Return a sentence's span; an empty one where it is all that there is, and so holds other things too."""
        start, end = self.spans[index] if len(self.spans) > 1 else (0, 0)
        return Span(self.cell.edition, start, end)

    def without(self, index: int) -> str:
        """Return the text without a sentence."""
        start, end = self.spans[index]
        return (self.cell.text[:start] + self.cell.text[end:].lstrip()).strip()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Sentences that some editions may have and others lack."""

    #: Log odds that it is so.
    odds: float
    #: A sentence of each edition that has it: the edition's position in the row, and the sentence's.
    sentences: tuple[tuple[int, int], ...]
    #: The positions of the editions that lack it: all others.
    without: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The editions of a row, compared in pairs."""

    editions: tuple[Edition, ...]
    #: For each pair of editions, the first one first: how like each other their sentences are (0: as unrelated texts).
    likeness: Mapping[tuple[int, int], Sequence[Sequence[float]]]
    #: For each ordered pair of editions, by position: the log odds that the second lacks a sentence of the first.
    odds: Mapping[tuple[int, int], NDArray[np.float64]]

    def candidates(self, enough: float) -> Iterator[Candidate]:
        """Yield what is likely lacking somewhere, for each way of having it in some editions and not in the others.

        Args:
            enough: log odds from which it is likely.
        """
        everyone = range(len(self.editions))
        telling = [
            [(place, index) for index in range(len(edition.spans)) if edition.tells(index)]
            for place, edition in enumerate(self.editions)
        ]
        for size in range(1, len(everyone)):
            for having in itertools.combinations(everyone, size):
                without = tuple(edition for edition in everyone if edition not in having)
                for sentences in self._alike([telling[place] for place in having]):
                    odds = self._together(sentences, without)
                    if odds > enough:
                        yield Candidate(odds, sentences, without)

    def _alike(self, telling: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[tuple[int, int], ...]]:
        """Yield a sentence of each edition that say the same; in one edition at least it is not all that there is."""
        for sentences in itertools.product(*telling):
            inside = any(len(self.editions[place].spans) > 1 for place, _ in sentences)
            if inside and all(
                self.likeness[one, other][first][second] >= SAME
                for (one, first), (other, second) in itertools.combinations(sentences, 2)
            ):
                yield sentences

    def _together(self, sentences: Sequence[tuple[int, int]], without: Sequence[int]) -> float:
        """Return the odds of a gap: halfway from the mean of its pairs to the weakest, more where editions agree."""
        each = [float(self.odds[place, other][index]) for place, index in sentences for other in without]
        return (min(each) + sum(each) / len(each)) / 2 + BORNE_OUT * (len(sentences) - 1)


def encoded(row: RowText, spans: Sequence[Spans], vectors: Vectors) -> tuple[Edition, ...]:
    """Return the sentences of a row's cells with their vectors, at least one in each; there must be an encoder."""
    texts = [[cell.text[start:end] for start, end in each] for cell, each in zip(row.cells, spans, strict=True)]
    vectors.ensure(itertools.chain.from_iterable(texts))
    return tuple(
        Edition(cell, each, _side(sentences, vectors))
        for cell, each, sentences in zip(row.cells, spans, texts, strict=True)
    )


def likely(editions: tuple[Edition, ...], unrelated: float, enough: float) -> list[Candidate]:
    """Return the sentences that some editions likely lack, the likeliest first.

    Args:
        editions: those of a row.
        unrelated: the cosine that texts reach which have nothing to do with each other.
        enough: log odds from which it is likely.
    """
    pairs = list(itertools.combinations(range(len(editions)), 2))
    likeness = {(one, other): _likeness(editions[one].side, editions[other].side, unrelated) for one, other in pairs}
    for measure in (at_most, lacking):  # the first is cheap, and most rows go no farther
        odds = {}
        for one, other in pairs:
            odds[one, other], odds[other, one] = measure(editions[one].side, editions[other].side, unrelated)
        found = sorted(Pairs(editions, likeness, odds).candidates(enough), key=lambda each: -each.odds)
        if not found:
            break
    return found


def _likeness(one: Side, other: Side, unrelated: float) -> list[list[float]]:
    found: list[list[float]] = ((one.vectors @ other.vectors.T - unrelated) / (1 - unrelated)).tolist()
    return found


def keeps_apart(candidate: Candidate, editions: tuple[Edition, ...], unrelated: float, vectors: Vectors) -> bool:
    """Return whether the paragraphs come closer without the sentences: not so where a sentence was only split."""
    gain = 0.0
    for place, index in candidate.sentences:
        edition = editions[place]
        if len(edition.spans) > 1:
            others = [editions[other].cell.text for other in candidate.without]
            gain += sum(closer(vectors, edition.cell.text, edition.without(index), others, unrelated) or ())
    return gain > 0


def _side(texts: Sequence[str], vectors: Vectors) -> Side:
    matrix = vectors.matrix(texts)
    assert matrix is not None
    return Side(np.array([len(text) for text in texts], dtype=np.float64), matrix)
