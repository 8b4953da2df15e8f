"""Sentences that one edition puts into a paragraph that the others have without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.card import Check
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.story import RowText, Story
    from alignment.types import Finding


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every sentence that one edition has and at least two others lack."""
    for gap in row.gaps:
        having = {span.edition for span in gap.having}
        if len(having) >= len(gap.lacking):
            continue  # an omission: most editions have it
        edition = gap.having[0].edition
        text = (
            message("{edition} is much longer here than the other editions", edition=f"language:{edition}")
            if gap.whole
            else message("{edition} has a sentence that the other editions lack", edition=f"language:{edition}")
        )
        yield CHECK.finding(
            text,
            edition=edition,
            row=row.index,
            evidence=[piece for span in gap.having for piece in row.cell(span.edition).evidence(span.start, span.end)],
        )


CHECK = Check(
    name="addition",
    kind=FindingKind.ADDITION,
    severity=Severity.MAJOR,
    summary=message("A sentence put into a paragraph that the others have without it"),
    example=message("Only Ukrainian adds who was wounded"),
    row=check,
)
