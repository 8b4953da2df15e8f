"""What is counted: whose number is whose, where two are said in one breath ("19 died, 26 are missing")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import locales
from alignment.texts.quantities.calendar import calendar
from alignment.texts.quantities.measures import measure
from alignment.texts.quantities.numerals import numbers
from alignment.texts.sentences import split_lines
from alignment.texts.words import plain
from locales.tables import Counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.texts.quantities.numerals import Number

#: What becomes of people.
FATES = frozenset({"died", "wounded", "missing", "captured", "detained"})
#: Years told from this one; a sentence that gives figures of two of them may mix them up.
_PERIODS = ("last_year", "this_year", "next_year")
#: From here to there a number without a unit is a year, and one before the word is no span of time ("1948 року").
YEARS = (1900, 2100)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something there are.

    Attributes:
        thing: what is counted, by a key that all languages share.
        value: how many.
        start: where the number begins in its text (characters).
        end: where it ends, exclusive.
        told: where number and thing stand together (characters, end exclusive).
    """

    thing: str
    value: float
    start: int
    end: int
    told: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A thing or a number in a sentence."""

    start: int
    end: int
    thing: str
    number: Number | None = None

    def repeats(self, last: _Mark) -> bool:
        """Return whether it names once more what has just been named ("went missing without a trace")."""
        return bool(self.thing) and self.thing == last.thing


def exchanged(here: Sequence[Count], there: Sequence[Count]) -> tuple[Count, Count] | None:
    """Return a count and what the other side counts as that thing, where its number there is that of something else."""
    for one in here:
        same_thing = [other for other in there if other.thing == one.thing]
        same_number = {other.thing for other in there if other.value == one.value}
        if len(same_thing) == 1 and same_number and one.thing not in same_number:
            elsewhere = {each.thing for each in here if each.value == one.value}
            if elsewhere.isdisjoint(same_number):
                return one, same_thing[0]
    return None


def relabelled(
    here: Sequence[Count], there: Sequence[Count], named_here: frozenset[str], named_there: frozenset[str]
) -> tuple[Count, Count] | None:
    """Return a count of people and the same number of the other side, which counts people of another fate.

    Args:
        here: what one side counts.
        there: what the other one counts.
        named_here: all things that the one side names, counted or not; ``named_there``: those of the other.
        named_there: see above; who names the other's thing, too, may only count it elsewhere.
    """
    for one in here:
        same = [other for other in there if other.value == one.value]
        if one.thing not in FATES or one.thing in named_there or len(same) != 1:
            continue
        if same[0].thing in FATES and same[0].thing not in named_here:
            return one, same[0]
    return None


@lru_cache(maxsize=4096)
def things(text: str, language: str) -> frozenset[str]:
    """Return the things of which news give numbers that a text names."""
    pattern, lowered = _things(language), plain(text)
    return frozenset(found.lastgroup or "" for found in pattern.finditer(lowered)) if pattern else frozenset()


@lru_cache(maxsize=4096)
def counts(text: str, language: str) -> tuple[Count, ...]:
    """Return what a text counts, sentence by sentence, where numbers and things come in pairs; else nothing.

    Args:
        text: running text.
        language: BCP 47; without a table ``counted`` nothing is known.
    """
    pattern = _things(language)
    if pattern is None:
        return ()
    lowered = plain(text)
    if len(lowered) != len(text) or not pattern.search(lowered):
        return ()
    found: list[Count] = []
    for span in split_lines(text, language):
        found += _in_sentence(text, lowered, span, language)
    return tuple(found)


def _in_sentence(text: str, lowered: str, span: tuple[int, int], language: str) -> list[Count]:
    """Return the counts of a sentence in which numbers and things alternate in pairs, in whatever order."""
    named = list(_named(lowered, span, language))
    periods = [mark for mark in named if mark.thing in _PERIODS]
    if len(periods) > 1:
        return _of_periods(periods, _given(text, span, language))
    told = [mark for mark in named if mark.thing not in _PERIODS]
    return _paired([*told, *_figures(text, span, language)])


def _of_periods(periods: Iterable[_Mark], figures: Iterable[_Mark]) -> list[Count]:
    """Return the first figure behind each year, where every one has a figure before the next is named."""
    marks = sorted([*periods, *figures], key=lambda mark: mark.start)
    found = _pairs([each for pair in pairwise(marks) if pair[0].thing and pair[1].number for each in pair])
    return found if len(found) == sum(bool(mark.thing) for mark in marks) else []


def _paired(marks: Sequence[_Mark]) -> list[Count]:
    """Return the counts of things and numbers that come in pairs; one thing more may be named at an end."""
    marks = sorted(marks, key=lambda mark: mark.start)
    marks = [mark for last, mark in zip([None, *marks], marks, strict=False) if last is None or not mark.repeats(last)]
    if len(marks) % 2 == 0:
        return _pairs(marks)
    if marks[-1].thing and marks[-1].thing in {mark.thing for mark in marks[:-1]}:
        return _pairs(marks[:-1])  # "including a child among the dead"
    ways = [_pairs(marks[:-1]) if marks[-1].thing else [], _pairs(marks[1:]) if marks[0].thing else []]
    return ways[0] or ways[1] if not all(ways) else []


def _pairs(marks: Sequence[_Mark]) -> list[Count]:
    found = []
    for one, other in zip(marks[::2], marks[1::2], strict=True):
        thing, figure = (one, other) if one.thing else (other, one)
        if not thing.thing or figure.number is None:
            return []
        value = next(value for kind, value in figure.number.readings if kind == "n")
        found.append(Count(thing.thing, value, figure.number.start, figure.number.end, (one.start, other.end)))
    return found


def _named(lowered: str, span: tuple[int, int], language: str) -> Iterator[_Mark]:
    pattern = _things(language)
    for found in pattern.finditer(lowered, *span) if pattern else ():
        yield _Mark(*found.span(), found.lastgroup or "")


def _figures(text: str, span: tuple[int, int], language: str) -> Iterator[_Mark]:
    for number in numbers(text, language):
        if is_count(number, text, span, language):
            yield _Mark(number.start, number.end, "", number)


def _given(text: str, span: tuple[int, int], language: str) -> Iterator[_Mark]:
    """Yield the figures of a sentence that are given for years: sums and shares, too."""
    for number in numbers(text, language):
        measured = measure(text, number.start, number.end, language)
        if is_count(number, text, span, language) or (
            measured is not None
            and measured.dimension != "span"
            and number.written
            and span[0] <= number.start < span[1]
            and len(number.readings) == 1
        ):
            yield _Mark(number.start, number.end, "", number)


def is_count(number: Number, text: str, span: tuple[int, int], language: str) -> bool:
    """Return whether a number counts things: neither a date, a time, a year, money nor a share."""
    if not (span[0] <= number.start < span[1]) or not (number.written or number.counts):
        return False
    values = [value for kind, value in number.readings if kind == "n"]
    if len(values) != 1 or len(number.readings) != 1 or YEARS[0] <= values[0] <= YEARS[1]:
        return False
    beside_month = any(
        each.section == "months" and (0 <= each.start - number.end <= 1 or 0 <= number.start - each.end <= 1)
        for each in calendar(text, language)
    )
    return not beside_month and measure(text, number.start, number.end, language) is None


@cache
def _things(language: str) -> re.Pattern[str] | None:
    things = locales.table(language, Counted).things
    groups = [f"(?P<{thing}>{'|'.join(map(_form, forms))})" for thing, forms in things.items()]
    return re.compile(r"(?<!\w)(?:" + "|".join(groups) + r")(?!\w)") if groups else None


def _form(form: str) -> str:
    return r"\s".join(re.escape(word).replace(r"\*", r"\w*") for word in form.split())
