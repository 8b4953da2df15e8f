"""Editions that were not updated when the others were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.types import Check
from alignment.types import Evidence, FindingKind, Severity
from locales.messages import message
from parsers.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import Story
    from alignment.types import Finding


def check(story: Story) -> Iterator[Finding]:
    """Yield a finding for each edition without an update where another edition has one that it does not say."""
    updates = {
        edition: [index for index, block in enumerate(story.articles[edition].blocks) if block.role is Role.UPDATE]
        for edition in story.editions
    }
    updated = next((edition for edition in story.editions if updates[edition]), None)
    if updated is None:
        return
    blocks = story.articles[updated].blocks
    for edition in story.editions:
        if not updates[edition] and not _said(story, updated, edition).issuperset(updates[updated]):
            yield CHECK.finding(
                message(
                    "{other} was updated, {edition} was not", edition=f"language:{edition}", other=f"language:{updated}"
                ),
                edition=edition,
                row=None,
                evidence=[
                    Evidence(
                        edition=updated, block=index, start=0, end=len(blocks[index].text), text=blocks[index].text
                    )
                    for index in updates[updated]
                ],
            )


def _said(story: Story, updated: str, edition: str) -> frozenset[int]:
    """Return the places of an edition's blocks that another says too: of an addition it only lacks the label."""
    shared = (row.cells for row in story.rows if any(cell.edition == edition for cell in row.cells))
    return frozenset(index for cells in shared for cell in cells if cell.edition == updated for index in cell.indices)


CHECK = Check(
    name="stale",
    kind=FindingKind.STALE,
    severity=Severity.MINOR,
    summary=message("An edition that was not updated when another was"),
    example=message("Updated at 17:26, in one edition only"),
    story=check,
)
