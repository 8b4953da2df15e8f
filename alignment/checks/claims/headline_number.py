"""Headlines and subheads that count as one thing what the text below them counts as another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.story import cell_of
from alignment.checks.types import Check
from alignment.texts.quantities.counts import counts, exchanged
from alignment.types import Evidence, FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.types import Cell, RowText, Story
    from alignment.texts.quantities.counts import Count
    from alignment.types import Finding
    from parsers.types import Article


def check(story: Story) -> Iterator[Finding]:
    """Yield a finding where a headline or a subhead counts as one thing what the text below counts as another."""
    for edition in story.editions:
        article = story.articles[edition]
        for block, text in _headings(article):
            found = counts(text, article.language)
            against = next(_against(story, edition, found), None) if found else None
            if against is not None:
                yield _inside(article, edition, block, text, against)


def _headings(article: Article) -> Iterator[tuple[int | None, str]]:
    yield None, article.title
    for index, block in enumerate(article.blocks):
        if block.kind == "heading":
            yield index, block.text


def _against(story: Story, edition: str, headed: Sequence[Count]) -> Iterator[tuple[RowText, Cell, Count, Count]]:
    """Yield where the text has the heading's number for another thing, and another number for its thing.

    What the text says so somewhere, it only says otherwise of another event.
    """
    told = [
        (row, cell, counts(cell.text, cell.language))
        for row in story.rows
        for cell in row.cells
        if cell.edition == edition and any(block.kind != "heading" for block in cell.blocks)
    ]
    borne_out = {(each.thing, each.value) for _, _, found in told for each in found}
    for row, cell, found in told:
        pair = exchanged(headed, found)
        if pair is not None and (pair[0].thing, pair[0].value) not in borne_out:
            yield row, cell, *pair


def _inside(
    article: Article, edition: str, block: int | None, heading: str, against: tuple[RowText, Cell, Count, Count]
) -> Finding:
    row, cell, headed, given = against
    value = heading[headed.start : headed.end]
    above = (
        [Evidence(edition=edition, block=None, start=headed.start, end=headed.end, text=value)]
        if block is None
        else cell_of(edition, article, (block,)).evidence(headed.start, headed.end)
    )
    return CHECK.finding(
        message(
            "A headline of {edition} gives {value}; its text gives {other} for that, and {value} for something else",
            edition=f"language:{edition}",
            value=value,
            other=cell.text[given.start : given.end],
        ),
        edition=edition,
        row=row.index,
        evidence=[*above, *cell.evidence(given.start, given.end)],
        cause="heading-against-text",
    )


CHECK = Check(
    name="headline-number",
    former="heading",
    kind=FindingKind.NUMBER,
    severity=Severity.CRITICAL,
    summary=message("A number that a headline gives for one thing and the text below for another"),
    example=message("26 dead in the headline; 19 died and 26 are missing in the text"),
    story=check,
)
