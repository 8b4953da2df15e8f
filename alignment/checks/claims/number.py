"""Numbers that differ between the editions of a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from alignment.checks.card import Check, Contrast
from alignment.checks.voting import Claim, count
from alignment.texts.measures import FACTORS, Measure, converted, measure, same_unit
from alignment.texts.numerals import in_range, numbers
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alignment.checks.story import Cell, RowText, Story
    from alignment.checks.voting import Ballot, Key
    from alignment.types import Evidence, Finding

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
#: Dimensions whose units are told apart by one word: "square kilometres".
_SPATIAL = frozenset({"length", "area", "volume"})


@dataclass(frozen=True, slots=True)
class Figure(Claim):
    """A number with the unit beside it.

    Attributes:
        measured: the unit; None where there is none, or the language has no table of them.
    """

    measured: Measure | None = None


_SAYS = Contrast(
    others=translatable("{edition} says {value}, the others say {other}"),
    second=translatable("{edition} says {value}, {second} says {other}"),
)


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every number that one edition gives otherwise, or of something else."""
    if not row.compared:
        return
    claims = [claim for cell in row.cells for claim in _claims(cell.edition, cell.text, cell.language)]
    if not claims:
        return
    ballot = count(claims, row.editions, _agree)
    pairs = [*_pairs(ballot), *_spoken(row, ballot)]
    for claim, others, decided in pairs:
        yield _finding(row, claim, others, decided=decided)
    if not pairs:
        yield from _units(row, claims)


def _pairs(ballot: Ballot) -> Iterator[tuple[Claim, Sequence[Claim], bool]]:
    """Yield the claims that stand against others, and whether those outvote them."""
    lacking = list(ballot.lacking)
    strangers = list(ballot.alone)
    for claim in (*ballot.alone, *ballot.again, *ballot.spoken):
        rival = next((each for each in lacking if each[0] == claim.edition), None)
        if rival is None:
            continue
        lacking.remove(rival)
        if claim in strangers:
            strangers.remove(claim)
        if all(_comparable(claim, other) for other in rival[1]):
            yield claim, rival[1], True
    while strangers:
        claim = strangers.pop(0)
        other = next((each for each in strangers if each.edition != claim.edition and _comparable(claim, each)), None)
        if other is not None:
            strangers.remove(other)
            yield claim, (other,), False


def _spoken(row: RowText, ballot: Ballot) -> Iterator[tuple[Claim, Sequence[Claim], bool]]:
    """Yield the one number that each of two editions has left where one or both say it in words."""
    if row.decided or len(left := (*ballot.alone, *ballot.spoken)) != len(row.cells) or not ballot.spoken:
        return
    one, other = left
    if one.edition != other.edition and _comparable(one, other):
        yield one, (other,), False


def _agree(one: Claim, other: Claim) -> bool:
    """Return whether two numbers agree: the same, one rounded ("120 million"), or in another unit (62 miles)."""
    if not one.keys.isdisjoint(other.keys):
        return True
    first, second = _value(one), _value(other)
    if first is None or second is None:
        return False
    return _rounds(first, second) or _rounds(second, first) or _converts(first, _unit(one), second, _unit(other))


def _converts(one: float, unit: Measure | None, other: float, other_unit: Measure | None) -> bool:
    if unit is None or other_unit is None or unit.dimension != other_unit.dimension:
        return False
    return converted(one, unit.unit, other, other_unit.unit)


def _unit(claim: Claim) -> Measure | None:
    return claim.measured if isinstance(claim, Figure) else None


def _comparable(one: Claim, other: Claim) -> bool:
    """Return whether two different numbers can be meant for the same: not a length for a time of day."""
    first, second = _unit(one), _unit(other)
    if first is not None and second is not None:
        dimensions = {first.dimension, second.dimension}
        return len(dimensions) == 1 or dimensions <= _SPATIAL or {first.unit, second.unit} == _POUNDS
    clocks = [all(kind != "n" for kind, _ in claim.keys) for claim in (one, other)]
    return not ((clocks[0] and second is not None) or (clocks[1] and first is not None))


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
def _claims(edition: str, text: str, language: str) -> tuple[Figure, ...]:
    found = [
        Figure(
            *(edition, number.start, number.end, number.readings, number.written, number.counts),
            measured=measure(text, number.start, number.end, language),
        )
        for number in numbers(text, language)
    ]
    return tuple(_joined(_ranged(found, text, language), text))


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


def _units(row: RowText, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Yield a finding for the first number that has another unit in one edition: hryvnias for dollars."""
    for claim in claims:
        own = _unit(claim) if claim.firm else None
        if own is None:
            continue
        others = [_same_number(claim, own, cell) for cell in row.cells if cell.edition != claim.edition]
        strange = [each for each in others if each is not None]
        if not strange or len(strange) < len(others):
            continue  # not every edition says so, or one of them has the number with the same unit as well
        if len({measured.unit for _, measured in strange}) == 1:
            yield _finding(row, claim, [other for other, _ in strange], decided=row.decided)
            return


def _same_number(claim: Claim, own: Measure, cell: Cell) -> tuple[Claim, Measure] | None:
    """Return where another edition has the same number with another unit; None if it has the same one, or neither."""
    same = [
        each
        for each in _claims(cell.edition, cell.text, cell.language)
        if not each.keys.isdisjoint(claim.keys) and _comparable(each, claim)
    ]
    measured = [(each, unit) for each in same if (unit := each.measured)]
    if not measured or len(measured) < len(same) or any(_same_unit(unit, own) for _, unit in measured):
        return None
    return measured[0]


def _same_unit(one: Measure, other: Measure) -> bool:
    return same_unit(one.unit, other.unit) or {one.unit, other.unit} == _POUNDS


def _finding(row: RowText, claim: Claim, others: Sequence[Claim], *, decided: bool) -> Finding:
    values = {"value": _text(row, claim), "other": _text(row, others[0])}
    text = _SAYS.message(claim.edition, others[0].edition, decided=decided, **values)
    return CHECK.finding(
        text,
        edition=claim.edition if decided else None,
        row=row.index,
        evidence=_evidence(row, claim, *others),
    )


def _text(row: RowText, claim: Claim) -> str:
    """Return a number as it is written, with its unit."""
    measured = _unit(claim)
    start, end = (measured.start, measured.end) if measured else (claim.start, claim.end)
    return row.cell(claim.edition).text[start:end]


def _evidence(row: RowText, *claims: Claim) -> tuple[Evidence, ...]:
    return tuple(piece for each in claims for piece in row.cell(each.edition).evidence(each.start, each.end))


CHECK = Check(
    name="number",
    kind=FindingKind.NUMBER,
    severity=Severity.CRITICAL,
    summary=message("A number or a unit that differs in one edition, however it is written"),
    example=message("880 thousand against 800 thousand"),
    row=check,
)
