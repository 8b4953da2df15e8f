"""Numbers that differ between the editions of a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alignment.checks.numerals import numbers
from alignment.checks.verdicts import finding
from alignment.checks.voting import Claim, count
from alignment.messages import message
from alignment.types import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.context import Cell, RowText, Story
    from alignment.types import Evidence, Finding

#: Only what is written in digits can differ.
_DIGIT = re.compile(r"\d")
#: A rounded number has at most so many digits that are not closing zeros, the exact one at least so many.
ROUND_DIGITS = 3
EXACT_DIGITS = 5
#: Rounding changes a number by less than this share.
ROUNDING = 0.005


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every number that one edition gives otherwise."""
    if not row.compared or not any(_DIGIT.search(cell.text) for cell in row.cells):
        return
    ballot = count((claim for cell in row.cells for claim in _claims(cell)), row.editions, _agree)
    lacking = list(ballot.lacking)
    strangers = list(ballot.alone)
    for claim in (*ballot.alone, *ballot.again):
        rival = next((each for each in lacking if each[0] == claim.edition), None)
        if rival is not None:
            lacking.remove(rival)
            if claim in strangers:
                strangers.remove(claim)
            yield _outvoted(row, claim, rival[1])
    while strangers:
        claim = strangers.pop(0)
        other = next((each for each in strangers if each.edition != claim.edition), None)
        if other is None:
            continue
        strangers.remove(other)
        yield _conflict(row, claim, other)


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
    digits, exactly = f"{short:.0f}".rstrip("0"), f"{exact:.0f}".rstrip("0")
    return len(digits) <= ROUND_DIGITS and len(exactly) >= EXACT_DIGITS and abs(short - exact) <= ROUNDING * exact


def _claims(cell: Cell) -> Iterator[Claim]:
    for number in numbers(cell.text, cell.language):
        yield Claim(cell.edition, number.start, number.end, frozenset(number.readings), number.written)


def _outvoted(row: RowText, claim: Claim, others: Sequence[Claim]) -> Finding:
    return finding(
        FindingKind.NUMBER,
        Severity.CRITICAL,
        message(
            "{edition} says {value}, the others say {other}",
            edition=f"language:{claim.edition}",
            value=_text(row, claim),
            other=_text(row, others[0]),
        ),
        edition=claim.edition,
        row=row.index,
        evidence=_evidence(row, claim, *others),
    )


def _conflict(row: RowText, claim: Claim, other: Claim) -> Finding:
    return finding(
        FindingKind.NUMBER,
        Severity.CRITICAL,
        message(
            "{edition} says {value}, {second} says {other}",
            edition=f"language:{claim.edition}",
            value=_text(row, claim),
            second=f"language:{other.edition}",
            other=_text(row, other),
        ),
        edition=None,
        row=row.index,
        evidence=_evidence(row, claim, other),
    )


def _text(row: RowText, claim: Claim) -> str:
    return row.cell(claim.edition).text[claim.start : claim.end]


def _evidence(row: RowText, *claims: Claim) -> tuple[Evidence, ...]:
    return tuple(piece for each in claims for piece in row.cell(each.edition).evidence(each.start, each.end))
