"""RSS and Atom feeds: which articles a publisher has put out lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from locales.messages import translatable
from parsers import times
from parsers.limits import ENTRIES
from parsers.metadata import dates
from parsers.sanitize import primary
from parsers.xml import name_of
from sources.feed_xml import address, children, parse_xml, text_of
from sources.types import Reason, fetch_error
from sources.urls import is_usable

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from sources.http import Fetcher

_NO_FEED = translatable("{url} is neither an RSS nor an Atom feed; give the feed's address")
#: Where feeds put the whole article: RSS's content module, Atom, and two dialects of Ukrainian publishers.
_WHOLE = ("encoded", "content", "fulltext", "full-text")
_SUMMARY = ("description", "summary")
_TIMES = ("published", "pubdate", "date", "updated")
#: Characters of a time.
_LONGEST_TIME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article as a feed announces it."""

    url: str
    title: str
    #: With its zone; None where the feed does not say.
    published: datetime | None = None
    #: HTML or text, as the feed has it; "" where it has none.
    summary: str = ""
    #: The whole article, HTML or text; "" where the feed does not give it.
    full_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed."""

    title: str
    #: BCP 47 as the feed claims it.
    language: str | None
    #: In the feed's order, mostly newest first; each address once.
    entries: tuple[FeedEntry, ...]


def read_feed(fetcher: Fetcher, url: str) -> Feed:
    """Fetch and read a feed.

    Raises:
        FetchError: with one of its reasons.
    """
    page = fetcher.fetch(url, types=None)
    return parse_feed(page.raw, page.url, page.http_charset)


def parse_feed(raw: bytes, url: str, http_charset: str | None = None) -> Feed:
    """Read RSS 0.9 to 2.0 or Atom.

    Args:
        raw: the document.
        url: its address, to which relative links are resolved.
        http_charset: the charset of the HTTP header, if there was one.

    Raises:
        FetchError: it is no feed.
    """
    root = parse_xml(raw, url, http_charset)
    kind = name_of(root)
    if kind not in ("rss", "rdf", "feed"):
        raise fetch_error(Reason.XML, _NO_FEED, url=url)
    head = next(iter(children(root, "channel")), root)
    items = (children(head, "item", "entry") or children(root, "item", "entry"))[:ENTRIES]
    entries = {entry.url: entry for item in reversed(items) if (entry := _entry(item, url)) is not None}
    language = text_of(head, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return Feed(
        title=text_of(head, "title"),
        language=primary(language),
        entries=tuple(reversed(entries.values())),
    )


def _entry(item: _Element, base: str) -> FeedEntry | None:
    """Return an item, None where it has no address that can be fetched."""
    url = _link(item, base)
    if not is_usable(url):
        return None
    return FeedEntry(
        url=url,
        title=" ".join(text_of(item, "title").split()),
        published=moment(text_of(item, *_TIMES)),
        summary=text_of(item, *_SUMMARY),
        full_text=text_of(item, *_WHOLE),
    )


def _link(item: _Element, base: str) -> str:
    """Return where an item points: Atom's link for people, RSS's link, or a guid that is an address."""
    for link in children(item, "link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return address(link, str(link.get("href")), base)
    guid = next(iter(children(item, "guid")), None)
    text = text_of(item, "link")
    if not text and guid is not None and guid.get("isPermaLink", "true").lower() != "false":
        text = text_of(item, "guid")
    return address(item, text, base)


def moment(text: str) -> datetime | None:
    """Return a time as feeds and sitemaps write it, by the standards or as for readers, in the configured languages.

    Args:
        text: "Sun, 01 Mar 2026 10:00:00 EET", "2026-03-01", "1 березня 2026, 10:00"; without a zone taken for UTC.
    """
    clock, zone = times.without_zone(text.strip()[:_LONGEST_TIME])
    found = dates.parse(clock, "UTC") or dates.visible(clock, "UTC")
    return times.in_calendar(found.replace(tzinfo=zone)) if found is not None and zone is not None else found
