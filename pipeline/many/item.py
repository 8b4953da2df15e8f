"""One story of a batch, from the books to what becomes of it, with times and a line for the log."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.check import check as compare
from pipeline.folders import refuse_outside
from pipeline.many.decision import Became, decide
from pipeline.many.logfmt import line
from pipeline.many.outcome import outcome
from pipeline.many.records import pack_error
from pipeline.many.retry import AWAY, retry_while_away
from pipeline.request import unpack_request
from pipeline.stages import Stages
from pipeline.watching.digests import note_due
from pipeline.watching.news import known_already, publisher_of
from pipeline.watching.watched_publishers import for_publisher
from pipeline.workers import workers
from storage.outbox import Notices
from storage.store import Store
from storage.timings import Timings
from storage.work_items import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.many.decision import Decision
    from pipeline.many.outcome import Outcome
    from pipeline.settings.load import Settings
    from pipeline.watching.watched_publishers import Publisher
    from pipeline.workers import Workers
    from storage.work_items import Item


@dataclass(frozen=True, slots=True)
class Resources:
    """What a process needs for the stories of one batch; opened once, shared by its threads."""

    settings: Settings
    #: Whose stories they are; None for those that nobody watches.
    publisher: Publisher | None
    store: Store
    work: Work
    timings: Timings
    notices: Notices
    workers: Workers
    #: The run that works here.
    run: str


@contextmanager
def resources(batch: str, run: str, settings: Settings) -> Iterator[Resources]:
    """Open what the stories of a batch need.

    Args:
        batch: names the run in the books.
        run: who works.
        settings: everything that is set; a watched publisher may have its own besides.

    Raises:
        PublisherError: they belong to a publisher that is not watched any more.
    """
    publisher, url = publisher_of(batch, settings), settings.database_url
    with ExitStack() as opened:
        yield Resources(
            settings=settings if publisher is None else for_publisher(settings, publisher),
            publisher=publisher,
            store=opened.enter_context(Store(url)),
            work=opened.enter_context(Work(url)),
            timings=opened.enter_context(Timings(url)),
            notices=opened.enter_context(Notices(url)),
            workers=opened.enter_context(workers(settings)),
            run=run,
        )


def check_item(item: Item, place: Resources, *, progress: Callable[[str], None]) -> Outcome | None:
    """Check one story that was taken, and write down what became of it.

    Args:
        item: as it was taken.
        place: where it is done.
        progress: is told in one line what became of it.

    Returns:
        The numbers of its comparison; None where there is none, and the books say why, or none was needed.

    Raises:
        DBAPIError, StorageError, DatabaseError: the database stayed away, so nothing could be written down; the story
            waits for its lease to end.
    """
    begun, stages = time.monotonic(), Stages()
    found: Outcome | None = None
    try:
        found = retry_while_away(lambda: _compared(item, place, stages), progress)
    except AWAY:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one story must not stop the others
        patience = timedelta(hours=place.settings.history.pending_for)
        decision = decide(error, item.tries, watched=place.publisher is not None, pending_for=patience)
        retry_while_away(lambda: _give_back(item, place.work, decision), progress)
        became, detail = decision.became, {"why": str(decision.error)}
    else:
        became, detail = _named(found)
    retry_while_away(lambda: place.timings.note(stages.seconds, datetime.now(UTC)), progress)
    took = {stage: f"{seconds:.3f}" for stage, seconds in stages.seconds.items()}
    who = {"story": found.story} if found is not None else {}
    seconds = f"{time.monotonic() - begun:.3f}"
    progress(
        line(**who, key=item.key, run=place.run, became=became, tries=item.tries, seconds=seconds, **took, **detail)
    )
    return found


def _named(found: Outcome | None) -> tuple[Became, dict[str, str]]:
    """Return what became of a story that did not fail, and what the log says of it."""
    if found is None:
        return Became.KNOWN, {}
    return Became.COMPARED, {"findings": str(sum(found.findings.values()))}


def _compared(item: Item, place: Resources, stages: Stages) -> Outcome | None:
    """Compare a story and write off its entry; what has to be told is noted before that, so that nothing is lost."""
    known = _known(item, place)
    if known is not None:
        _note(place, known)
        place.work.finish(item, datetime.now(UTC), story=known, exit_status=0)
        return None
    request, settings = unpack_request(item.request), place.settings
    refuse_outside(request, settings)
    comparison = compare(request, settings, progress=_silent, stages=stages, store=place.store, do=place.workers.do)
    _note(place, comparison.story)
    place.work.finish(item, datetime.now(UTC), story=comparison.story, exit_status=0)
    return outcome(comparison)


def _silent(_text: str) -> None:
    """Steps of single stories would be most of what a batch says; their times stand in the line at the end."""


def _known(item: Item, place: Resources) -> str | None:
    return None if place.publisher is None else known_already(item, place.store)


def _note(place: Resources, story: str) -> None:
    if place.publisher is not None and place.publisher.notify:
        note_due(place.publisher, story, place.store, place.notices)


def _give_back(item: Item, work: Work, decision: Decision) -> None:
    """Write down what was decided about a story without a comparison."""
    now, why = datetime.now(UTC), pack_error(decision.error)
    if decision.rest is None:
        work.finish(item, now, story=None, exit_status=decision.error.exit_status, error=why)
    else:
        work.fail(item, now, why, rest=decision.rest)
