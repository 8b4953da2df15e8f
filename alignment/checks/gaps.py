"""Which sentences of a row stand in some of its editions only."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.context import SEPARATOR, Gap, Span
from alignment.checks.lines import is_laid_out, is_source_line
from alignment.splitting import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.checks.context import Cell, RowText, Story
    from alignment.vectors import Vectors

#: Shorter sentences ("Так.") are moved into their neighbours by translators all the time (characters).
SHORTEST = 30
#: Cosines count from what unrelated texts of the story reach (0) to 1; sentences that say the same are above this.
SAME = 0.26
#: A row is looked into where sentence counts differ or an edition's share of the text does, by this much (log ratio).
UNEVEN = 0.12
#: How much closer the lengths of editions must be without what only some have (log ratio).
CLOSER = -0.05
#: True pairs of paragraphs lie inside this ratio of lengths, or are fewer characters apart.
LONGER = 1.8
FARTHER = 50
#: What tells running text from headings.
_ENDS = re.compile(r"[.!?…][\"'»”’)\]]*\s*\Z")
#: What each further sentence in a match costs, and what uneven lengths cost beyond the usual (log ratio).
LONGER_RUN = 0.05
UNEVEN_RUN = 0.15
USUAL_UNEVEN = 0.2
#: Sentences on each side of a match.
STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))


@dataclass(frozen=True, slots=True)
class _Side:
    """One edition's sentences of a row."""

    spans: tuple[tuple[int, int], ...]
    vectors: NDArray[np.float32]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Which sentences of two editions found nothing like them in the other."""

    first: str
    second: str
    #: For each edition: True for a sentence that stands alone.
    alone: Mapping[str, tuple[bool, ...]]
    likeness: NDArray[np.float64]


def gaps(story: Story, row: RowText) -> tuple[Gap, ...]:
    """Return the gaps of a row; without sentence vectors only what the lengths alone tell."""
    if not row.compared or is_laid_out(row):
        return ()
    spans = {cell.edition: sentences(cell) for cell in row.cells}
    if story.vectors and _uneven(row, spans):
        found = _by_meaning(story, row, spans)
        if found:
            return found
    return _by_length(row)


def _by_length(row: RowText) -> tuple[Gap, ...]:
    """Return the edition whose text is far longer or shorter than all others, which agree with each other."""
    if not row.decided or not any(_ENDS.search(cell.text) for cell in row.cells):
        return ()
    lengths = {cell.edition: (_length(cell), len(cell.text)) for cell in row.cells}
    for cell in row.cells:
        rest = [each for each in row.cells if each is not cell]
        if all(_much_longer(lengths[cell.edition], lengths[other.edition]) for other in rest):
            return (Gap((Span(cell.edition, 0, len(cell.text)),), tuple(other.edition for other in rest), whole=True),)
        if all(_much_longer(lengths[other.edition], lengths[cell.edition]) for other in rest):
            return (Gap(tuple(Span(other.edition, 0, len(other.text)) for other in rest), (cell.edition,), whole=True),)
    return ()


def _much_longer(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether a text is, with and without its source lines, much longer than another."""
    return all(
        long > short * LONGER and long - short > FARTHER
        for long, short in ((one[0], other[0]), (one[1], other[1]), (one[0], other[1]))
    )


def _length(cell: Cell) -> int:
    """Return how many characters a cell has without lines that only say where the news comes from."""
    return sum(end - start for start, end in sentences(cell) if not is_source_line(cell.text[start:end], cell.language))


def _by_meaning(story: Story, row: RowText, spans: Mapping[str, tuple[tuple[int, int], ...]]) -> tuple[Gap, ...]:
    texts = {cell.edition: [cell.text[start:end] for start, end in spans[cell.edition]] for cell in row.cells}
    story.vectors.ensure(itertools.chain.from_iterable(texts.values()))
    sides = {edition: _side(spans[edition], texts[edition], story.vectors) for edition in texts}
    pairs = [
        _pairing(first, second, sides, story.unrelated) for first, second in itertools.combinations(row.editions, 2)
    ]
    return tuple(_collect(row, sides, pairs))


def sentences(cell: Cell) -> tuple[tuple[int, int], ...]:
    """Return the spans of a cell's sentences (characters, end exclusive); blanked ones are left out."""
    return _sentences(cell.text, cell.language)


@lru_cache(maxsize=4096)
def _sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    found = []
    offset = 0
    for line in text.split(SEPARATOR):
        found += [(offset + start, offset + end) for start, end in split(line, language)]
        offset += len(line) + len(SEPARATOR)
    return tuple(found)


def _uneven(row: RowText, spans: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    counts = {len(each) for each in spans.values()}
    lengths = [math.log(len(cell.text) + 1) for cell in row.cells]
    return max(counts) > 1 and (len(counts) > 1 or max(lengths) - min(lengths) > UNEVEN)


def _side(spans: tuple[tuple[int, int], ...], texts: Sequence[str], vectors: Vectors) -> _Side:
    matrix = vectors.matrix(texts)
    assert matrix is not None
    return _Side(spans, matrix, tuple(map(len, texts)))


def _pairing(first: str, second: str, sides: Mapping[str, _Side], unrelated: float) -> _Pairing:
    one, other = sides[first], sides[second]
    likeness = ((one.vectors @ other.vectors.T) - unrelated) / (1 - unrelated)
    matched = _path(one, other, np.asarray(likeness, dtype=np.float64), unrelated)
    return _Pairing(
        first,
        second,
        {
            first: tuple(index not in matched[0] for index in range(len(one.spans))),
            second: tuple(index not in matched[1] for index in range(len(other.spans))),
        },
        np.asarray(likeness, dtype=np.float64),
    )


def _path(one: _Side, other: _Side, likeness: NDArray[np.float64], unrelated: float) -> tuple[set[int], set[int]]:
    """Return the sentences of both sides that the best monotone matching pairs."""
    rows, columns = likeness.shape
    best = np.full((rows + 1, columns + 1), -np.inf)
    best[0, 0] = 0
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in itertools.product(range(rows + 1), range(columns + 1)):
        for step_i, step_j in ((1, 0), (0, 1), *STEPS):
            if step_i > i or step_j > j:
                continue
            gain = _gain(one, other, likeness, unrelated, rows=(i - step_i, i), columns=(j - step_j, j))
            if best[i - step_i, j - step_j] + gain > best[i, j]:
                best[i, j] = best[i - step_i, j - step_j] + gain
                back[i, j] = (step_i, step_j)
    matched: tuple[set[int], set[int]] = (set(), set())
    i, j = rows, columns
    while i or j:
        step_i, step_j = back[i, j]
        if step_i and step_j:
            matched[0].update(range(i - step_i, i))
            matched[1].update(range(j - step_j, j))
        i, j = i - step_i, j - step_j
    return matched


def _gain(
    one: _Side,
    other: _Side,
    likeness: NDArray[np.float64],
    unrelated: float,
    *,
    rows: tuple[int, int],
    columns: tuple[int, int],
) -> float:
    """Return what matching a run of sentences with another is worth; more than leaving them alone where above 0."""
    (i, i2), (j, j2) = rows, columns
    if i == i2 or j == j2:
        return 0.0
    here, there = sum(one.lengths[i:i2]), sum(other.lengths[j:j2])
    like = float(likeness[i, j])
    if i2 - i > 1 or j2 - j > 1:
        first = np.asarray(one.lengths[i:i2], dtype=np.float32) @ one.vectors[i:i2]
        second = np.asarray(other.lengths[j:j2], dtype=np.float32) @ other.vectors[j:j2]
        cosine = float(first @ second) / math.sqrt(float(first @ first) * float(second @ second))
        like = (cosine - unrelated) / (1 - unrelated) - LONGER_RUN * (i2 - i + j2 - j - 2)
    uneven = abs(math.log((here + 10) / (there + 10)))
    return (like - SAME - UNEVEN_RUN * max(0.0, uneven - USUAL_UNEVEN)) * min(here, there)


def _collect(row: RowText, sides: Mapping[str, _Side], pairs: Sequence[_Pairing]) -> Iterator[Gap]:
    def alone(edition: str, index: int, other: str) -> bool:
        pair = next(each for each in pairs if {each.first, each.second} == {edition, other})
        return pair.alone[edition][index]

    editions = row.editions
    holes: dict[tuple[str, ...], list[Span]] = {}
    for edition in editions:
        others = [each for each in editions if each != edition]
        for index, (start, end) in enumerate(sides[edition].spans):
            text = row.cell(edition).text[start:end]
            if len(text) < SHORTEST or is_source_line(text, row.cell(edition).language):
                continue
            lacking = tuple(other for other in others if alone(edition, index, other))
            if lacking:
                holes.setdefault(lacking, []).append(Span(edition, start, end))
    for lacking, having in holes.items():
        who = {span.edition for span in having}
        if who | set(lacking) == set(editions) and _fits(row, having, lacking):
            yield Gap(tuple(having), lacking)


def _fits(row: RowText, having: Sequence[Span], lacking: Sequence[str]) -> bool:
    """Say whether the lengths of the editions are closer to each other without the sentences."""
    sizes = {cell.edition: len(cell.text) for cell in row.cells}
    rest = {**sizes}
    for span in having:
        rest[span.edition] -= span.end - span.start
    return all(
        abs(_ratio(rest[one], rest[other])) < abs(_ratio(sizes[one], sizes[other])) - CLOSER
        for one in {span.edition for span in having}
        for other in lacking
    )


def _ratio(one: float, other: float) -> float:
    return math.log((max(one, 0) + 5) / (other + 5))
