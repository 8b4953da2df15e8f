"""Numbers that differ between the editions of a row."""

from __future__ import annotations

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


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every number that one edition gives otherwise."""
    if not row.compared:
        return
    ballot = count((claim for cell in row.cells for claim in _claims(cell)), row.editions)
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
