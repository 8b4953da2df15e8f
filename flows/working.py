"""Working through the books: any number of processes do one run's stories, each of them once."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.messages import message
from flows.books import pack_error, pack_request, unpack_request
from flows.stories import Outcome, outcome
from flows.watching import PREFIX, known_already, settings_for
from pipeline.check import Request
from pipeline.check import check as compare
from pipeline.errors import FETCHING, ZvirkaError
from pipeline.settings import load_settings
from storage.store import Store
from storage.work import DONE, LEASE, SET_ASIDE, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.settings import Settings
    from storage.work import Item

#: Stories that one process has in hand at a time: most of their time is waiting for pages.
AT_ONCE = 4
#: How long a story that could not be compared is left alone, times the number of tries.
REST = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a run stands."""

    done: int
    #: Done, but without a comparison.
    failed: int
    set_aside: int
    #: For their time to come again.
    waiting: int
    #: In somebody's hands.
    taken: int

    @property
    def total(self) -> int:
        """All that the run has to do."""
        return self.done + self.failed + self.set_aside + self.waiting + self.taken


def books() -> Work:
    """Open the books of the settings' database."""
    return Work(load_settings(os.environ).database_url)


def plan(batch: str, requests: Iterable[Request]) -> None:
    """Write down what a run has to do; what stands there already stays as it is."""
    with books() as work:
        work.plan(batch, {key(request): pack_request(request) for request in requests}, datetime.now(UTC))


def key(request: Request) -> str:
    """Return what names a story within a run."""
    return request.story or " ".join(request.editions[language] for language in sorted(request.editions))


def requests_for(stories: Sequence[str], folder: str) -> list[Request]:
    """Return what a batch asks for.

    Args:
        stories: URLs, or folders with a file for each language.
        folder: each folder in it is a story; empty for none.
    """
    found = [Request(story=story) for story in stories if story]
    if folder:
        found += [Request(story=str(path.absolute())) for path in sorted(Path(folder).iterdir()) if path.is_dir()]
    return found


def take(batch: str, owner: str, count: int = AT_ONCE) -> list[Item]:
    """Take up to a number of stories that nobody is at."""
    lease = timedelta(seconds=float(os.environ.get("ZVIRKA_LEASE", LEASE.total_seconds())))
    taken: list[Item] = []
    with books() as work:
        while len(taken) < count:
            item = work.take(batch, owner, datetime.now(UTC), lease=lease)
            if item is None:
                break
            taken.append(item)
    return taken


def do(item: Item, *, progress: Callable[[str], None]) -> Outcome | None:
    """Check one story that was taken, and write down what became of it.

    Args:
        item: as it was taken.
        progress: is told what is being done.

    Returns:
        The numbers of its comparison; None where there is none, and the books say why, or none was needed.
    """
    settings = settings_for(item.batch)
    begun = time.monotonic()
    with Work(settings.database_url) as work:
        if item.batch.startswith(PREFIX) and (story := _known(item, settings)) is not None:
            work.finish(item, datetime.now(UTC), story=story, exit_status=0)
            return None
        try:
            comparison = compare(unpack_request(item.request), settings, progress=progress)
        except ZvirkaError as error:
            _write_error(work, item, error)
            progress(f"{item.key}: {error}")
            return None
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one story must not stop the others
            why = " ".join(f"{type(error).__name__}: {error}".split())[:500]
            told = pack_error(ZvirkaError(message("{why}", why=why)))
            work.fail(item, datetime.now(UTC), told, rest=item.tries * REST)
            progress(f"{item.key}: {why}")
            return None
        work.finish(item, datetime.now(UTC), story=comparison.story, exit_status=0)
    found = outcome(comparison)
    progress(f"{found.story}: {time.monotonic() - begun:.2f} s, {sum(found.findings.values())} findings")
    return found


def _known(item: Item, settings: Settings) -> str | None:
    with Store(settings.database_url) as store:
        return known_already(item, store)


def _write_error(work: Work, item: Item, error: ZvirkaError) -> None:
    """Give a story back that could not be fetched now; what is wrong for good is done."""
    if error.exit_status == FETCHING:
        work.fail(item, datetime.now(UTC), pack_error(error), rest=item.tries * REST)
    else:
        now = datetime.now(UTC)
        work.finish(item, now, story=None, exit_status=error.exit_status, error=pack_error(error))


def tally(batch: str) -> Tally:
    """Count how a run stands."""
    with books() as work:
        items = work.items(batch)
    done = [item for item in items if item.state == DONE]
    set_aside = sum(item.state == SET_ASIDE for item in items)
    with_story = sum(item.story is not None for item in done)
    taken = sum(item.owner is not None for item in items)
    waiting = len(items) - len(done) - set_aside - taken
    return Tally(done=with_story, failed=len(done) - with_story, set_aside=set_aside, waiting=waiting, taken=taken)
