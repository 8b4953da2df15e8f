"""Dates as machines and as pages write them, with their zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from locales import available, table
from parsers.times import iso_date, mail_date

_OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})$")
_FRACTION = re.compile(r"(\.\d{6})\d+")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](20\d{2}|19\d{2})\b")
_ISO = re.compile(r"\b((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_IDEOGRAPHIC = re.compile(r"((?:19|20)\d{2})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.h]([0-5]\d)\b(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_NOON = 12


def parse(text: str, zone: str) -> datetime | None:
    """Return the time that a machine-readable date names, or None.

    Args:
        text: ISO 8601 in the variants that pages have, or seconds or milliseconds since 1970.
        zone: IANA name of the zone of times that carry none.
    """
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    cleaned = _OFFSET.sub(r"\1:\2", _FRACTION.sub(r"\1", text.replace(" +", "+").replace("UTC", "Z").strip()))
    found = iso_date(cleaned) or mail_date(text)
    return _zoned(found, zone) if found else None


def visible(text: str, zone: str, year: int | None = None) -> datetime | None:
    """Return the first date in a text for readers: "19 лютого 2025, 13:05", "Nov. 20, 2024", "13:05 19.02.2025".

    Args:
        text: a date line or a short byline.
        zone: IANA name of the zone of the page's clock.
        year: the year where the line has none; without it such a line has no date.
    """
    found = _by_numbers(text) or _by_month_name(text, year)
    if found is None:
        return None
    day, rest = found
    clock = _CLOCK.search(rest)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3]:
        hour = hour % _NOON + (_NOON if clock[3].lower() == "p" else 0)
    try:
        return _zoned(datetime(*day, hour, minute), zone)  # noqa: DTZ001 - the next call gives the zone
    except ValueError:
        return None


def _zoned(time: datetime, zone: str) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=ZoneInfo(zone))


def _by_numbers(text: str) -> tuple[tuple[int, int, int], str] | None:
    for pattern, places in ((_ISO, (1, 2, 3)), (_IDEOGRAPHIC, (1, 2, 3)), (_NUMERIC, (3, 2, 1))):
        match = pattern.search(text)
        if match:
            year, month, day = (int(match[place]) for place in places)
            return (year, month, day), text[: match.start()] + " " + text[match.end() :]
    return None


def _by_month_name(text: str, year: int | None) -> tuple[tuple[int, int, int], str] | None:
    names, pattern = _months()
    match = pattern.search(text)
    if not match:
        return None
    rest = text[: match.start()] + " " + text[match.end() :]
    written = _YEAR.search(rest)
    known = int(written[0]) if written else year
    if known is None:
        return None
    return (known, names[(match["after"] or match["before"]).casefold()], int(match["day"] or match["number"])), rest


@cache
def _months() -> tuple[dict[str, int], re.Pattern[str]]:
    """Return month names of all known languages with their numbers, and a pattern of a day beside one."""
    names = {
        name: number
        for code in available()
        for number, forms in enumerate(table(code, "metadata").get("months", ()), 1)
        for name in forms
    }
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    day_first = rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<after>{known})\b"
    month_first = rf"\b(?P<before>{known})\.?\s+(?P<number>\d{{1,2}})\b"
    return names, re.compile(f"{day_first}|{month_first}", re.IGNORECASE)
