"""The web, connected to only when something has to be fetched."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from pipeline.version import version
from sources.types import FetchError, Page, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from sources.feeds import Feed, FeedEntry
    from sources.http import Fetcher
    from sources.types import FetchPolicy
    from sources.wordpress.site import WordPress
    from storage.store import Store
    from storage.types import Snapshot

#: Failures after which the full text of a feed stands in for its page; what is gone is not brought back.
_HINDERED = frozenset({Reason.TIMEOUT, Reason.CONNECTION, Reason.STATUS, Reason.RATE_LIMITED, Reason.ROBOTS})


class Web:
    """Fetches pages; a run on files alone never loads the HTTP client.

    Args:
        policy: limits and manners.
        store: opens the database, in which pages of earlier runs are looked up; called once, at the first fetch.
        sites: those whose posts are read by REST where their addresses have their numbers.
    """

    def __init__(
        self, policy: FetchPolicy, store: Callable[[], Store], sites: Collection[WordPress] = frozenset()
    ) -> None:
        self._policy, self._store, self._sites = policy, store, sites
        self._fetcher: Fetcher | None = None
        self._pages: dict[str, Page] = {}
        #: What addresses held the last time, where somebody has looked that up already.
        self._held: dict[str, Page] = {}
        #: Entries of feeds that bring the whole article, by address.
        self._told: dict[str, FeedEntry] = {}
        self._opening = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._fetcher is not None:
            self._fetcher.close()

    def fetch(self, url: str) -> Page:
        """Return the page at an address, fetched once in a run; a feed's full text where the page cannot be had.

        Raises:
            FetchError: with one of its reasons.
        """
        page = self._pages.get(url)
        if page is None:
            page = self._pages[url] = self._fetched(url)
        return page

    def remember(self, snapshots: Iterable[Snapshot]) -> None:
        """Take note of what addresses held the last time, so that it need not be looked up for each of them."""
        self._held |= {snapshot.url: page_of(snapshot) for snapshot in snapshots}

    def _fetched(self, url: str) -> Page:
        for site in self._sites:
            number = site.post_of(url)
            if number is not None:
                from sources.wordpress.posts import read_post  # noqa: PLC0415 - few read drafts

                return read_post(self.fetcher(), site, number)
        try:
            return self.fetcher().fetch(url)
        except FetchError as error:
            if url not in self._told or error.reason not in _HINDERED:
                raise
            return page_of_entry(self._told[url])

    @property
    def render(self) -> Callable[[Page], Page] | None:
        """What renders a page that is empty without its scripts; None where that is not wanted."""
        return self._rendered if self._policy.render else None

    def _rendered(self, page: Page) -> Page:
        from sources.rendering import render  # noqa: PLC0415 - seldom wanted

        return render(page, self.fetcher(), self._policy)

    @contextmanager
    def at_most(self, requests: int, seconds: float) -> Iterator[None]:
        """Let what is fetched meanwhile take no more requests and seconds altogether; see `Fetcher.at_most`."""
        with self.fetcher().at_most(requests, seconds):
            yield

    def feed(self, url: str) -> Feed:
        """Return the feed at an address.

        Raises:
            FetchError: with one of its reasons.
        """
        from sources.feeds import read_feed  # noqa: PLC0415 - most pages link to their editions

        feed = read_feed(self.fetcher(), url)
        self._told |= {entry.url: entry for entry in feed.entries if entry.full_text}
        return feed

    def fetcher(self) -> Fetcher:
        """Return the one fetcher, made at first use."""
        from sources.http import Fetcher  # noqa: PLC0415 - only now

        with self._opening:
            if self._fetcher is None:
                self._fetcher = Fetcher(self._policy, version=version(), known=self._last(self._store()))
            return self._fetcher

    def _last(self, store: Store) -> Callable[[str], Page | None]:
        look_up = known_to(store)
        return lambda url: self._held.get(url) or look_up(url)


def known_to(store: Store) -> Callable[[str], Page | None]:
    """Return what looks up the page that an address held the last time."""

    def known(url: str) -> Page | None:
        snapshot = store.snapshot(url)
        return None if snapshot is None else page_of(snapshot)

    return known


def page_of_entry(entry: FeedEntry) -> Page:
    """Return the full text that a feed gives as a page."""
    from parsers.feed_articles import Post  # noqa: PLC0415 - only where a page cannot be had

    published = entry.published.isoformat() if entry.published else ""
    raw = Post(title=entry.title, body=entry.full_text, url=entry.url, published=published).as_page()
    return Page(url=entry.url, raw=raw, media_type="text/html", http_charset="utf-8", fetched=datetime.now(UTC))


def page_of(snapshot: Snapshot) -> Page:
    """Return a stored snapshot as the page that it was."""
    return Page(
        url=snapshot.url,
        raw=snapshot.raw,
        media_type=snapshot.media_type,
        http_charset=snapshot.http_charset,
        fetched=snapshot.fetched,
        headers=snapshot.headers,
    )


def snapshot_of(page: Page) -> Snapshot:
    """Return a page as it is stored."""
    from storage.types import Snapshot  # noqa: PLC0415 - loaded with the store

    return Snapshot(
        url=page.url,
        raw=page.raw,
        media_type=page.media_type,
        http_charset=page.http_charset,
        fetched=page.fetched,
        headers=page.headers,
    )
