"""Sentences that an edition leaves out inside a paragraph that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.types import Check
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import RowText, Story
    from alignment.types import Finding
    from locales.messages import Message


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every sentence that the other editions share and one edition lacks."""
    for gap in row.gaps:
        having = tuple(dict.fromkeys(span.edition for span in gap.having))
        if len(having) < len(gap.lacking):
            continue  # an addition: most editions do without
        for edition in gap.lacking if row.decided else (None,):
            yield CHECK.finding(
                _message(gap.lacking[0], having, whole=gap.whole),
                edition=edition,
                row=row.index,
                evidence=[
                    piece for span in gap.having for piece in row.cell(span.edition).evidence(span.start, span.end)
                ],
            )


def _message(lacking: str, having: tuple[str, ...], *, whole: bool) -> Message:
    edition = f"language:{lacking}"
    if whole:
        return message("{edition} is much shorter here than the other editions", edition=edition)
    if len(having) == 1:
        return message("{edition} lacks a sentence that {other} has", edition=edition, other=f"language:{having[0]}")
    return message("{edition} lacks a sentence that the other editions have", edition=edition)


CHECK = Check(
    name="omission",
    kind=FindingKind.OMISSION,
    severity=Severity.MAJOR,
    summary=message("A sentence left out of a paragraph"),
    example=message("The paragraph is there, but its last sentence is not"),
    row=check,
)
