"""What a page says about its article: JSON-LD first, then OpenGraph and other meta elements, then what is visible."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - dataclass field
from itertools import islice
from typing import TYPE_CHECKING, cast

from parsers.html.class_names import words_of
from parsers.html.text_blocks import squeeze
from parsers.html.tree import text_of, words
from parsers.metadata import jsonld, titles
from parsers.metadata.authors import split
from parsers.metadata.dates import parse, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_PUBLISHED = (
    *(
        "article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
        "date",
        "publishdate",
        "pubdate",
    ),
    *(
        "publish-date",
        "publish_date",
        "publication_date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date.created",
    ),
    *("sailthru.date", "parsely-pub-date", "last-modified-date", "cxenseparse:recs:publishtime", "date.release"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author_name")
_BYLINE = frozenset(("author", "byline", "authors", "autor", "authorname"))
_FEW = 6
_SHORTEST_DATE, _LONGEST_DATE = 8, 60
_LONGEST_BYLINE = 80
_YEAR_IN_PATH = re.compile(r"/(20\d{2})(?=[/-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article besides its body."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    publisher: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    canonical: str | None = None
    paywalled: bool = False
    #: What ``<html lang>`` or, without it, other declarations say.
    language: str | None = None
    #: The body text as JSON-LD has it, a guide to the body on the page.
    body: str = ""


def read(root: Element, *, nodes: list[jsonld.Node], zone: str) -> Metadata:
    """Return the metadata of a page.

    Args:
        root: the page's tree.
        nodes: its JSON-LD nodes.
        zone: IANA name of the zone that dates without one are in.
    """
    node = jsonld.story(nodes)
    meta = _meta(root)
    publisher = jsonld.string(node.get("publisher")) or _first(meta, "og:site_name", "application-name")
    modified = parse(jsonld.string(node.get("dateModified")) or _first(meta, *_MODIFIED), zone)
    canonical = _canonical(root, meta)
    return Metadata(
        title=titles.choose(
            root,
            headline=jsonld.string(node.get("headline")),
            shared=_first(meta, "og:title", "twitter:title"),
            publisher=publisher,
        ),
        description=_first(meta, "og:description", "description") or jsonld.string(node.get("description")),
        authors=_authors(root, node, nodes, meta, publisher),
        published=_published(root, node, nodes, meta, zone) or _near_headline(root, zone, modified, canonical or ""),
        modified=modified,
        publisher=publisher or None,
        section=jsonld.string(node.get("articleSection")) or _first(meta, "article:section") or None,
        tags=_tags(node, meta),
        canonical=canonical,
        paywalled=str(node.get("isAccessibleForFree", "")).lower() == "false",
        language=root.get("lang") or jsonld.string(node.get("inLanguage")) or None,
        body=jsonld.string(node.get("articleBody")),
    )


def _meta(root: Element) -> dict[str, str]:
    """Return the meta elements by name, property or itemprop in lower case; the first of each name."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = words(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(meta: Mapping[str, str], *names: str) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _published(
    root: Element, node: jsonld.Node, nodes: list[jsonld.Node], meta: Mapping[str, str], zone: str
) -> datetime | None:
    """Return the first time that can be read, in the order of trust."""
    marked = [
        element.get("content") or element.get("datetime") or ""
        for element in root.iterfind(".//*[@itemprop='datePublished']")
    ]
    times = [element.get("datetime") or "" for element in islice(root.iter("time"), _FEW)]
    machine = [
        jsonld.string(node.get("datePublished")),
        *(meta.get(name, "") for name in _PUBLISHED),
        *(jsonld.string(other.get("datePublished")) for other in nodes),
        *marked,
        *times,
    ]
    parsed = (parse(text, zone) or visible(text, zone) for text in machine if text)
    return next((time for time in parsed if time), None)


def _near_headline(root: Element, zone: str, modified: datetime | None, address: str) -> datetime | None:
    """Return the date of the first short line that has one, around the headline.

    A line without a year has that of the page's other dates, in its metadata or its address; without one it is none.
    """
    known = _YEAR_IN_PATH.search(address)
    year = modified.year if modified else int(known[1]) if known else None
    headline = next(root.iter("h1"), None)
    if headline is None:
        return None
    around = [node for node in islice(headline.iterancestors(), 4) if node.tag not in ("body", "html")]
    scopes = around[-1:] or list(islice(headline.itersiblings(), _FEW))
    for element in (
        node for scope in scopes for node in scope.iter("time", "span", "div", "p", "b", "small", "h5", "h6", "li")
    ):
        text = words(element.text) or (text_of(element) if len(element) <= _FEW else "")
        if _SHORTEST_DATE <= len(text) <= _LONGEST_DATE:
            found = visible(text, zone, year)
            if (
                found and year and modified and (found - modified).days > 0
            ):  # "30 December" on a page changed in January
                found = visible(text, zone, year - 1)
            if found:
                return found
    return None


def _authors(
    root: Element, node: jsonld.Node, nodes: list[jsonld.Node], meta: Mapping[str, str], publisher: str
) -> tuple[str, ...]:
    """Return the authors; the publisher counts as one only where nobody else is named."""
    by_id = {str(entry.get("@id")): entry for entry in nodes if entry.get("@id") and "name" in entry}
    named = []
    for author in jsonld.listed(node.get("author")) or jsonld.listed(node.get("creator")):
        resolved = by_id.get(str(author.get("@id")), author) if isinstance(author, dict) else author
        named.append(jsonld.string(resolved))
    declared = split(named)
    site = squeeze(publisher).casefold()
    people = tuple(name for name in declared if squeeze(name).casefold() != site)
    if people:
        return people
    return split([_first(meta, *_AUTHORS)]) or split(_bylines(root)) or declared


def _bylines(root: Element) -> list[str]:
    """Return what the page marks as its authors for readers: relations first, then names of elements."""
    marked = root.xpath("//a[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author']")
    found = [text_of(element) for element in islice(cast("list[Element]", marked), _FEW)]
    if not any(found):
        named = (element for element in root.iter("a", "span", "div", "p", "address") if words_of(element) & _BYLINE)
        found = [text_of(element) for element in islice(named, 1)]
    return [text for text in found if text and len(text) <= _LONGEST_BYLINE]


def _tags(node: jsonld.Node, meta: Mapping[str, str]) -> tuple[str, ...]:
    keywords = [word for entry in jsonld.listed(node.get("keywords")) for word in jsonld.string(entry).split(",")]
    keywords = keywords or _first(meta, "news_keywords", "keywords").split(",")
    return tuple(dict.fromkeys(filter(None, map(words, keywords))))


def _canonical(root: Element, meta: Mapping[str, str]) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return link.get("href")
    return _first(meta, "og:url") or None
