"""One story of a batch, from the books to what becomes of it, with times and a line for the log."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from locales.messages import message
from pipeline.check import check as compare
from pipeline.errors import FETCHING, LOCAL_INPUT, DatabaseError, TooFewEditionsError, ZvirkaError
from pipeline.folders import refuse_outside
from pipeline.many.logfmt import line
from pipeline.many.outcome import outcome
from pipeline.many.records import pack_error, unpack_request
from pipeline.many.retry import outlast
from pipeline.stages import Stages
from pipeline.watching.news import known_already, publisher_of, settings_for
from pipeline.watching.pending import note_due
from storage.notices import Notices
from storage.store import Store
from storage.timings import Timings
from storage.types import StorageError
from storage.work import TRIES, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.many.outcome import Outcome
    from pipeline.settings.load import Settings
    from pipeline.watching.publishers import Publisher
    from storage.work import Item

#: How long a story that could not be compared is left alone, times the number of tries.
REST = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Bench:
    """What a process needs for the stories of one batch; opened once, shared by its threads."""

    settings: Settings
    #: Whose stories they are; None for those that nobody watches.
    publisher: Publisher | None
    store: Store
    work: Work
    timings: Timings
    notices: Notices
    #: The run that works here.
    run: str


@contextmanager
def bench(batch: str, run: str) -> Iterator[Bench]:
    """Open what the stories of a batch need.

    Args:
        batch: names the run in the books.
        run: who works.

    Raises:
        PublisherError: they belong to a publisher that is not watched any more.
    """
    settings = settings_for(batch)
    with ExitStack() as opened:
        url = settings.database_url
        yield Bench(
            settings=settings,
            publisher=publisher_of(batch),
            store=opened.enter_context(Store(url)),
            work=opened.enter_context(Work(url)),
            timings=opened.enter_context(Timings(url)),
            notices=opened.enter_context(Notices(url)),
            run=run,
        )


def do(item: Item, place: Bench, *, progress: Callable[[str], None]) -> Outcome | None:
    """Check one story that was taken, and write down what became of it.

    Args:
        item: as it was taken.
        place: where it is done.
        progress: is told in one line what became of it.

    Returns:
        The numbers of its comparison; None where there is none, and the books say why, or none was needed.
    """
    begun, stages = time.monotonic(), Stages()
    try:
        found = outlast(lambda: _compared(item, place, stages), progress)
    except (DBAPIError, StorageError, DatabaseError):
        raise  # the database stayed away, so nothing can be written down; the story waits for its lease to end
    except ZvirkaError as error:
        became, found = _give_back(item, place, error, progress), None
        told = {"why": str(error)}
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one story must not stop the others
        why = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        became, found = _fail(item, place, ZvirkaError(message("{why}", why=why)), progress), None
        told = {"why": why}
    else:
        became = "compared" if found is not None else "known"
        told = {"findings": str(sum(found.findings.values()))} if found is not None else {}
    outlast(lambda: place.timings.note(stages.seconds, datetime.now(UTC)), progress)
    took = {stage: f"{seconds:.3f}" for stage, seconds in stages.seconds.items()}
    who = {"story": found.story} if found is not None else {}
    seconds = f"{time.monotonic() - begun:.3f}"
    progress(line(**who, key=item.key, run=place.run, became=became, tries=item.tries, seconds=seconds, **took, **told))
    return found


def _compared(item: Item, place: Bench, stages: Stages) -> Outcome | None:
    """Compare a story and write off its entry; what has to be told is noted before that, so that nothing is lost."""
    known = _known(item, place)
    if known is not None:
        _note(place, known)
        place.work.finish(item, datetime.now(UTC), story=known, exit_status=0)
        return None
    request, settings = unpack_request(item.request), place.settings
    refuse_outside(request, settings)
    comparison = compare(request, settings, progress=_silent, stages=stages, store=place.store)
    _note(place, comparison.story)
    place.work.finish(item, datetime.now(UTC), story=comparison.story, exit_status=0)
    return outcome(comparison)


def _silent(_text: str) -> None:
    """Steps of single stories would be most of what a batch says; their times stand in the line at the end."""


def _known(item: Item, place: Bench) -> str | None:
    return None if place.publisher is None else known_already(item, place.store)


def _note(place: Bench, story: str) -> None:
    if place.publisher is not None and place.publisher.notify:
        note_due(place.publisher, story, place.store, place.notices)


def _give_back(item: Item, place: Bench, error: ZvirkaError, progress: Callable[[str], None]) -> str:
    """Give a story back that may be comparable later; what is wrong for good is done."""
    if error.exit_status == FETCHING:
        return _fail(item, place, error, progress)
    now = datetime.now(UTC)
    if place.publisher is not None and is_alone(error) and item.tries < TRIES:
        rest = timedelta(hours=place.settings.history.pending_for) / (TRIES - 1)
        outlast(lambda: place.work.fail(item, now, pack_error(error), rest=rest), progress)
        return "alone"
    status, why = error.exit_status, pack_error(error)
    outlast(lambda: place.work.finish(item, now, story=None, exit_status=status, error=why), progress)
    return "without-comparison"


def is_alone(error: ZvirkaError) -> bool:
    """Tell whether a page could be read but has no other editions, which a watched page may get later."""
    return isinstance(error, TooFewEditionsError) and error.exit_status == LOCAL_INPUT and not error.details


def _fail(item: Item, place: Bench, error: ZvirkaError, progress: Callable[[str], None]) -> str:
    rest, now = item.tries * REST, datetime.now(UTC)
    outlast(lambda: place.work.fail(item, now, pack_error(error), rest=rest), progress)
    return "failed" if item.tries < TRIES else "set-aside"
