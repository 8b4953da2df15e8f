"""The steps of a batch as tests call them, without Prefect: the only place that knows what they are called."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline import request
from pipeline.many import batch_summary as summary
from pipeline.many import decision, outcome, queue, recent, records, retry
from pipeline.many import item as items
from pipeline.settings.load import load_settings
from pipeline.watching import digests, lock

if TYPE_CHECKING:
    from storage.work_items import Item

#: How long a story that failed is left alone, for each try.
REST = decision.REST
MOST = digests.MOST
key = queue.key
pack_request, unpack_request, pack_error = request.pack_request, request.unpack_request, records.pack_error
recorded_error, read_outcome = records.recorded_error, records.read_outcome
outcome_of, table = outcome.outcome, summary.table
compared_since = recent.compared_since
patiently = retry.retry_while_away
hold = lock.lock
note_due, name_of = digests.note_due, digests.name_of


def settings():
    """Return the settings as they stand in the environment of the test."""
    return load_settings(os.environ)


def lease():
    """Return how long a story may take."""
    return queue.lease(os.environ)


def plan(batch, requests):
    """Write down what a batch has to do."""
    queue.plan(batch, requests, settings())


def tally(batch):
    """Return how a batch stands."""
    return queue.tally(batch, settings())


def check_one(request, run, *, progress):
    """Compare a story as the only one of a run."""
    return outcome.check_one(request, run, settings(), progress=progress)


def outcomes(stories):
    """Return how stories stand in the store."""
    return summary.outcomes(stories, settings())


def summary_of(batch, since=None):
    """Return how a batch went."""
    return summary.summary(batch, settings(), since)


def recent_stories(hours):
    """Return requests for the stories of the last hours."""
    return recent.recent_stories(hours, settings())


def send_due(publisher, log, block=lambda _name: ""):
    """Send what is due."""
    digests.tell(publisher, settings(), log, block)


def hasten(monkeypatch) -> None:
    """Let nobody wait for a database that is away."""
    monkeypatch.setattr(retry, "PAUSES", (0, 0))


def work_on(batch: str, said: list[str], *, now: datetime | None = None) -> tuple[outcome.Outcome | None, Item]:
    """Take the next story of a batch and do it; return what became of it, and its entry as it was taken."""
    with items.resources(batch, "run-1", settings()) as place:
        item = place.work.take(batch, "run-1", now or datetime.now(UTC))
        assert item is not None
        return items.check_item(item, place, progress=said.append), item
