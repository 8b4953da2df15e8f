"""When a page's article was published: what its metadata says, then what stands near the headline, then elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING, cast

from lxml import etree

from parsers.html.class_names import is_own
from parsers.links import host
from parsers.metadata import date_lines, jsonld
from parsers.metadata.dates import parse, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

_PUBLISHED = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
    *("datepublished", "publishdate", "pubdate", "publish-date", "publish_date", "publication_date", "dc.date.issued"),
    *("sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "date.release"),
)
#: Names under which systems also say when a record was made or changed.
_RECORDED = ("date", "dc.date", "dcterms.created", "dc.date.created", "last-modified-date")
_LANGUAGE = ("language", "content-language", "dc.language", "og:locale")
_MARKED = etree.XPath("//*[@itemprop='datePublished']")
#: A page may be a day older or younger than its address says: zones, and stories written in the evening.
_NEARLY = timedelta(days=2)
#: Clocks differ from UTC by quarters of hours, from twelve hours to fourteen; what readers see has no seconds.
_QUARTER, _MINUTE = timedelta(minutes=15), timedelta(minutes=1)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
#: So many times are looked at.
_FEW = 6
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
#: What apps call the time of publication in their data; readers of JSON-LD that is broken find it here, too.
_IN_DATA = re.compile(
    r'"(?:date_?published|published_?(?:at|on|date|time)|publish_?(?:date|time)|publication_?date|created_?at)\\?"'
    r'\s*:\s*\\?"((?:19|20)\d{2}-\d{2}-\d{2}[^"\\]{0,20})',
    re.IGNORECASE,
)


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
    """Return when the article was published, by the best evidence that the page has; None where it has none.

    Times of a record count where readers see no day; a time in UTC is on the day that they see with its clock.
    """
    declared = known.language or next(filter(None, map(known.meta.get, _LANGUAGE)), "")
    languages = tuple(filter(None, [declared.replace("_", "-").split("-")[0].lower()]))
    told = list(_readable([jsonld.string(known.node.get("datePublished")), *_named(known, _PUBLISHED)], known.zone))
    recorded = list(_readable(_named(known, _RECORDED), known.zone))
    if told:
        time = _localised(told[0], [*told, *recorded])
        return time if time.utcoffset() else _as_seen(time, date_lines.shown(known, languages))
    if recorded:
        time = _localised(recorded[0], recorded)
        seen = date_lines.shown(known, languages) or next(_readable(_marked(root), known.zone), None)
        return seen if seen and seen.date() != time.date() else time
    return (
        _stated(root, known)
        or date_lines.told(root, known, languages)
        or date_lines.told(root, known, (*languages, *_of_country(known.address)))
        or _in_scripts(root, known.zone)
    )


def _named(known: Known, names: Iterable[str]) -> Iterator[str]:
    return (known.meta.get(name, "") for name in names)


def _as_seen(time: datetime, seen: datetime | None) -> datetime:
    """Return a time in UTC as the clock shows it that readers see, where that shows the same moment on another day."""
    if seen is None or time.date() == seen.date():
        return time
    shift = seen.replace(tzinfo=UTC) - time
    offset = round(shift / _QUARTER) * _QUARTER
    is_same = abs(shift - offset) < _MINUTE and _WEST <= offset <= _EAST
    return time.astimezone(timezone(offset)) if is_same else time


def _of_country(address: str) -> tuple[str, ...]:
    """Return the official languages of the country that an address ends in, as Unicode's CLDR has them."""
    from babel.languages import get_official_languages  # noqa: PLC0415 - heavy, and for few pages

    return get_official_languages(host(address).rsplit(".", 1)[-1].upper())


def _stated(root: Element, known: Known) -> datetime | None:
    """Return the first time that can be read, in the order of trust."""
    nodes, zone = known.nodes, known.zone
    times = [time.get("datetime") or "" for time in islice(filter(is_own, root.iter("time")), _FEW)]
    others = [*(jsonld.string(other.get("datePublished")) for other in nodes), *_marked(root), *times]
    day = _day_in_path(known)
    return next((time for time in _readable(others, zone) if not day or abs(time - day) < _NEARLY), day)


def _marked(root: Element) -> Iterator[str]:
    found = cast("list[Element]", _MARKED(root))
    return (element.get("content") or element.get("datetime") or element.get("title") or "" for element in found)


def _in_scripts(root: Element, zone: str) -> datetime | None:
    """Return the time that the data of a page's app has, where it has one day only under names of publication."""
    told = [time for script in root.iter("script") for time in _readable(_IN_DATA.findall(script.text or ""), zone)]
    return told[0] if len({time.date() for time in told}) == 1 else None


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
