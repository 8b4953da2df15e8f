"""Quotations that all other editions have and one edition has not marked as such: information only.

What is inside a quotation is compared like all other text; official wording in another language is never a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alignment.checks.types import Check
from alignment.types import FindingKind, Severity
from locales.messages import message
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import Cell, RowText, Story
    from alignment.types import Finding

#: A quotation of at least four words; shorter ones are names and single words.
QUOTED = re.compile(r"[\"«“„‟]\s*+(?P<said>[^\"»”“„«‟]{20,}+)[\"»”“]")
#: A line that opens with a dash is speech.
_SPEECH = re.compile(r"(?m)^\s*[–—-]\s")
WORDS = 4
_KINDS = {BlockKind.QUOTE, BlockKind.PULL_QUOTE}


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a note where an edition tells in its own words what all others quote."""
    if not row.decided:
        return
    quoted = {cell.edition: list(_quotations(cell)) for cell in row.cells}
    without = [cell.edition for cell in row.cells if not quoted[cell.edition] and not _speaks(cell)]
    if len(without) != 1:
        return
    yield CHECK.finding(
        message("{edition} paraphrases what the others quote", edition=f"language:{without[0]}"),
        edition=without[0],
        row=row.index,
        evidence=[piece for cell in row.cells for span in quoted[cell.edition] for piece in cell.evidence(*span)],
    )


def _quotations(cell: Cell) -> Iterator[tuple[int, int]]:
    for found in QUOTED.finditer(cell.text):
        if len(found["said"].split()) >= WORDS:
            yield found.span()


def _speaks(cell: Cell) -> bool:
    return any(block.kind in _KINDS for block in cell.blocks) or bool(_SPEECH.search(cell.text))


CHECK = Check(
    name="quote",
    kind=FindingKind.QUOTE,
    severity=Severity.INFO,
    summary=message("A quotation that one edition tells in its own words"),
    example=message("Quotation marks in two editions, none in the third"),
    row=check,
)
