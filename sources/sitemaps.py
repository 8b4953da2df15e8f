"""Sitemaps, news sitemaps and their indexes: where a site's articles are, with their other editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from locales.messages import translatable
from parsers.limits import INDEX_BYTES, SITEMAPS
from parsers.sanitize import primary
from parsers.xml import name_of
from sources.encodings import unpack
from sources.feed_xml import address, children, parse_xml, text_of
from sources.feeds import moment
from sources.types import Reason, fetch_error
from sources.urls import is_usable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element

    from sources.http import Fetcher

_GZIP = b"\x1f\x8b"
_NO_SITEMAP = translatable("{url} is no sitemap; give the sitemap's address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One address in a sitemap."""

    url: str
    modified: datetime | None = None
    #: Of a news sitemap.
    published: datetime | None = None
    title: str = ""
    #: BCP 47 as a news sitemap claims it.
    language: str | None = None
    #: Language and address of what the sitemap calls other editions.
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap or an index of sitemaps."""

    pages: tuple[Listed, ...] = ()
    #: The sitemaps of an index, the most recently changed first.
    sitemaps: tuple[Listed, ...] = ()
    #: Bytes, unpacked.
    size: int = 0


def read_sitemap(fetcher: Fetcher, url: str, *, most: int = SITEMAPS) -> Iterator[Listed]:
    """Fetch a sitemap, or the sitemaps of an index one after the other until they are too much; yield what they list.

    Args:
        fetcher: fetches.
        url: of a sitemap or an index.
        most: sitemaps of an index that are read, the newest first; an index inside an index is not followed.

    Raises:
        FetchError: with one of its reasons.
    """
    top = _read(fetcher, url)
    yield from top.pages
    left = INDEX_BYTES
    for inner in top.sitemaps[:most]:
        if left <= 0:
            return
        found = _read(fetcher, inner.url)
        left -= found.size
        yield from found.pages


def _read(fetcher: Fetcher, url: str) -> Sitemap:
    page = fetcher.fetch(url, types=None)
    return parse_sitemap(page.raw, page.url, page.http_charset)


def parse_sitemap(raw: bytes, url: str, http_charset: str | None = None) -> Sitemap:
    """Read a sitemap, a news sitemap or an index, also a packed one.

    Args:
        raw: the document.
        url: its address, to which relative ones are resolved.
        http_charset: the charset of the HTTP header, if there was one.

    Raises:
        FetchError: it is no sitemap.
    """
    if raw.startswith(_GZIP):
        raw = unpack(raw, "gzip", limit=INDEX_BYTES, url=url)
    root = parse_xml(raw, url, http_charset)
    listed = tuple(entry for child in children(root, "url", "sitemap") if (entry := _listed(child, url)) is not None)
    match name_of(root):
        case "urlset":
            return Sitemap(pages=listed, size=len(raw))
        case "sitemapindex":
            dated = sorted(listed, key=lambda each: each.modified.timestamp() if each.modified else 0.0, reverse=True)
            return Sitemap(sitemaps=tuple(dated), size=len(raw))
        case _:
            raise fetch_error(Reason.XML, _NO_SITEMAP, url=url)


def _listed(element: _Element, base: str) -> Listed | None:
    """Return an entry, None where it has no address that can be fetched."""
    url = address(element, text_of(element, "loc"), base)
    if not is_usable(url):
        return None
    news = next(iter(children(element, "news")), None)
    publication = next(iter(children(news, "publication")), None) if news is not None else None
    language = text_of(publication, "language") if publication is not None else ""
    return Listed(
        url=url,
        modified=moment(text_of(element, "lastmod")),
        published=moment(text_of(news, "publication_date")) if news is not None else None,
        title=text_of(news, "title") if news is not None else "",
        language=primary(language),
        alternates=tuple(_alternates(element, base)),
    )


def _alternates(element: _Element, base: str) -> Iterator[tuple[str, str]]:
    for link in children(element, "link"):
        language, url = primary(link.get("hreflang")), address(link, link.get("href", ""), base)
        if link.get("rel") == "alternate" and language and is_usable(url):
            yield language, url
