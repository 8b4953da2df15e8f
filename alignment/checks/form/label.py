"""House terms that an edition uses against the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.glossary import pattern
from alignment.checks.types import Check
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.glossary import Term
    from alignment.checks.types import RowText, Story
    from alignment.types import Finding
    from locales.messages import Message


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every forbidden term and for every term whose counterpart is not the house's."""
    for term in story.glossary.terms:
        yield from _forbidden(row, term)
        yield from _unpaired(row, term)


def _forbidden(row: RowText, term: Term) -> Iterator[Finding]:
    for cell in row.cells:
        forms = term.forbidden.get(cell.edition)
        for found in pattern(forms).finditer(cell.text) if forms else ():
            yield CHECK.finding(
                _unwanted(found[0], cell.edition, term.note),
                severity=term.severity,
                edition=cell.edition,
                row=row.index,
                evidence=cell.evidence(*found.span()),
                cause="forbidden",
            )


def _unwanted(value: str, edition: str, note: str) -> Message:
    if note:
        return message(
            "The glossary rules out “{value}” in {edition}: {note}",
            value=value,
            edition=f"language:{edition}",
            note=note,
        )
    return message("The glossary rules out “{value}” in {edition}", value=value, edition=f"language:{edition}")


def _unpaired(row: RowText, term: Term) -> Iterator[Finding]:
    found = {
        cell.edition: pattern(term.pair[cell.edition]).search(cell.text)
        for cell in row.cells
        if cell.edition in term.pair
    }
    having = [edition for edition, match in found.items() if match]
    for edition, match in found.items():
        if match is None and len(having) > 0:
            other = row.cell(having[0])
            span = found[having[0]]
            assert span is not None
            yield CHECK.finding(
                message(
                    "{other} says {value}; the glossary wants {expected} in {edition}",
                    other=f"language:{having[0]}",
                    value=span[0],
                    expected=term.pair[edition][0],
                    edition=f"language:{edition}",
                ),
                severity=term.severity,
                edition=edition,
                row=row.index,
                evidence=[*other.evidence(*span.span()), *row.cell(edition).whole()],
                cause="pair",
            )


CHECK = Check(
    name="label",
    kind=FindingKind.LABEL,
    severity=Severity.INFO,
    summary=message("A term that the glossary of the house does not want"),
    example=message("special operation in an edition that must not use it"),
    row=check,
)
