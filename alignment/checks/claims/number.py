"""Numbers that differ between the editions of a row."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from alignment.checks.card import Check, Contrast
from alignment.checks.voting import Claim, count
from alignment.texts.measures import converted, measure
from alignment.texts.numerals import numbers
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.story import Cell, RowText, Story
    from alignment.checks.voting import Ballot
    from alignment.texts.measures import Measure
    from alignment.types import Evidence, Finding

#: A rounded number has at most so many digits that are not closing zeros, the exact one at least so many.
ROUND_DIGITS = 3
EXACT_DIGITS = 5
#: From here on numbers are said with scale words and rounded to three digits ("324.7 billion", "325 billion").
SCALED, SCALED_DIGITS = 1e6, 4
#: Rounding changes a number by less than this share.
ROUNDING = 0.005

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
    pairs = [*_pairs(row, ballot), *_spoken(row, ballot)]
    for claim, others, decided in pairs:
        yield _finding(row, claim, others, decided=decided)
    if not pairs:
        yield from _units(row, claims)


def _pairs(row: RowText, ballot: Ballot) -> Iterator[tuple[Claim, Sequence[Claim], bool]]:
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
        if not any(_converts(row, claim, other) for other in rival[1]):
            yield claim, rival[1], True
    while strangers:
        claim = strangers.pop(0)
        other = next((each for each in strangers if each.edition != claim.edition), None)
        if other is not None:
            strangers.remove(other)
        if other is not None and not _converts(row, claim, other):
            yield claim, (other,), False


def _spoken(row: RowText, ballot: Ballot) -> Iterator[tuple[Claim, Sequence[Claim], bool]]:
    """Yield the one number that each of two editions has left where one or both say it in words."""
    if row.decided or len(left := (*ballot.alone, *ballot.spoken)) != len(row.cells) or not ballot.spoken:
        return
    one, other = left
    if one.edition != other.edition and not _converts(row, one, other):
        yield one, (other,), False


def _agree(one: Claim, other: Claim) -> bool:
    """Say whether two numbers agree: the same, or one of them is the other rounded ("120 million")."""
    if not one.keys.isdisjoint(other.keys):
        return True
    first, second = _value(one), _value(other)
    return first is not None and second is not None and (_rounds(first, second) or _rounds(second, first))


def _value(claim: Claim) -> float | None:
    values = [value for kind, value in claim.keys if kind == "n"]
    return values[0] if len(values) == 1 else None


def _rounds(short: float, exact: float) -> bool:
    if exact < 10 ** (SCALED_DIGITS - 1) or abs(short - exact) > ROUNDING * exact:
        return False
    digits, exactly = f"{short:.0f}".rstrip("0"), f"{exact:.0f}".rstrip("0")
    enough = SCALED_DIGITS if exact >= SCALED else EXACT_DIGITS
    return len(digits) <= ROUND_DIGITS and len(exactly) >= enough


@lru_cache(maxsize=4096)
def _claims(edition: str, text: str, language: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(edition, number.start, number.end, number.readings, number.written, number.counts)
        for number in numbers(text, language)
    )


def _measure(row: RowText, claim: Claim) -> Measure | None:
    cell = row.cell(claim.edition)
    return measure(cell.text, claim.start, claim.end, cell.language)


def _converts(row: RowText, one: Claim, other: Claim) -> bool:
    """Say whether one number is the other in another unit: 100 km, 62 miles."""
    first, second = _measure(row, one), _measure(row, other)
    here, there = _value(one), _value(other)
    if first is None or second is None or here is None or there is None or first.dimension != second.dimension:
        return False
    return converted(here, first.unit, there, second.unit)


def _units(row: RowText, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Yield a finding for the first number that has another unit in one edition: hryvnias for dollars."""
    for claim in claims:
        own = _measure(row, claim) if claim.firm else None
        if own is None:
            continue
        others = [_same_number(row, claim, own, cell) for cell in row.cells if cell.edition != claim.edition]
        strange = [each for each in others if each is not None]
        if not strange or len(strange) < len(others):
            continue  # not every edition says so, or one of them has the number with the same unit as well
        if len({measured.unit for _, measured in strange}) == 1:
            yield _finding(row, claim, [other for other, _ in strange], decided=row.decided)
            return


def _same_number(row: RowText, claim: Claim, own: Measure, cell: Cell) -> tuple[Claim, Measure] | None:
    """Return where another edition has the same number with another unit; None if it has the same one, or neither."""
    same = [each for each in _claims(cell.edition, cell.text, cell.language) if _agree(each, claim)]
    measured = [(each, unit) for each in same if (unit := _measure(row, each)) and unit.dimension == own.dimension]
    if not measured or any(unit.unit == own.unit for _, unit in measured) or len(measured) < len(same):
        return None
    return measured[0]


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
    measured = _measure(row, claim)
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
