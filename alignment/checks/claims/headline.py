"""Headlines that differ from each other, or from their own text, in a number, a name or a negation.

Headlines are rewritten on purpose. Where they say the same all the same, a name in another one's place and a negation
that only one of them has are told as in the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.claims import name
from alignment.checks.claims.figures import agree, comparable, figures
from alignment.checks.negation import negation
from alignment.checks.types import Cell, Check, RowText
from alignment.checks.voting import Claim, conflicts, count
from alignment.types import Evidence, FindingKind, Relation, Row, Severity
from locales.messages import message
from parsers.types import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.types import Story
    from alignment.types import Finding


#: Headlines that say about the same are at least so near to another one, as a share of the way from unrelated texts to
#: equal ones; what turns one round takes a tenth or two of that way, and nineteen in twenty translations of short
#: paragraphs reach .24.
NEAR = 0.15
_NO_BLOCK = -1


def check(story: Story) -> Iterator[Finding]:
    """Yield a finding for every number in a headline that stands against the others, and for what turns it round."""
    numbered = tuple(_numbers(story))
    yield from numbered
    row = _as_row(story)
    if not numbered and row.compared and _are_near(story, row):
        for each in (*name.check(story, row), *negation.check(story, row)):
            yield replace(each, row=None, evidence=tuple(replace(piece, block=None) for piece in each.evidence))


def _as_row(story: Story) -> RowText:
    """Return the headlines as a row of the story; its blocks are none of the articles'."""
    cells = tuple(
        Cell(
            edition, article.language, (_NO_BLOCK,), (Block(kind=BlockKind.HEADING, text=article.title),), article.title
        )
        for edition in story.editions
        if (article := story.articles[edition]).title
    )
    row = Row(cells={cell.edition: () for cell in cells}, relation=Relation.ALIGNED, score=0.0)
    return RowText(-1, row, cells)


def _are_near(story: Story, row: RowText) -> bool:
    """Return whether no headline is far from all others."""
    matrix = story.vectors.matrix(cell.text for cell in row.cells)
    if matrix is None:
        return False
    cosines = matrix @ matrix.T
    np.fill_diagonal(cosines, -1)
    return bool((cosines.max(axis=1) >= story.unrelated + NEAR * (1 - story.unrelated)).all())


def _numbers(story: Story) -> Iterator[Finding]:
    """Yield a finding for every number in a headline that stands against the others; wording is never compared."""
    titles = {edition: story.articles[edition].title for edition in story.editions if story.articles[edition].title}
    claims = [
        claim
        for edition, title in titles.items()
        for claim in figures(edition, title, story.articles[edition].language)
    ]
    ballot = count(claims, tuple(titles), agree)
    for claim, others, decided in conflicts(ballot, comparable):
        yield _conflict(story, claim, others, decided=decided)
        return
    for claim in ballot.alone:
        if not _in_body(story, claim):
            yield _unsupported(story, claim)


def _in_body(story: Story, claim: Claim) -> bool:
    article = story.articles[claim.edition]
    return any(
        agree(claim, figure)
        for block in article.blocks
        for figure in figures(claim.edition, block.text, article.language)
    )


def _evidence(story: Story, claim: Claim) -> Evidence:
    text = story.articles[claim.edition].title[claim.start : claim.end]
    return Evidence(edition=claim.edition, block=None, start=claim.start, end=claim.end, text=text)


def _conflict(story: Story, claim: Claim, others: Sequence[Claim], *, decided: bool) -> Finding:
    shown = [_evidence(story, each) for each in (claim, *others)]
    return CHECK.finding(
        message(
            "The headline of {edition} says {value}, that of {second} says {other}",
            edition=f"language:{claim.edition}",
            value=shown[0].text,
            second=f"language:{others[0].edition}",
            other=shown[1].text,
        ),
        edition=claim.edition if decided else None,
        row=None,
        evidence=shown,
    )


def _unsupported(story: Story, claim: Claim) -> Finding:
    shown = _evidence(story, claim)
    return CHECK.finding(
        message(
            "The headline of {edition} says {value}, its text does not",
            edition=f"language:{claim.edition}",
            value=shown.text,
        ),
        severity=Severity.MAJOR,
        edition=claim.edition,
        row=None,
        evidence=[shown],
        cause="not-in-text",
    )


CHECK = Check(
    name="headline",
    kind=FindingKind.HEADLINE,
    severity=Severity.CRITICAL,
    summary=message("A number in a headline against the other headlines or against its own text"),
    example=message("26 in the headline, 19 in the text"),
    story=check,
)
