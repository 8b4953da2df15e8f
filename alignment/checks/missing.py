"""Paragraphs that an edition lacks, with the cause where it can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.verdicts import finding
from alignment.messages import message
from alignment.types import FindingKind, Severity
from parsers.types import BlockKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.context import RowText, Story
    from alignment.types import Finding, Message

#: What goes without saying when it stands in one edition only.
_SILENT_KINDS = {BlockKind.CAPTION, BlockKind.IMAGE, BlockKind.EMBED}
_SILENT_ROLES = {Role.SOURCE_LINE, Role.LABEL, Role.BOX}


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for each edition that lacks the row."""
    lacking = [edition for edition in story.editions if edition not in row.editions]
    blocks = [block for cell in row.cells for block in cell.blocks]
    if not lacking or all(block.kind in _SILENT_KINDS or block.role in _SILENT_ROLES for block in blocks):
        return
    background = all(block.role is Role.BACKGROUND for block in blocks)
    for edition in lacking:
        yield finding(
            FindingKind.MISSING,
            Severity.INFO if background else Severity.MAJOR,
            _message(row, edition),
            edition=edition,
            row=row.index,
            evidence=[piece for cell in row.cells for piece in cell.whole()],
            cause="deliberate" if background else "not-translated",
        )


def _message(row: RowText, edition: str) -> Message:
    if len(row.cells) == 1:
        return message(
            "{edition} lacks a paragraph that only {other} has",
            edition=f"language:{edition}",
            other=f"language:{row.cells[0].edition}",
        )
    return message("{edition} lacks a paragraph that the other editions have", edition=f"language:{edition}")
