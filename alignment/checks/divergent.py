"""Rows whose editions are far apart in meaning, with no better reason found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.verdicts import finding
from alignment.messages import message
from alignment.types import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.context import RowText, Story
    from alignment.types import Finding

#: Likeness (share of the way from unrelated texts to equal ones) below which texts do not say the same.
FAR = 0.03
#: Shorter texts give vectors that tell little (characters).
SHORTEST = 60


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where an edition is far from all others."""
    if len(row.cells) < 2 or not story.vectors or min(len(cell.text) for cell in row.cells) < SHORTEST:  # noqa: PLR2004
        return
    texts = [cell.text for cell in row.cells]
    matrix = story.vectors.matrix(texts)
    if matrix is None:
        return
    likeness = ((matrix @ matrix.T) - story.unrelated) / (1 - story.unrelated)
    for index, cell in enumerate(row.cells):
        others = [other for other in range(len(texts)) if other != index]
        if max(float(likeness[index, other]) for other in others) < FAR:
            yield finding(
                FindingKind.DIVERGENT,
                Severity.MINOR,
                message("{edition} is far in meaning from the others here", edition=f"language:{cell.edition}")
                if row.decided
                else message(
                    "{edition} and {second} are far apart in meaning here",
                    edition=f"language:{cell.edition}",
                    second=f"language:{row.cells[1].edition}",
                ),
                edition=cell.edition if row.decided else None,
                row=row.index,
                evidence=[piece for each in row.cells for piece in each.whole()],
            )
            return
