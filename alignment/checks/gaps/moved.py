"""Paragraphs that stand at another place in one edition.

Images, captions and embeds are laid out anywhere: only running text that crosses running text has moved.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from alignment.checks.source_lines import is_laid_out
from alignment.checks.types import Check
from alignment.types import FindingKind, Relation, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import RowText, Story
    from alignment.types import Finding


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for the edition whose block stands elsewhere."""
    if row.row.relation is not Relation.MOVED or not row.compared or is_laid_out(row):
        return
    if not any(_crossings(story, row, *pair) for pair in itertools.combinations(row.editions, 2)):
        return
    edition = _wanderer(story, row)
    text = (
        message("The paragraph stands in a different place in {edition}", edition=f"language:{edition}")
        if edition
        else message("The paragraph stands in different places in the editions")
    )
    yield CHECK.finding(
        text,
        edition=edition,
        row=row.index,
        evidence=[piece for cell in row.cells for piece in cell.whole()],
    )


def _wanderer(story: Story, row: RowText) -> str | None:
    """Return the edition in which the row is out of order while it is in order between the others."""
    crossed = {pair: _crossings(story, row, *pair) for pair in itertools.combinations(sorted(row.editions), 2)}
    scores = {
        edition: sum(count for pair, count in crossed.items() if edition in pair)
        - sum(count for pair, count in crossed.items() if edition not in pair) * len(crossed)
        for edition in row.editions
    }
    best = max(scores.values())
    winners = [edition for edition, score in scores.items() if score == best]
    return winners[0] if len(winners) == 1 else None


def _crossings(story: Story, row: RowText, one: str, other: str) -> int:
    here = (row.row.cells[one][0], row.row.cells[other][0])
    return sum(
        (each.row.cells[one][0] < here[0]) != (each.row.cells[other][0] < here[1])
        for each in story.rows
        if each is not row and not is_laid_out(each) and each.row.cells.get(one) and each.row.cells.get(other)
    )


CHECK = Check(
    name="moved",
    kind=FindingKind.MOVED,
    severity=Severity.MINOR,
    summary=message("A paragraph that stands at another place in one edition"),
    example=message("The background comes first in English and last in the others"),
    row=check,
    any_length=True,
)
