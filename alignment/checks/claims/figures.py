"""The figures of a text as claims: numbers with their units, rates and telephone numbers, and whether two agree."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from alignment.checks.voting import Claim
from alignment.texts.quantities.counts import YEARS
from alignment.texts.quantities.measures import FACTORS, Measure, converted, measure, rates
from alignment.texts.quantities.numerals import in_range, numbers, phones
from alignment.texts.quantities.zones import THERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.checks.voting import Key
    from alignment.texts.quantities.numerals import Number

#: A rounded number has at most so many digits that are not closing zeros, the exact one at least so many.
ROUND_DIGITS = 3
EXACT_DIGITS = 5
#: From here on numbers are said with scale words and rounded to three digits ("324.7 billion", "325 billion").
SCALED, SCALED_DIGITS = 1e6, 4
#: Rounding changes a number by less than this share.
ROUNDING = 0.005
#: What may stand between the two parts of one quantity: "6 feet and 1 inch", "41 грн 50 коп.".
_JOINT = re.compile(r"[\s,.-]{0,2}(?:[^\W\d]{1,3}\s)?")
#: 5'5"
_FEET_AND_INCHES = re.compile(r"['’′]\d{1,2}[\"”″]")
#: One word in all three languages.
_POUNDS = frozenset({"lb", "GBP"})
#: Readings of times of day.
_CLOCK = frozenset({"t", THERE})
#: What "half" means beside a unit.
_HALF = frozenset({("n", 0.5)})
#: Dimensions whose units are told apart by one word: "square kilometres".
_SPATIAL = frozenset({"length", "area", "volume"})


@dataclass(frozen=True, slots=True)
class Figure(Claim):
    """A number with the unit beside it.

    Attributes:
        measured: the unit; None where there is none, or the language has no table of them.
    """

    measured: Measure | None = None
    #: Whether it is all digits, without a scale word.
    digits: bool = False


def spelt_out(claims: Iterable[Figure]) -> frozenset[float]:
    """Return the numbers that two editions give in digits alone: whoever rounds says "130 thousand"."""
    said: dict[float, set[str]] = defaultdict(set)
    for claim in claims:
        for kind, value in claim.keys:
            if kind == "n" and claim.digits:
                said[value].add(claim.edition)
    return frozenset(value for value, editions in said.items() if len(editions) > 1)


def agree(one: Claim, other: Claim, spelt: frozenset[float] = frozenset()) -> bool:
    """Return whether two numbers agree: the same, one rounded ("120 million"), or in another unit (62 miles).

    Two times of day agree by their minutes alone: 9 in the morning is not 9 in the evening.

    Args:
        one: a number.
        other: one of another edition.
        spelt: what two editions give in digits alone; a number that is less round is no other way to say it.
    """
    if _is_clock(one) and _is_clock(other):
        return any(kind != "n" and (kind, value) in other.keys for kind, value in one.keys)
    if not one.keys.isdisjoint(other.keys):
        return not (_is_aside(one, other) or _is_aside(other, one))
    first, second = _value(one), _value(other)
    if first is None or second is None:
        return False
    rounded = (_rounds(first, second) and (first not in spelt or second in spelt)) or (
        _rounds(second, first) and (second not in spelt or first in spelt)
    )
    return rounded or _converts(first, unit_of(one), second, unit_of(other))


def _is_aside(word: Claim, sum_: Claim) -> bool:
    """Return whether a word that need not be a number ("decade") has the value of a share or a sum by chance."""
    unit = unit_of(sum_)
    need_not = not (word.firm or word.counts) and unit_of(word) is None
    return need_not and unit is not None and unit.dimension in ("share", "money")


def _is_clock(claim: Claim) -> bool:
    return any(kind in _CLOCK for kind, _ in claim.keys)


def _converts(one: float, unit: Measure | None, other: float, other_unit: Measure | None) -> bool:
    if unit is None or other_unit is None or unit.dimension != other_unit.dimension:
        return False
    return converted(one, unit.unit, other, other_unit.unit)


def unit_of(claim: Claim) -> Measure | None:
    """Return the unit beside a number."""
    return claim.measured if isinstance(claim, Figure) else None


def comparable(one: Claim, other: Claim) -> bool:
    """Return whether two different numbers can be meant for the same: not a length for a time of day."""
    if _family(one) != _family(other):
        return False
    first, second = unit_of(one), unit_of(other)
    if first is not None and second is not None:
        dimensions = {first.dimension, second.dimension}
        return len(dimensions) == 1 or dimensions <= _SPATIAL or {first.unit, second.unit} == _POUNDS
    clocks = [all(kind != "n" for kind, _ in claim.keys) for claim in (one, other)]
    return not ((clocks[0] and second is not None) or (clocks[1] and first is not None))


def _family(claim: Claim) -> str:
    """Return what a claim is: a number, a rate, a telephone number."""
    kind = next(iter(claim.keys))[0]
    return "n" if kind in _CLOCK else kind.partition(" ")[0]


def _value(claim: Claim) -> float | None:
    return _single(claim.keys)


@lru_cache(maxsize=4096)
def _single(keys: frozenset[Key]) -> float | None:
    values = [value for kind, value in keys if kind == "n"]
    return values[0] if len(values) == 1 else None


def _rounds(short: float, exact: float) -> bool:
    if exact < 10 ** (SCALED_DIGITS - 1) or abs(short - exact) > ROUNDING * exact:
        return False
    digits, exactly = f"{short:.0f}".rstrip("0"), f"{exact:.0f}".rstrip("0")
    enough = SCALED_DIGITS if exact >= SCALED else EXACT_DIGITS
    return len(digits) <= ROUND_DIGITS and len(exactly) >= enough


@lru_cache(maxsize=4096)
def figures(edition: str, text: str, language: str) -> tuple[Figure, ...]:
    """Return the numbers of an edition's text, what they are given for ("per barrel"), and telephone numbers."""
    found = [_figure(edition, number, text, language) for number in numbers(text, language)]
    whole = tuple(_joined(_ranged(found, text, language), text))
    ends = [each.measured.end if each.measured else each.end for each in whole]
    per = [
        Figure(edition, start, end, frozenset({(f"per {unit}", 0.0)}))
        for start, end, unit in rates(text, ends, language)
    ]
    calls = [Figure(edition, start, end, frozenset({("phone", float(number))})) for start, end, number in phones(text)]
    return (*whole, *per, *calls)


def _figure(edition: str, number: Number, text: str, language: str) -> Figure:
    """Return a number as a claim; half a year is half of one, and no share or multiple."""
    measured = _measured(number, text, language)
    span = measured is not None and measured.dimension not in ("money", "share")
    keys = _HALF if span and _is_part(number) else number.readings
    digits = number.written and not any(letter.isalpha() for letter in text[number.start : number.end])
    return Figure(
        *(edition, number.start, number.end, keys, number.written, number.counts), measured=measured, digits=digits
    )


def _is_part(number: Number) -> bool:
    return not number.written and number.readings >= _HALF


def _measured(number: Number, text: str, language: str) -> Measure | None:
    """Return the unit beside a number; "о 19 годині", "1948 року" are no time that something takes."""
    found = measure(text, number.start, number.end, language, part=_is_part(number))
    digits = text[number.start : number.end]
    of_the_calendar = digits.isdecimal() and YEARS[0] <= int(digits) <= YEARS[1]
    on_the_clock = any(kind != "n" for kind, _ in number.readings)
    if found is not None and ((found.unit == "hour" and on_the_clock) or (found.unit == "year" and of_the_calendar)):
        return None
    return found


def _ranged(figures: Sequence[Figure], text: str, language: str) -> Iterator[Figure]:
    """Yield figures; the first of a range has the unit of the second: "1 to 4 inches"."""
    for figure, following in zip_longest(figures, figures[1:]):
        shares = following is not None and in_range(text, figure.end, following.start, language)
        if figure.measured is None and following is not None and following.measured is not None and shares:
            yield replace(figure, measured=replace(following.measured, start=figure.start, end=figure.end))
        else:
            yield figure


def _joined(figures: Iterable[Figure], text: str) -> Iterator[Figure]:
    """Yield figures, those of one quantity as one: "6 feet 1 inch", "6-foot-1", "2 години 30 хвилин"."""
    rest = list(figures)
    while rest:
        figure = rest.pop(0)
        while rest and (whole := _whole(figure, rest[0], text)) is not None:
            figure = whole
            rest.pop(0)
        yield figure


def _whole(large: Figure, small: Figure, text: str) -> Figure | None:
    """Return the quantity that two figures give together; None where they are two."""
    first, second = large.measured, small.measured
    value, more = _value(large), _value(small)
    if value is None or more is None:
        return None
    if _FEET_AND_INCHES.fullmatch(text, large.end, small.end + 1):
        first, second = (
            Measure("length", "ft", large.start, large.end),
            Measure("length", "inch", small.start, small.end),
        )
    elif first is None or not _JOINT.fullmatch(text, first.end, small.start):
        return None
    if first.unit == "ft" and second is None and text[first.end : small.start] == "-":
        second = replace(first, unit="inch", end=small.end)
    if second is None or first.dimension != second.dimension or not {first.unit, second.unit} <= FACTORS.keys():
        return None
    smaller = FACTORS[second.unit] / FACTORS[first.unit]
    if smaller >= 1 or more * smaller >= 1:
        return None
    keys = frozenset({("n", round(value + more * smaller, 4))})
    return replace(large, end=small.end, keys=keys, measured=replace(first, end=second.end))
