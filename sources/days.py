"""Archive pages by date: what a publisher put out on a day, for those without a feed or a sitemap that says it."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from locales.messages import translatable
from parsers.limits import ENTRIES
from sources.types import FetchError, Reason, fetch_error
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
#: Seconds of the processor that a pattern may take for the links of a page; usual ones take a hundredth.
PATIENCE = 5
_SLOW = translatable(
    "The pattern {pattern} takes too long for the links of {url}; write it without repeats inside of repeats"
)
#: Says for each address whether a pattern is found in it. A process of its own, since nothing else ends a search: the
#: writer of a pattern means well, but an address of a stranger may need 2^n steps for it.
_SEARCH = """
import json, re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
pattern, addresses = json.load(sys.stdin)
search = re.compile(pattern).search
json.dump([search(address) is not None for address in addresses], sys.stdout)
"""


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

    Raises:
        FetchError: the pattern takes longer than ``PATIENCE`` for them.
    """
    from parsers import charset, links  # noqa: PLC0415 - only where an archive is read
    from parsers.html.tree import build  # noqa: PLC0415 - the same

    document = build(charset.decode(page.raw, page.http_charset).text)
    if document is None:
        return []
    start = checked(page.url)
    with suppress(FetchError):
        start = checked(links.base_of(document, page.url))
    found = [url for url in dict.fromkeys(_targets(document.iter("a"), start)) if url != page.url]
    wanted = _searched(pattern, found)
    if wanted is None:
        raise fetch_error(Reason.TIMEOUT, _SLOW, pattern=pattern, url=page.url)
    return [url for url, holds in zip(found, wanted, strict=True) if holds]


def _searched(pattern: str, addresses: list[str]) -> list[bool] | None:
    """Return for each address whether a pattern is found in it; None where that takes too long."""
    command = [sys.executable, "-I", "-S", "-c", _SEARCH, str(PATIENCE)]
    asked = json.dumps([pattern, addresses])
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    found: list[bool] | None = json.loads(done.stdout) if done.returncode == 0 else None
    return found


def _targets(links: Iterable[_Element], start: httpx.URL) -> Iterator[str]:
    """Yield where links lead; what is no address of the web is passed over."""
    for link in links:
        with suppress(FetchError):
            yield str(joined(start, link.get("href") or ""))
