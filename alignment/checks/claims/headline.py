"""Headlines that give another number than the other headlines, or than the edition's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.card import Check
from alignment.checks.claims.figures import agree, comparable, figures
from alignment.checks.voting import Claim, conflicts, count
from alignment.types import Evidence, FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.story import Story
    from alignment.types import Finding


def check(story: Story) -> Iterator[Finding]:
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
