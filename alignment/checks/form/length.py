"""Passages that are too long to check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alignment.checks.types import Check
from alignment.text_limits import CHARACTERS, MARKS, WORDS
from alignment.texts.quantities.numerals import numbers
from alignment.texts.words import words
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import Cell, RowText, Story
    from alignment.types import Finding

#: Marks of quotations, single ones and apostrophes included.
_QUOTATION_MARKS = re.compile("[\"'«»‘’‚‛“”„‟‹›]")
#: So much of a passage is shown.
_SHOWN = 200


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for each edition whose part of a row is too long to be checked."""
    for cell in row.cells:
        if is_too_long(cell):
            edition, count = f"language:{cell.edition}", len(cell.text)
            yield CHECK.finding(
                message(
                    "A passage of {edition} is too long to check ({count} characters): compare it yourself",
                    edition=edition,
                    count=count,
                ),
                edition=cell.edition,
                row=row.index,
                evidence=cell.evidence(0, _SHOWN),
                cause="too-long",
            )


def is_too_long(cell: Cell) -> bool:
    """Return whether an edition's part of a row has more than is checked, of anything."""
    text = cell.text
    if len(text) <= MARKS:
        return False
    if len(text) > CHARACTERS:
        return True
    found = words(text)
    return (
        len(found) > WORDS
        or sum(word.text[0].isupper() for word in found) > MARKS
        or len(numbers(text, cell.language)) > MARKS
        or len(cell.sentences) > MARKS
        or len(_QUOTATION_MARKS.findall(text)) > MARKS
    )


CHECK = Check(
    name="length",
    kind=FindingKind.EXTRACTION_DOUBTFUL,
    severity=Severity.MINOR,
    summary=message("A passage that is too long to check"),
    example=message("The whole story in one paragraph of 12,000 characters"),
    row=check,
    any_length=True,
)
