"""Headlines that give another number than the other headlines, or than the edition's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.card import Check
from alignment.checks.voting import Claim, count
from alignment.texts.numerals import numbers
from alignment.types import Evidence, FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.story import Story
    from alignment.types import Finding


def check(story: Story) -> Iterator[Finding]:
    """Yield a finding for every number in a headline that stands against the others; wording is never compared."""
    titles = {edition: story.articles[edition].title for edition in story.editions if story.articles[edition].title}
    claims = [
        Claim(edition, number.start, number.end, frozenset(number.readings), number.written)
        for edition, title in titles.items()
        for number in numbers(title, story.articles[edition].language)
    ]
    ballot = count(claims, tuple(titles))
    for claim in ballot.alone:
        rivals = [group for edition, group in ballot.lacking if edition == claim.edition]
        others = rivals[0] if rivals else tuple(each for each in ballot.alone if each.edition != claim.edition)
        if others:
            yield _conflict(story, claim, others, decided=bool(rivals))
            return
    for claim in ballot.alone:
        if not _in_body(story, claim):
            yield _unsupported(story, claim)


def _in_body(story: Story, claim: Claim) -> bool:
    article = story.articles[claim.edition]
    return any(
        not claim.keys.isdisjoint(number.readings)
        for block in article.blocks
        for number in numbers(block.text, article.language)
    )


def _evidence(story: Story, claim: Claim) -> Evidence:
    text = story.articles[claim.edition].title[claim.start : claim.end]
    return Evidence(edition=claim.edition, block=None, start=claim.start, end=claim.end, text=text)


def _conflict(story: Story, claim: Claim, others: tuple[Claim, ...], *, decided: bool) -> Finding:
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
