"""Paragraphs that an edition lacks, with the cause where it can be told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from alignment.checks.source_lines import is_given_as_text, is_source_line
from alignment.checks.types import Check
from alignment.text_limits import MARKS, SOUGHT
from alignment.texts.names import names
from alignment.texts.quantities.numerals import numbers, readings
from alignment.texts.sounds import heard
from alignment.types import FindingKind, Severity
from locales.messages import message
from parsers.types import BlockKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alignment.checks.types import Cell, RowText, Story
    from alignment.types import Finding
    from locales.messages import Message
    from parsers.types import Article

#: What goes without saying when it stands in one edition only.
_SILENT_KINDS = {BlockKind.CAPTION, BlockKind.IMAGE, BlockKind.EMBED}
_SILENT_ROLES = {Role.SOURCE_LINE, Role.LABEL, Role.BOX, Role.UPDATE}
#: A paragraph of so few words may be folded into its neighbour.
SHORT = 12
#: Share of a paragraph's names and numbers by which it is recognised elsewhere, and how many there must be.
RECOGNISED = 0.6
FACTS = 2
#: A paragraph and its translation have lengths within this factor; what is set aside of a page is of any length.
LENGTHS = 3
#: What is changed so soon after it appeared was not changed for the readers.
AT_ONCE = timedelta(minutes=10)
#: Before anything was published.
ALWAYS = datetime(1, 1, 2, tzinfo=UTC)
_NOTES = frozenset({"deliberate", "merged"})
_MESSAGES = {
    "deliberate": message("{edition} leaves out this background"),
    "lost-by-parser": message(
        "{edition} seems to have this paragraph, but on a part of the page that was set aside",
    ),
    "merged": message("{edition} says this in the neighbouring paragraph"),
    "elsewhere": message("{edition} seems to say this in another paragraph"),
    "extraction-doubtful": message("{edition} seems to lack a paragraph, but its page may have been read wrongly"),
    "pending": message("{edition} lacks a paragraph that {other} may have added just now"),
    "stale": message("{edition} lacks a paragraph; {other} was changed after it"),
    "not-in-text": message("The text given for {edition} lacks this paragraph"),
    "in-one-edition": message("{edition} lacks a paragraph that only {other} has"),
    "in-the-other": message("{edition} lacks a paragraph that {other} has"),
    "not-translated": message("{edition} lacks a paragraph that the other editions have"),
}
#: A quotation; shorter ones are names and single words.
_QUOTED = re.compile(r"[\"«“„][^\"»”“„«]{20,}[\"»”“]")
#: What a parser says of an article that it may have read wrongly.
DOUBTFUL = "extraction-doubtful"


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for each edition that lacks the row."""
    lacking = [edition for edition in story.editions if edition not in row.editions]
    if not lacking or _goes_without_saying(row):
        return
    for edition in lacking:
        cause, severity = _cause(story, row, edition)
        yield CHECK.finding(
            _message(story, row, edition, cause),
            severity=severity,
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
    """Return why an edition lacks a row, and how serious that is; what explains most comes first."""
    cause = _told_somehow(story, row, edition)
    if cause is not None:
        return cause, Severity.INFO if cause in _NOTES else Severity.MINOR
    article = story.articles[edition]
    severity = Severity.MAJOR if _has_facts(row) else Severity.MINOR
    if _is_doubtful(article):
        return DOUBTFUL, Severity.MINOR
    changed = _changed_later(story, row, edition)
    if changed is not None:
        fresh = story.fresh_since is not None and changed > story.fresh_since
        return ("pending", Severity.MINOR) if fresh else ("stale", severity)
    return ("not-in-text" if is_given_as_text(article) else "not-translated"), severity


def _told_somehow(story: Story, row: RowText, edition: str) -> str | None:
    """Return where else the edition has what the row tells, or why it need not; None where it lacks it."""
    article = story.articles[edition]
    if all(block.role is Role.BACKGROUND for cell in row.cells for block in cell.blocks):
        return "deliberate"
    aside = [*(block.text for block in article.dropped), *article.second_opinion]
    if any(_recognised(cell, article, _as_long(cell, aside)[:MARKS]) for cell in row.cells):
        return "lost-by-parser"
    if min(len(cell.text.split()) for cell in row.cells) <= SHORT and _in_neighbours(story, row, edition):
        return "merged"
    return "elsewhere" if _elsewhere(story, row, edition) else None


def _as_long(cell: Cell, texts: Iterable[str]) -> list[str]:
    """Return the texts that can be a cell's paragraph: a teaser is far shorter, a list of other stories far longer."""
    return [text for text in texts if len(cell.text) / LENGTHS <= len(text) <= len(cell.text) * LENGTHS]


def _has_facts(row: RowText) -> bool:
    """Return whether a paragraph has anything of its own to tell: a quotation, a number, a name."""
    if all(block.kind is BlockKind.HEADING for cell in row.cells for block in cell.blocks):
        return False
    return any(
        any(block.kind in (BlockKind.QUOTE, BlockKind.PULL_QUOTE) for block in cell.blocks)
        or _QUOTED.search(cell.text)
        or any(number.written or number.counts for number in numbers(cell.text, cell.language))
        or any(not name.opens for name in names(cell.text, cell.language))
        for cell in row.cells
    )


def _is_doubtful(article: Article) -> bool:
    return any(each.kind == DOUBTFUL for each in article.notices) or any(
        each.about == DOUBTFUL for each in article.conflicts
    )


def _changed_later(story: Story, row: RowText, edition: str) -> datetime | None:
    """Return when the row was added to the editions that have it, if the one without it was not touched since.

    One that has had it all along makes it no news, whatever the others changed.
    """
    own = story.articles[edition]
    touched = own.modified or own.published or max(story.since.get(edition, ()), default=None)
    times = [time for cell in row.cells if (time := _since(story, cell)) is not None]
    if touched is None or not times or min(times) - touched <= AT_ONCE:
        return None
    return min(times)


def _since(story: Story, cell: Cell) -> datetime | None:
    """Return since when an edition has had a row; None where nobody can tell."""
    known = story.since.get(cell.edition)
    return max(known[index] for index in cell.indices) if known else changed(story.articles[cell.edition])


def changed(article: Article) -> datetime | None:
    """Return since when a page may say what it says: its last change, `ALWAYS` without one; None without times."""
    if article.published is None:
        return None
    later = article.modified is not None and article.modified - article.published > AT_ONCE
    return article.modified if later else ALWAYS


def _in_neighbours(story: Story, row: RowText, edition: str) -> bool:
    near = [each for each in story.rows if abs(each.index - row.index) == 1]
    texts = [cell.text for each in near for cell in each.cells if cell.edition == edition]
    return any(_recognised(cell, story.articles[edition], texts, share=1.0) for cell in row.cells)


def _elsewhere(story: Story, row: RowText, edition: str) -> bool:
    """Return whether the edition has a paragraph that no other one has and that tells the same."""
    texts = [each.cell(edition).text for each in story.rows if each.editions == (edition,)]
    return any(_recognised(cell, story.articles[edition], texts) for cell in row.cells)


def _recognised(cell: Cell, article: Article, texts: Iterable[str], *, share: float = RECOGNISED) -> bool:
    """Return whether most names and numbers of a cell stand in one of these texts of another edition."""
    facts = [name.sound for name in names(cell.text, cell.language) if not name.opens][:SOUGHT]
    figures = [number for number in numbers(cell.text, cell.language) if number.written][:SOUGHT]
    if len(facts) + len(figures) < FACTS:
        return False
    for text in texts:
        spoken, read = heard(text, article.language), readings(text, article.language)
        found = sum(spoken.has(fact) for fact in facts)
        found += sum(not read.isdisjoint(figure.readings) for figure in figures)
        if found >= share * (len(facts) + len(figures)):
            return True
    return False


def _message(story: Story, row: RowText, edition: str, cause: str) -> Message:
    text = cause
    if cause == "not-translated" and len(row.cells) == 1:
        text = "in-one-edition" if len(story.editions) > 2 else "in-the-other"  # noqa: PLR2004 - more than a pair
    values = {"edition": f"language:{edition}", "other": f"language:{row.cells[0].edition}"}
    return replace(_MESSAGES[text], values=values)


CHECK = Check(
    name="missing",
    kind=FindingKind.MISSING,
    severity=Severity.MAJOR,
    summary=message("A paragraph that an edition lacks, with the cause where it can be told"),
    example=message("Russian has no paragraph about the meeting in Brussels"),
    row=check,
    any_length=True,
)
