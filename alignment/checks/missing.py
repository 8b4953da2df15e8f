"""Paragraphs that an edition lacks, with the cause where it can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.lines import is_source_line
from alignment.checks.naming import names, sounds
from alignment.checks.numerals import numbers
from alignment.checks.verdicts import finding
from alignment.messages import message
from alignment.types import FindingKind, Severity
from parsers.types import BlockKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alignment.checks.context import Cell, RowText, Story
    from alignment.types import Finding, Message
    from parsers.types import Article

#: What goes without saying when it stands in one edition only.
_SILENT_KINDS = {BlockKind.CAPTION, BlockKind.IMAGE, BlockKind.EMBED}
_SILENT_ROLES = {Role.SOURCE_LINE, Role.LABEL, Role.BOX, Role.UPDATE}
#: A paragraph of so few words may be folded into its neighbour.
SHORT = 12
#: Share of a paragraph's names and numbers by which it is recognised elsewhere, and how many there must be.
RECOGNISED = 0.6
FACTS = 2


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for each edition that lacks the row."""
    lacking = [edition for edition in story.editions if edition not in row.editions]
    if not lacking or _goes_without_saying(row):
        return
    for edition in lacking:
        cause, severity = _cause(story, row, edition)
        yield finding(
            FindingKind.MISSING,
            severity,
            _message(row, edition, cause),
            edition=edition,
            row=row.index,
            evidence=[piece for cell in row.cells for piece in cell.whole()],
            cause=cause,
        )


def _goes_without_saying(row: RowText) -> bool:
    blocks = [block for cell in row.cells for block in cell.blocks]
    if all(block.kind in _SILENT_KINDS or block.role in _SILENT_ROLES for block in blocks):
        return True
    return any(is_source_line(cell.text, cell.language) for cell in row.cells)


def _cause(story: Story, row: RowText, edition: str) -> tuple[str, Severity]:
    blocks = [block for cell in row.cells for block in cell.blocks]
    article = story.articles[edition]
    if all(block.role is Role.BACKGROUND for block in blocks):
        return "deliberate", Severity.INFO
    if any(_recognised(cell, article, [block.text for block in article.dropped]) for cell in row.cells):
        return "lost-by-parser", Severity.MINOR
    if min(len(cell.text.split()) for cell in row.cells) <= SHORT and _in_neighbours(story, row, edition):
        return "merged", Severity.INFO
    if all(block.kind is BlockKind.HEADING for block in blocks):
        return "not-translated", Severity.MINOR
    return "not-translated", Severity.MAJOR


def _in_neighbours(story: Story, row: RowText, edition: str) -> bool:
    near = [each for each in story.rows if abs(each.index - row.index) == 1]
    texts = [cell.text for each in near for cell in each.cells if cell.edition == edition]
    return any(_recognised(cell, story.articles[edition], texts, share=1.0) for cell in row.cells)


def _recognised(cell: Cell, article: Article, texts: Iterable[str], *, share: float = RECOGNISED) -> bool:
    """Say whether most names and numbers of a cell stand in one of these texts of another edition."""
    facts = [name.sound for name in names(cell.text, cell.language) if not name.opens]
    figures = [number for number in numbers(cell.text, cell.language) if number.written]
    if len(facts) + len(figures) < FACTS:
        return False
    for text in texts:
        heard, read = sounds(text, article.language), numbers(text, article.language)
        found = sum(any(fact.agrees(each) for each in heard) for fact in facts)
        found += sum(any(figure.agrees(each) for each in read) for figure in figures)
        if found >= share * (len(facts) + len(figures)):
            return True
    return False


def _message(row: RowText, edition: str, cause: str) -> Message:
    name = f"language:{edition}"
    if cause == "lost-by-parser":
        return message(
            "{edition} seems to have this paragraph, but on a part of the page that was set aside", edition=name
        )
    if cause == "merged":
        return message("{edition} tells this in the paragraph beside it", edition=name)
    if cause == "deliberate":
        return message("{edition} leaves out this background", edition=name)
    if len(row.cells) == 1:
        return message(
            "{edition} lacks a paragraph that only {other} has",
            edition=name,
            other=f"language:{row.cells[0].edition}",
        )
    return message("{edition} lacks a paragraph that the other editions have", edition=name)
