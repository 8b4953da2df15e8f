"""Working through the books: any number of processes do one run's stories, each of them once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archives.crawl_stories import requests
from pipeline.folders import readable
from pipeline.request import Request, is_url, pack_request, unpack_request
from storage.work_items import DONE, LEASE, SET_ASIDE, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.settings.load import Settings
    from storage.work_items import Item


#: Stories that one process has in hand at a time: most of their time is waiting for pages.
AT_ONCE = 4


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


def books(settings: Settings) -> Work:
    """Open the books of the settings' database."""
    return Work(settings.database_url)


def plan(batch: str, requests: Iterable[Request], settings: Settings) -> None:
    """Write down what a run has to do; what stands there already stays as it is."""
    with books(settings) as work:
        work.plan(batch, {key(request): pack_request(request) for request in requests}, datetime.now(UTC))


def key(request: Request) -> str:
    """Return what names a story within a run."""
    editions = " ".join(request.editions[language] for language in sorted(request.editions))
    return editions or request.story or ""


def requests_for(stories: Sequence[str], folder: str, settings: Settings) -> list[Request]:
    """Return what a batch asks for; what runs may not read stays as it was given, for its turn to be refused.

    Args:
        stories: URLs, folders with a file for each language, folders of such folders, or web archives, of which all
            stories are meant.
        folder: each folder in it is a story, each archive in it holds some; empty for none.
        settings: how archives are read.

    Raises:
        TooFewEditionsError: an archive cannot be read.
    """
    from sources.archives import is_archive  # noqa: PLC0415 - not for batches that are helped

    given = [each for story in stories if story for each in _inside(story, settings) or [story]]
    given += (_inside(folder, settings) or [folder]) if folder else []
    found: list[Request] = []
    for story in given:
        opened = is_archive(story) and readable(story, settings)
        found += requests(story, settings) if opened else [Request(story=story)]
    return found


def _inside(folder: str, settings: Settings) -> list[str]:
    """Return the stories and archives in a folder of stories; nothing where it is something else."""
    from sources.archives import is_archive  # noqa: PLC0415 - the same

    if is_url(folder) or not Path(folder).is_dir() or not readable(folder, settings):
        return []
    inside = sorted(Path(folder).absolute().iterdir())
    return [str(path) for path in inside if path.is_dir() or is_archive(str(path))]


def weight(item: Item) -> int:
    """Return for how many a story counts that a process has in hand.

    One from files or an archive waits for nothing: more than two of them only take the processor from one another,
    which made 200 stories some three seconds longer.
    """
    request = unpack_request(item.request)
    given = request.editions.values() if request.story is None else [request.story]
    return 1 if any(map(is_url, given)) else AT_ONCE // 2


def lease(environ: Mapping[str, str]) -> timedelta:
    """Return how long a story may take before somebody else begins it anew."""
    return timedelta(seconds=float(environ.get("ZVIRKA_LEASE", LEASE.total_seconds())))


def tally(batch: str, settings: Settings) -> Tally:
    """Count how a run stands."""
    with books(settings) as work:
        items = work.items(batch)
    done = [item for item in items if item.state == DONE]
    set_aside = sum(item.state == SET_ASIDE for item in items)
    with_story = sum(item.story is not None for item in done)
    taken = sum(item.owner is not None for item in items)
    waiting = len(items) - len(done) - set_aside - taken
    return Tally(done=with_story, failed=len(done) - with_story, set_aside=set_aside, waiting=waiting, taken=taken)
