"""What a batch found, as a short table: the worst stories first, each with a link, never a report itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.types import Severity
from locales.interface import Interface
from pipeline.many.outcome import Outcome
from pipeline.many.queue import books
from pipeline.many.records import recorded_error
from pipeline.settings.review_address import link
from reports.wording import counted, severity_name
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.settings.load import Settings
    from storage.types import StorySummary
    from storage.work_items import Item

#: Stories in a table; the review app has them all.
ROWS = 50


def summary(batch: str, settings: Settings, since: datetime | None = None, language: str = "en") -> str:
    """Return how a batch went, in Markdown; "" where nothing was done.

    Args:
        batch: names it in the books.
        settings: name the database.
        since: what was done before is left out; None for all of it.
        language: the reader's.
    """
    items = _done(batch, settings, since)
    found = outcomes([item.story for item in items if item.story is not None], settings)
    without = [f"- {item.key}: {error.in_language(language)}" for item in items if (error := recorded_error(item))]
    parts = [in_short(items, found, language), table(found[:ROWS], language)]
    parts += ["\n".join(without[:ROWS])] if without else []
    return "\n\n".join(parts) if items else ""


def told(batch: str, settings: Settings, since: datetime, language: str) -> str:
    """Return how a batch went in one line; "" where nothing was done. See `summary`."""
    items = _done(batch, settings, since)
    return in_short(items, outcomes([item.story for item in items if item.story is not None], settings), language)


def _done(batch: str, settings: Settings, since: datetime | None) -> list[Item]:
    with books(settings) as work:
        return [item for item in work.items(batch) if since is None or item.updated >= since]


def in_short(items: Sequence[Item], found: Sequence[Outcome], language: str) -> str:
    """Return how many stories were compared, what is open in them, and how many could not be; "" where nothing was."""
    if not items:
        return ""
    interface = Interface(language)
    compared = interface.ngettext("{count} story compared", "{count} stories compared", len(found))
    counts = {severity: sum(each.findings[severity.value] for each in found) for severity in Severity}
    said = [": ".join(filter(None, (compared, counted(counts, interface))))]
    if failed := sum(item.story is None for item in items):
        said.append(interface.ngettext("{count} could not be compared", "{count} could not be compared", failed))
    return "; ".join(said)


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


def table(outcomes: Sequence[Outcome], language: str = "en") -> str:
    """Return stories and their findings as a Markdown table; language is the reader's."""
    severities = list(outcomes[0].findings) if outcomes else []
    interface = Interface(language)
    head = [interface.gettext("Story"), *(severity_name(Severity(name), interface) for name in severities)]
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
