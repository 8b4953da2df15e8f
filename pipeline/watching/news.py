"""What is new at a publisher: its feeds and sitemaps, against what the books say was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from locales.messages import message
from parsers.limits import ENTRIES
from pipeline.request import Request, is_url, pack_request
from pipeline.version import version
from pipeline.watching.watched_publishers import for_publisher, get
from sources.days import read_day
from sources.feeds import read_feed
from sources.http import Fetcher
from sources.sitemaps import read_sitemap
from sources.types import SourceError
from sources.wordpress.posts import list_posts
from storage.sources import Given, Sources
from storage.store import Store
from storage.work_items import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from locales.messages import Message
    from pipeline.settings.load import Settings
    from pipeline.watching.watched_publishers import Publisher
    from sources.types import DayArchive
    from sources.wordpress.site import WordPress
    from storage.work_items import Item

#: What names the batches of watched publishers; the publisher's name follows.
PREFIX = "watch "
#: Archives turn their page at midnight of this zone.
KYIV = ZoneInfo("Europe/Kyiv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """An article that a feed or a sitemap lists."""

    url: str
    #: When it appeared or was changed, with its zone; None where nothing is said.
    time: datetime | None

    @property
    def key(self) -> str:
        """Names this version of the article in the books."""
        return f"{self.url} {self.time.astimezone(UTC).isoformat()}" if self.time else self.url


def batch_of(publisher: str) -> str:
    """Return what the books call the stories of a watched publisher."""
    return PREFIX + publisher


def publisher_of(batch: str, settings: Settings) -> Publisher | None:
    """Return whose stories a batch has; None where they are nobody's in particular.

    Raises:
        PublisherError: the publisher is not watched any more.
    """
    if not batch.startswith(PREFIX):
        return None
    return get(settings.home, batch.removeprefix(PREFIX))


def record_news(publisher: Publisher, settings: Settings, *, tell: Callable[[str], None]) -> int:
    """Write down what a publisher has put out or changed since the last look, and whose hours have run out since.

    Args:
        publisher: whose feeds and sitemaps are read; one that cannot be read is told, and the others go on.
        settings: everything that is set for all publishers.
        tell: is told what happened.

    Returns:
        How many articles were listed.
    """
    settings = for_publisher(settings, publisher)
    since = datetime.now(UTC) - timedelta(hours=publisher.max_age)
    now = datetime.now(UTC)
    found: dict[str, Announced] = {}
    given: dict[str, Given] = {}
    for source, listed, given_now in look(publisher, settings, tell):
        given[source] = given_now
        found |= {each.key: each for each in _newest(listed, since)}
    with Sources(settings.database_url) as sources:
        sources.note(publisher.name, given, now)
    found |= {each.key: each for each in _overdue(publisher, settings)}
    requests = {key: pack_request(Request(story=each.url)) for key, each in found.items()}
    with Work(settings.database_url) as work:
        work.plan(batch_of(publisher.name), requests, datetime.now(UTC))
    return len(found)


def look(
    publisher: Publisher, settings: Settings, tell: Callable[[str], None]
) -> Iterator[tuple[str, list[Announced], Given]]:
    """Yield the address of each source of a publisher, what it lists, and why that is nothing where it is.

    Args:
        publisher: whose feeds, sitemaps, archives and posts are read.
        settings: how they are fetched.
        tell: is told what cannot be read.
    """
    with Fetcher(settings.fetch, version=version()) as fetcher:
        for source, readers in _readers(publisher, fetcher):
            yield source, *_given(source, readers, tell)


def _overdue(publisher: Publisher, settings: Settings) -> list[Announced]:
    """Return the stories that are to be judged again: what is missing is looked for once more before it is said."""
    with Store(settings.database_url) as store:
        overdue = store.overdue(publisher.name, datetime.now(UTC))
    return [Announced(url=each.url, time=each.due) for each in overdue if is_url(each.url)]


def _newest(announced: Iterable[Announced], since: datetime) -> list[Announced]:
    """Return what a source has put out since a time, the newest of it where it is more than any publisher puts out."""
    fresh = [each for each in announced if each.time is None or each.time >= since]
    fresh.sort(key=lambda each: each.time or since, reverse=True)
    return fresh[:ENTRIES]


#: What reads a page of a source, with its address.
Reader = tuple[str, "Callable[[], list[Announced]]"]


def _given(source: str, readers: Sequence[Reader], tell: Callable[[str], None]) -> tuple[list[Announced], Given]:
    """Return what a source lists; where that is nothing, also why: of an archive one day may well be missing."""
    listed: list[Announced] = []
    why: Message | None = None
    for page, read in readers:
        try:
            listed += read()
        except SourceError as error:
            why = error.message
            tell(f"{page}: {error}")
    if listed:
        return listed, Given(listed=len(listed))
    if why is None:
        tell(f"{source}: lists nothing")
    return [], Given(listed=0, why=why or message("{name} lists nothing", name=source))


def _readers(publisher: Publisher, fetcher: Fetcher) -> Iterator[tuple[str, list[Reader]]]:
    for url in publisher.addresses:
        yield url, [(url, partial(from_feed, fetcher, url))]
    for url in publisher.sitemaps:
        yield url, [(url, partial(from_sitemap, fetcher, url))]
    for archive in publisher.archives:
        past = days(datetime.now(KYIV), publisher.max_age)
        yield archive.address, [(archive.page_of(day), partial(from_day, fetcher, archive, day)) for day in past]
    if publisher.wordpress is not None:
        since = datetime.now(UTC) - timedelta(hours=publisher.max_age)
        yield (
            publisher.wordpress.home,
            [(publisher.wordpress.home, partial(from_wordpress, fetcher, publisher.wordpress, since))],
        )


def from_feed(fetcher: Fetcher, url: str) -> list[Announced]:
    """Return what a feed lists."""
    return [Announced(url=entry.url, time=_zoned(entry.published)) for entry in read_feed(fetcher, url).entries]


def from_sitemap(fetcher: Fetcher, url: str) -> list[Announced]:
    """Return what a sitemap lists."""
    return [
        Announced(url=listed.url, time=_zoned(listed.modified or listed.published))
        for listed in read_sitemap(fetcher, url)
    ]


def from_day(fetcher: Fetcher, archive: DayArchive, day: date) -> list[Announced]:
    """Return what a publisher's archive lists for a day."""
    return [Announced(url=url, time=None) for url in read_day(fetcher, archive, day)]


def from_wordpress(fetcher: Fetcher, site: WordPress, since: datetime) -> list[Announced]:
    """Return the posts of a site, drafts too, by the time at which they were last saved."""
    return [Announced(url=post.url, time=post.modified) for post in list_posts(fetcher, site, since)]


def days(now: datetime, hours: float) -> list[date]:
    """Return the days that the last hours belong to, the latest first."""
    first, last = (now - timedelta(hours=hours)).date(), now.date()
    return [last - timedelta(days=back) for back in range((last - first).days + 1)]


def _zoned(time: datetime | None) -> datetime | None:
    """Return a time with a zone; what has none is taken for UTC, as feeds ought to have it."""
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time


def known_already(item: Item, store: Store) -> str | None:
    """Return the story that an announced page belongs to, if it was compared after the page last changed.

    All editions of a story are announced, each by itself; comparing the first one covers the others.
    """
    url, _, stamp = item.key.partition(" ")
    if not stamp:
        return None
    story = store.story_of([url])
    summary = store.summary(story) if story is not None else None
    return story if summary is not None and summary.compared >= datetime.fromisoformat(stamp) else None
