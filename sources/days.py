"""Archive pages by date: what a publisher put out on a day, for those without a feed or a sitemap that says it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from parsers.limits import ENTRIES
from sources.types import FetchError, Reason
from sources.urls import checked, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import httpx
    from lxml.etree import _Element

    from sources.http import Fetcher
    from sources.types import DayArchive, Page

#: What an archive page may be.
TYPES = frozenset({"text/html", "application/xhtml+xml"})
#: Pages of one day that are read.
MOST_PAGES = 20


def read_day(fetcher: Fetcher, archive: DayArchive, day: date, *, most: int = ENTRIES) -> Iterator[str]:
    """Fetch a day's pages one after the other and yield the addresses of its articles, each once.

    Further pages are read until one brings nothing new or does not exist.

    Args:
        fetcher: fetches, politely.
        archive: where.
        day: in the publisher's time.
        most: addresses that are taken at most.

    Raises:
        FetchError: with one of its reasons; for a further page only where it exists.
    """
    seen: set[str] = set()
    for number in range(1, (MOST_PAGES if archive.paged else 1) + 1):
        try:
            page = fetcher.fetch(archive.page_of(day, number), types=TYPES)
        except FetchError as error:
            if number > 1 and error.reason is Reason.NOT_FOUND:
                return
            raise
        new = [url for url in links_of(page, archive.links) if url not in seen]
        yield from new[: most - len(seen)]
        seen.update(new)
        if not new or len(seen) >= most:
            return


def links_of(page: Page, pattern: str) -> list[str]:
    """Return the addresses that a page links to, full and without fragments, each once, in the page's order.

    Args:
        page: an HTML page.
        pattern: a regular expression that is found somewhere in those that are wanted.
    """
    from parsers import charset  # noqa: PLC0415 - only where an archive is read
    from parsers.html.tree import build  # noqa: PLC0415 - the same

    document = build(charset.decode(page.raw, page.http_charset).text)
    if document is None:
        return []
    base = next((element.get("href") for element in document.iter("base") if element.get("href")), None)
    start = checked(page.url)
    with suppress(FetchError):
        start = joined(start, base or "")
    wanted, found = re.compile(pattern), dict.fromkeys(_targets(document.iter("a"), start))
    return [url for url in found if url != page.url and wanted.search(url)]


def _targets(links: Iterable[_Element], start: httpx.URL) -> Iterator[str]:
    """Yield where links lead; what is no address of the web is passed over."""
    for link in links:
        with suppress(FetchError):
            yield str(joined(start, link.get("href") or ""))
