"""When a page's article was published: what its metadata says, then what stands near the headline, then elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, cast

from lxml import etree

from parsers.html.class_names import words_of
from parsers.html.tree import text_of, words
from parsers.metadata import jsonld
from parsers.metadata.dates import parse, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

_PUBLISHED = (
    *(
        "article:published_time",
        "article:published",
        "og:published_time",
        "og:article:published_time",
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
_LANGUAGE = ("language", "content-language", "dc.language", "og:locale")
_MARKED = etree.XPath("//*[@itemprop='datePublished']")
#: A page may be a day older or younger than its address says: zones, and stories written in the evening.
_NEARLY = timedelta(days=2)
#: So many siblings, children and times are looked at.
_FEW = 6
#: Inline elements that a date stands behind.
_BEFORE_DATES = ("b", "br", "i", "img", "span", "strong", "svg", "a")
#: Elements that hold a line of their own beside the headline, and anywhere.
_LINES_NEARBY = ("time", "span", "div", "p", "b", "small", "h2", "h3", "h4", "h5", "h6", "li")
_LINES = (*_LINES_NEARBY, "abbr", "td", "a", "em", "i", "strong", "dd", "font", "nobr")
#: How long a line with a date is (characters).
_SHORTEST_DATE, _LONGEST_DATE = 8, 60
_YEAR_IN_PATH = re.compile(r"/(20\d{2})(?=[/-])")
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
#: "20.11.2024 - The ferry is back"; any other date in a headline is what the story is about.
_STAMP = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}(?=\s*[–—|:-]\s)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
#: What templates call the line with the date.
_NAMED = frozenset(("date", "time", "datetime", "published", "posted", "timestamp", "submitted", "meta", "pubdate"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the page says to machines about its dates."""

    node: jsonld.Node
    nodes: list[jsonld.Node]
    meta: Mapping[str, str]
    #: IANA name of the zone of times that carry none.
    zone: str
    modified: datetime | None
    #: The headline on the page, if it has one.
    headline: Element | None
    #: The page's address, "" where it is not known.
    address: str
    #: What the page says its language is, if it does.
    language: str | None


def published(root: Element, known: Known) -> datetime | None:
    """Return when the article was published, by the best evidence that the page has; None where it has none."""
    language = known.language or next(filter(None, map(known.meta.get, _LANGUAGE)), None)
    return _stated(root, known) or _near_headline(known, language) or _elsewhere(root, known, language)


def _stated(root: Element, known: Known) -> datetime | None:
    """Return the first time that can be read, in the order of trust."""
    node, nodes, meta, zone = known.node, known.nodes, known.meta, known.zone
    marked = [
        element.get("content") or element.get("datetime") or element.get("title") or ""
        for element in cast("list[Element]", _MARKED(root))
    ]
    times = [element.get("datetime") or "" for element in islice(root.iter("time"), _FEW)]
    sure = [jsonld.string(node.get("datePublished")), *(meta.get(name, "") for name in _PUBLISHED)]
    told = list(_readable(sure, zone))
    if told:
        return _localised(told[0], told)
    others = [*(jsonld.string(other.get("datePublished")) for other in nodes), *marked, *times]
    day = _day_in_path(known)
    return next((time for time in _readable(others, zone) if not day or abs(time - day) < _NEARLY), day)


def _localised(time: datetime, others: Iterable[datetime]) -> datetime:
    """Return a time with the publisher's own offset, where another statement of the same moment has one."""
    same = (other for other in others if other == time and other.utcoffset())
    return time if time.utcoffset() else next(same, time)


def _readable(texts: Iterable[str], zone: str) -> Iterator[datetime]:
    return (time for text in texts if text and (time := parse(text, zone) or visible(text, zone)))


def _day_in_path(known: Known) -> datetime | None:
    """Return the day that the page's address has, at midnight; what may be another story's date must agree with it."""
    found = _DAY_IN_PATH.search(known.address)
    return parse(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", known.zone) if found else None


def _near_headline(known: Known, language: str | None) -> datetime | None:
    """Return the date of the first short line that has one, around the headline.

    A line without a year has that of the page's other dates, in its metadata or its address; without one it is none.
    """
    zone, modified, in_path = known.zone, known.modified, _YEAR_IN_PATH.search(known.address)
    year = modified.year if modified else int(in_path[1]) if in_path else None
    headline = known.headline
    if headline is None:
        return None
    stamp = _STAMP.match(text_of(headline))
    if stamp and (dated := visible(stamp[0], zone)):
        return dated
    around = [node for node in islice(headline.iterancestors(), 4) if node.tag not in ("body", "html")]
    scopes = around[-1:] or list(islice(headline.itersiblings(), _FEW))
    for element in (node for scope in scopes for node in scope.iter(*_LINES_NEARBY)):
        text = words(element.text) or (text_of(element) if len(element) <= _FEW else "")
        if _SHORTEST_DATE <= len(text) <= _LONGEST_DATE:
            found = visible(text, zone, year, language)
            if (
                found and year and modified and (found - modified).days > 0
            ):  # "30 December" on a page changed in January
                found = visible(text, zone, year - 1, language)
            if found:
                return found
    return None


def _elsewhere(root: Element, known: Known, language: str | None) -> datetime | None:
    """Return the day of the line that stands nearest to the headline, of lines that are named as dates first."""
    order = {element: place for place, element in enumerate(root.iter())}
    headline = known.headline if known.headline is not None else next(root.iter("h2"), None)
    begin = order[headline] if headline is not None else 0
    found = [
        (not named, abs(order[element] - begin), time)
        for element, text, named in _lines(root)
        if (time := visible(text, known.zone, None, language))
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def _lines(root: Element) -> Iterator[tuple[Element, str, bool]]:
    """Yield short lines with a year, and whether they are named as dates."""
    for element in root.iter(*_LINES):
        behind = (child.tail for child in islice(element, _FEW) if child.tag in _BEFORE_DATES)
        for text in map(words, (element.text, *behind)):
            if _SHORTEST_DATE <= len(text) <= _LONGEST_DATE and _YEAR.search(text):
                above = element.getparent()
                named = words_of(element) | (words_of(above) if above is not None else frozenset())
                yield element, text, bool(named & _NAMED)
