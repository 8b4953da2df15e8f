"""What a batch found, as a short table: the worst stories first, each with a link, never a report itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.types import Severity
from pipeline.many.outcome import Outcome
from pipeline.many.queue import books
from pipeline.many.records import recorded_error
from pipeline.settings.review_address import link
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.settings.load import Settings
    from storage.types import StorySummary

#: Stories in a table; the review app has them all.
ROWS = 50


def summary(batch: str, settings: Settings, since: datetime | None = None) -> str:
    """Return how a batch went, in Markdown.

    Args:
        batch: names it in the books.
        settings: name the database.
        since: what was done before is left out; None for all of it.
    """
    with books(settings) as work:
        items = [item for item in work.items(batch) if since is None or item.updated >= since]
    found = outcomes([item.story for item in items if item.story is not None], settings)
    without = [f"- {item.key}: {error}" for item in items if (error := recorded_error(item))]
    counts = {severity.value: sum(each.findings[severity.value] for each in found) for severity in Severity}
    totals = ", ".join(f"{name} {count}" for name, count in counts.items())
    parts = [f"{len(items)} stories, {len(found)} compared: {totals}", table(found[:ROWS])]
    parts += ["\n".join(without[:ROWS])] if without else []
    return "\n\n".join(parts)


def outcomes(stories: Sequence[str], settings: Settings) -> list[Outcome]:
    """Return how stories stand in the store, those with the most serious findings first."""
    with Store(settings.database_url) as store:
        found = [_outcome(each) for story in dict.fromkeys(stories) if (each := store.summary(story)) is not None]
    return sorted(found, key=lambda each: [-count for count in each.findings.values()])


def _outcome(summary: StorySummary) -> Outcome:
    return Outcome(
        story=summary.id,
        title=summary.title,
        findings={severity.value: summary.counts[severity] for severity in Severity},
        link=link(summary.id),
    )


def table(outcomes: Sequence[Outcome]) -> str:
    """Return stories and their findings as a Markdown table."""
    severities = list(outcomes[0].findings) if outcomes else []
    head = ["story", *severities]
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [_line([_title(each), *(str(each.findings[name]) for name in severities)]) for each in outcomes]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _title(outcome: Outcome) -> str:
    title = outcome.title
    for mark in "\\|[]`*_<":
        title = title.replace(mark, f"\\{mark}")
    return f"[{title}]({outcome.link})" if outcome.link else title
