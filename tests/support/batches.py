"""The steps of a batch as tests call them, without Prefect: the only place that knows what they are called."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.many import item as items
from pipeline.many import outcome, queue, recent, records, retry, summary
from pipeline.watching import digests, lock, pending

if TYPE_CHECKING:
    from storage.work import Item

#: How long a story that failed is left alone, for each try.
REST = items.REST
MOST = digests.MOST
key, lease, tally, plan = queue.key, queue.lease, queue.tally, queue.plan
pack_request, unpack_request, pack_error = records.pack_request, records.unpack_request, records.pack_error
recorded_error, read_outcome = records.recorded_error, records.read_outcome
check_one, outcome_of = outcome.check_one, outcome.outcome
outcomes, table, summary_of = summary.outcomes, summary.table, summary.summary
recent_stories, compared_since, published = recent.recent_stories, recent.compared_since, recent.published
patiently = retry.outlast
hold = lock.holding
note_due, name_of, send_due = pending.note_due, pending.name_of, digests.tell


def hasten(monkeypatch) -> None:
    """Let nobody wait for a database that is away."""
    monkeypatch.setattr(retry, "PAUSES", (0, 0))


def work_on(batch: str, said: list[str], *, now: datetime | None = None) -> tuple[outcome.Outcome | None, Item]:
    """Take the next story of a batch and do it; return what became of it, and its entry as it was taken."""
    with items.bench(batch, "run-1") as place:
        item = place.work.take(batch, "run-1", now or datetime.now(UTC))
        assert item is not None
        return items.do(item, place, progress=said.append), item
