"""Months and weekdays that differ between the editions of a row; days and years are read with the other numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.verdicts import finding
from alignment.checks.voting import Claim, count
from alignment.checks.words import words
from alignment.messages import message
from alignment.types import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alignment.checks.context import Cell, RowText, Story
    from alignment.types import Finding

#: A day or a year beside a word that may be a month ("5 May", "May 5", "May 2025").
_DIGIT_BEFORE = re.compile(r"\d\w{0,2}\s+\Z")
_DIGIT_AFTER = re.compile(r"\.?\s+\d")


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where one edition names another month or weekday than the others."""
    if not row.compared:
        return
    for section in ("months", "weekdays"):
        ballot = count((claim for cell in row.cells for claim in _claims(cell, section)), row.editions)
        alone = list(ballot.alone)
        for claim in alone:
            rivals = [group for edition, group in ballot.lacking if edition == claim.edition]
            others = rivals[0] if rivals else tuple(each for each in alone if each.edition != claim.edition)
            if others:
                yield _finding(row, claim, others, decided=bool(rivals))
                break


@cache
def _values(language: str, section: str) -> Mapping[str, int]:
    table = locales.table(language, "dates").get(section, {})
    return {form: int(value) for value, forms in table.items() for form in forms}


def calendar(cell: Cell, section: str) -> Iterator[tuple[int, int, int]]:
    """Yield the months or weekdays of a cell: number, start, end (characters, end exclusive)."""
    values = _values(cell.language, section)
    ambiguous = locales.table(cell.language, "dates").get("notes", {}).get("ambiguous", ())
    for word in words(cell.text):
        value = values.get(word.plain)
        if value is None:
            continue
        beside = _DIGIT_BEFORE.search(cell.text[max(0, word.start - 8) : word.start]) or _DIGIT_AFTER.match(
            cell.text, word.end
        )
        if beside or word.plain not in ambiguous:
            yield value, word.start, word.end


def _claims(cell: Cell, section: str) -> Iterator[Claim]:
    for value, start, end in calendar(cell, section):
        yield Claim(cell.edition, start, end, frozenset({(section, float(value))}))


def _finding(row: RowText, claim: Claim, others: tuple[Claim, ...], *, decided: bool) -> Finding:
    values = {
        "edition": f"language:{claim.edition}",
        "value": row.cell(claim.edition).text[claim.start : claim.end],
        "other": row.cell(others[0].edition).text[others[0].start : others[0].end],
    }
    text = (
        message("{edition} says {value}, the others say {other}", **values)
        if decided
        else message("{edition} says {value}, {second} says {other}", **values, second=f"language:{others[0].edition}")
    )
    return finding(
        FindingKind.DATE,
        Severity.CRITICAL,
        text,
        edition=claim.edition if decided else None,
        row=row.index,
        evidence=[
            piece for each in (claim, *others) for piece in row.cell(each.edition).evidence(each.start, each.end)
        ],
    )
