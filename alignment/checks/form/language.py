"""Text in the wrong language, words run together, letters of two alphabets: what ``slips`` finds, as findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import locales
from alignment.checks.form.slips import Slip, slips
from alignment.checks.types import Check
from alignment.texts.words import plain
from alignment.types import FindingKind, Severity
from locales.messages import message
from locales.page_tables import Language
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import Cell, RowText, Story
    from alignment.types import Finding
    from locales.messages import Message

#: A paragraph of so many words is running text, whose first letter is a capital.
RUNNING = 5
_MEDIA = (BlockKind.IMAGE, BlockKind.EMBED)
#: ... after a word with an end mark that is too long for an abbreviation ("тис.", "млрд.").
_LOWER_START = re.compile(r"(?:\A|(?<![\w.])[^\W\d_]{5,}\. )([a-zа-яёіїєґ]{2,})(?=[ ,])")


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for everything in the wrong language, and for slips that a typist would not make."""
    for cell in row.cells:
        yield from (_finding(row, cell, slip) for slip in _slips(row, cell))
    low = [(cell, span) for cell in row.cells if (span := _starts_low(cell)) is not None]
    if len(low) == 1 < len(row.cells):
        yield _finding(row, low[0][0], Slip("lower-case", *low[0][1]))


def is_foreign(row: RowText) -> bool:
    """Return whether an edition says several words of a row in another language: no claims are compared then."""
    return any(
        slip.cause == "wrong-language" or (slip.cause == "untranslated" and " " in cell.text[slip.start : slip.end])
        for cell in row.cells
        for slip in _slips(row, cell)
    )


def _slips(row: RowText, cell: Cell) -> Iterator[Slip]:
    """Yield what is wrong with a cell; pictures and embeds are called what their makers call them."""
    if any(block.kind not in _MEDIA for block in cell.blocks):
        yield from (slip for slip in slips(cell.text, cell.language) if not _meant(row, cell, slip))


def _meant(row: RowText, cell: Cell, slip: Slip) -> bool:
    """Return whether words of another language are meant so.

    That is a saying which nobody translates, in three editions; a quotation in another script, unless an edition in
    this one translates it.
    """
    piece = cell.text[slip.start : slip.end]
    script = locales.table(cell.language, Language).script
    if slip.quoted and all(
        piece in other.text for other in row.cells if locales.table(other.language, Language).script == script
    ):
        return True
    return row.decided and slip.cause == "untranslated" and all(piece in other.text for other in row.cells)


def _starts_low(cell: Cell) -> tuple[int, int] | None:
    """Return the word with a small letter that a paragraph, or a sentence of it, begins with.

    Names that houses write so on purpose are left out.
    """
    if cell.blocks[0].kind is not BlockKind.PARAGRAPH or len(cell.text.split()) < RUNNING:
        return None
    meant = locales.table(cell.language, Language).lower
    for found in _LOWER_START.finditer(cell.text):
        if not plain(found[1]).startswith(meant or "\0"):
            return found.span(1)
    return None


def _finding(row: RowText, cell: Cell, slip: Slip) -> Finding:
    grave = slip.cause in ("wrong-language", "untranslated", "glued")
    return CHECK.finding(
        _message(cell, slip),
        severity=Severity.MINOR if grave else Severity.INFO,
        edition=cell.edition,
        row=row.index,
        evidence=cell.evidence(slip.start, slip.end),
        cause=slip.cause,
    )


def _message(cell: Cell, slip: Slip) -> Message:
    edition, value = f"language:{cell.edition}", cell.text[slip.start : slip.end]
    if slip.cause == "wrong-language":
        return message("A paragraph of {edition} is in another language", edition=edition)
    if slip.cause == "untranslated":
        return message("{edition} has words in another language: {value}", edition=edition, value=value)
    if slip.cause == "glued":
        return message("A space is missing in {edition}: {value}", edition=edition, value=value)
    if slip.cause == "lower-case":
        return message("A sentence of {edition} begins with a lower-case letter: {value}", edition=edition, value=value)
    return message("“{value}” mixes Latin and Cyrillic letters", value=value)


CHECK = Check(
    name="language",
    kind=FindingKind.LANGUAGE,
    severity=Severity.MINOR,
    summary=message("Text in another language, words run together, letters of two alphabets in one word"),
    example=message("A Russian sentence left in the Ukrainian text"),
    row=check,
)
