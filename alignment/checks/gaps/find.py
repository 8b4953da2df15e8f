"""Which sentences of a row stand in some of its editions only."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import locales
from alignment.checks.gaps.candidates import SHORTEST, encoded, keeps_apart, likely
from alignment.checks.source_lines import is_laid_out, is_source_line
from alignment.checks.types import Gap, Span
from alignment.text_limits import ASKED
from alignment.texts.grammar import parts_of_speech
from alignment.texts.names import is_name
from alignment.texts.words import words
from locales.tables import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.gaps.candidates import Spans
    from alignment.checks.types import Cell, RowText, Story

#: A row is looked into where sentence counts differ or an edition's share of the text does, by this much (log ratio).
UNEVEN = 0.2
#: An edition is searched for sentences that run together where it is so much longer than all others (log ratio).
LONGER_THAN_ALL = 0.12
#: Log odds from which a sentence is believed to be lacking: with editions that outvote one, with only two, and where
#: the sentence was cut out of a longer one.
ENOUGH = 0.75
ENOUGH_OF_TWO = 1.0
ENOUGH_OF_CUT = 2.5
#: A capital that no end mark comes before may begin a sentence, unless it is a name's or the word before has one, too.
#: So many places are tried, the likeliest first, where a piece differs by at most this share from what the edition has
#: more than the others, and is long enough not to be a gloss ("President of Ukraine").
_RUN_TOGETHER = re.compile(r"(?<=\w )(?=[\"«“„(\[]*[A-ZА-ЯІЇЄҐЁ])")
_CAPITALISED = re.compile(r"\b[A-ZА-ЯІЇЄҐЁ][\w'’ʼ-]{0,60} \Z")
CUTS = 3
NEAR = 0.5
WORDS_OF_CUT = 5
#: Where the words beside a possible cut are looked for (characters): a text may be one long sentence.
NEARBY = 500
#: True pairs of paragraphs lie inside this ratio of lengths, or are fewer characters apart.
LONGER = 1.75
FARTHER = 45
#: What tells running text from headings.
_ENDS = re.compile(r"[.!?…][\"'»”’)\]]*\s*\Z")


def asked_for(story: Story) -> Iterator[str]:
    """Yield the sentences whose vectors ``gaps`` needs, as far as lengths tell: they can be made before any check runs.

    Sentences that run together are cut only where nothing else is found, and asked for then.
    """
    for row in story.rows:
        spans = [cell.sentences for cell in row.cells]
        if story.vectors and row.compared and all(spans) and _uneven(row, spans) and not is_laid_out(row):
            for cell, each in zip(row.cells, spans, strict=True):
                yield from (cell.text[start:end] for start, end in each)


def gaps(story: Story, row: RowText) -> tuple[Gap, ...]:
    """Return the gaps of a row; without sentence vectors only what the lengths alone tell."""
    if not row.compared or is_laid_out(row):
        return ()
    found: tuple[Gap, ...] = ()
    spans = [cell.sentences for cell in row.cells]
    if story.vectors and all(spans):
        if _uneven(row, spans):
            found = _by_meaning(story, row, spans, ENOUGH if row.decided else ENOUGH_OF_TWO)
        for cut in _cuts(row, spans) if row.decided else ():
            found = found or _by_meaning(story, row, cut, ENOUGH_OF_CUT)
    return found or _by_length(row)


def _by_meaning(story: Story, row: RowText, spans: Sequence[Spans], enough: float) -> tuple[Gap, ...]:
    """Return the most likely gaps first, as long as their sentences are in none that was found before."""
    editions = encoded(row, spans, story.vectors)
    found: dict[tuple[int, ...], list[Span]] = {}
    taken: set[tuple[int, int]] = set()
    for each in likely(editions, story.unrelated, enough)[:ASKED]:
        if taken.isdisjoint(each.sentences) and keeps_apart(each, editions, story.unrelated, story.vectors):
            taken.update(each.sentences)
            places = found.setdefault(each.without, [])
            places += [editions[edition].span(index) for edition, index in each.sentences]
    return tuple(
        Gap(
            tuple(sorted(places, key=lambda span: (span.edition, span.start))),
            tuple(row.editions[edition] for edition in without),
        )
        for without, places in found.items()
    )


def _cuts(row: RowText, spans: Sequence[Spans]) -> Iterator[list[Spans]]:
    """Yield the sentences with one of them cut where two may have been run together without an end mark.

    Only an edition that is longer than all others is cut, and only so that a piece is about as long as what it has
    more.
    """
    *_, second, longest = sorted(range(len(row.cells)), key=lambda place: len(row.cells[place].text))
    text, other = row.cells[longest].text, row.cells[second].text
    more = len(text) - len(other)
    if more < SHORTEST or math.log(len(text) / len(other)) < LONGER_THAN_ALL:
        return
    cuts = [
        (min(abs(end - found.start() - more), abs(found.start() - start - more)), index, found.start())
        for index, (start, end) in enumerate(spans[longest])
        for found in _RUN_TOGETHER.finditer(text, start, end)
        if _may_begin(text, (start, found.start(), end), row.cells[longest].language)
    ]
    for off, index, at in sorted(cuts)[:CUTS]:
        if off < more * NEAR:
            yield [_cut(each, index, at) if place == longest else each for place, each in enumerate(spans)]


def _may_begin(text: str, places: tuple[int, int, int], language: str) -> bool:
    """Return whether a sentence may begin at a capital that is no name's, with enough words before and behind it.

    Args:
        text: of a block.
        places: where the sentence begins that may be two, where the capital stands, and where it ends.
        language: the block's.
    """
    start, at, end = places
    before, after = text[max(start, at - NEARBY) : at], text[at : min(end, at + NEARBY)]
    first = words(after)[0].text
    named = (first.isupper() and len(first) > 1) or is_name(first, language)
    return (
        not (named or _goes_on(before, language))
        and not _CAPITALISED.search(before)
        and all(len(piece.split()) >= WORDS_OF_CUT for piece in (before, after))
    )


def _goes_on(before: str, language: str) -> bool:
    """Return whether a text ends in a preposition that is no adverb, by its language's dictionary: no sentence does."""
    last = words(before)[-1:]
    known = parts_of_speech(last[0].plain, language) if last and locales.table(language, Names).dictionary else ()
    return "PREP" in known and "ADVB" not in known


def _cut(spans: Spans, index: int, at: int) -> Spans:
    """Return spans with one of them cut before a place; a blank comes before that."""
    start, end = spans[index]
    return (*spans[:index], (start, at - 1), (at, end), *spans[index + 1 :])


def _by_length(row: RowText) -> tuple[Gap, ...]:
    """Return the edition whose text is far longer or shorter than all others, which agree with each other."""
    texts = [len(cell.text) for cell in row.cells]
    if not row.decided or max(texts) <= min(texts) * LONGER or not any(_ENDS.search(cell.text) for cell in row.cells):
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
    """Return whether a text is, with and without its source lines, much longer than another."""
    return all(
        long > short * LONGER and long - short > FARTHER
        for long, short in ((one[0], other[0]), (one[1], other[1]), (one[0], other[1]))
    )


def _length(cell: Cell) -> int:
    """Return how many characters a cell has without lines that only say where the news comes from."""
    return sum(end - start for start, end in cell.sentences if not is_source_line(cell.text[start:end], cell.language))


def _uneven(row: RowText, spans: Sequence[Spans]) -> bool:
    counts = {len(each) for each in spans}
    lengths = [math.log(len(cell.text) + 1) for cell in row.cells]
    return max(counts) > 1 and (len(counts) > 1 or max(lengths) - min(lengths) > UNEVEN)
