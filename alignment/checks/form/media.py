"""Embeds and links of which the editions have different numbers: information only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.source_lines import is_given_as_text
from alignment.checks.types import Check
from alignment.types import Evidence, FindingKind, Severity
from locales.messages import message
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import Story
    from alignment.types import Finding
    from locales.messages import Message
    from parsers.types import Article

#: A house links in one edition what it has no page for in another: only an edition without any is told of.
MANY_LINKS = 2


def check(story: Story) -> Iterator[Finding]:
    """Yield a note for each edition with fewer embeds than every other one, and for one without any links."""
    yield from _embeds(story)
    yield from _links(story)


def _embeds(story: Story) -> Iterator[Finding]:
    counts = {edition: _count(story.articles[edition]) for edition in story.editions}
    for edition, embeds in counts.items():
        others = [other for each, other in counts.items() if each != edition]
        if others and embeds < min(others):
            richest = max(story.editions, key=lambda each: counts[each])
            yield CHECK.finding(
                _fewer(edition, richest, pair=len(counts) <= 2),  # noqa: PLR2004 - nobody but the two
                edition=edition,
                row=None,
                evidence=_shown(richest, story.articles[richest]),
                cause="embeds",
            )


def _fewer(edition: str, other: str, *, pair: bool) -> Message:
    if pair:
        return message(
            "{edition} has fewer embeds than {other}", edition=f"language:{edition}", other=f"language:{other}"
        )
    return message("{edition} has fewer embeds than the other editions", edition=f"language:{edition}")


def _links(story: Story) -> Iterator[Finding]:
    """Yield a note for an edition without links where every other one has several."""
    counts = {
        edition: _targets(story.articles[edition])
        for edition in story.editions
        if not is_given_as_text(story.articles[edition])
    }
    for edition, links in counts.items():
        others = [other for each, other in counts.items() if each != edition]
        if others and links == 0 and min(others) >= MANY_LINKS:
            richest = max(counts, key=lambda each: counts[each])
            yield CHECK.finding(
                message(
                    "{edition} has no links in its text, {other} has {number}",
                    edition=f"language:{edition}",
                    other=f"language:{richest}",
                    number=counts[richest],
                ),
                edition=edition,
                row=None,
                evidence=_linked(richest, story.articles[richest]),
                cause="links",
            )


def _count(article: Article) -> int:
    return sum(block.kind is BlockKind.EMBED for block in article.blocks)


def _targets(article: Article) -> int:
    return len({link.target for block in article.blocks for link in block.links})


def _shown(edition: str, article: Article) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(edition=edition, block=index, start=0, end=len(block.text), text=block.text)
        for index, block in enumerate(article.blocks)
        if block.kind is BlockKind.EMBED
    )


def _linked(edition: str, article: Article) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(edition=edition, block=index, start=link.start, end=link.end, text=block.text[link.start : link.end])
        for index, block in enumerate(article.blocks)
        for link in block.links
    )


CHECK = Check(
    name="media",
    kind=FindingKind.MEDIA,
    severity=Severity.INFO,
    summary=message("Fewer embeds in one edition, or no links"),
    example=message("A video in two editions, none in the third"),
    story=check,
)
