"""Sentences that one edition puts into a paragraph that the others have without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.types import Check
from alignment.encoders.word_links import coverage
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import Gap, RowText, Story
    from alignment.types import Evidence, Finding

#: Words that the other editions have, too, are so much like theirs (mean cosine): 208 sentences that were put into
#: articles of five sources stay below .58, most clauses that translators made sentences above .59.
TOLD = 0.59


def check(story: Story, row: RowText) -> Iterator[Finding]:
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
        evidence = [piece for span in gap.having for piece in row.cell(span.edition).evidence(span.start, span.end)]
        told = not gap.whole and _is_told(story, row, gap, evidence)
        yield CHECK.finding(
            text,
            edition=edition,
            row=row.index,
            evidence=evidence,
            severity=Severity.INFO if told else None,
        )


def _is_told(story: Story, row: RowText, gap: Gap, evidence: list[Evidence]) -> bool:
    """Return whether the others have the words of a sentence inside longer ones: a clause made a sentence."""
    text = " ".join(piece.text for piece in evidence)
    each = [story.vectors.alike(text, row.cell(edition).text) for edition in gap.lacking]
    covered = [coverage(cosines) for cosines in each if cosines is not None]
    return bool(covered) and sum(covered) / len(covered) >= TOLD


CHECK = Check(
    name="addition",
    kind=FindingKind.ADDITION,
    severity=Severity.MAJOR,
    summary=message("A sentence put into a paragraph that the others have without it"),
    example=message("Only Ukrainian adds who was wounded"),
    row=check,
)
