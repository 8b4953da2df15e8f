"""Pictures, embeds and links of which the editions have different numbers: information only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.verdicts import finding
from alignment.messages import message
from alignment.types import Evidence, FindingKind, Severity
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.context import Story
    from alignment.types import Finding
    from parsers.types import Article


def check(story: Story) -> Iterator[Finding]:
    """Yield a note for each edition that has fewer embeds than every other edition."""
    counts = {edition: _embeds(story.articles[edition]) for edition in story.editions}
    for edition, embeds in counts.items():
        others = [other for each, other in counts.items() if each != edition]
        if others and embeds < min(others):
            richest = max(story.editions, key=lambda each: counts[each])
            yield finding(
                FindingKind.MEDIA,
                Severity.INFO,
                message("{edition} has fewer embeds than the other editions", edition=f"language:{edition}"),
                edition=edition,
                row=None,
                evidence=_shown(richest, story.articles[richest]),
            )


def _embeds(article: Article) -> int:
    return sum(block.kind is BlockKind.EMBED for block in article.blocks)


def _shown(edition: str, article: Article) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(edition=edition, block=index, start=0, end=len(block.text), text=block.text)
        for index, block in enumerate(article.blocks)
        if block.kind is BlockKind.EMBED
    )
