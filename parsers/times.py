"""Times as strangers write them: one that no calendar has is no time, never an error."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

#: Times of the calendar's first and last year can end up outside it when they are moved to another zone.
_FIRST, _LAST = MINYEAR + 1, MAXYEAR - 1
#: Whose clocks are named in feeds; the standard library knows the names of North America only.
_CLOCKS = ("Europe/Kyiv", "Europe/Berlin", "Europe/Lisbon", "Europe/London", "Europe/Moscow")
_ZONE = re.compile(
    r"(?<=\d|m|\.)[ ]{0,3}\(?"
    r"(?:(?:GMT|UTC)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?P<more>\d{0,20})|(?P<name>[A-Z]{3,4}))\)?$"
)
_CLOCK = re.compile(r"\d:\d\d")


def in_calendar(time: datetime | None) -> datetime | None:
    """Return a time if it can be moved to any zone, None otherwise."""
    return time if time is not None and _FIRST <= time.year <= _LAST else None


def mail_date(text: str) -> datetime | None:
    """Return the time of a header or a feed, "Wed, 19 Feb 2025 13:05:00 +0200"; None where it is none."""
    try:
        return in_calendar(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):  # the last for zones of a million hours
        return None


def iso_date(text: str) -> datetime | None:
    """Return the time that ISO 8601 writes, None where it is none."""
    try:
        return in_calendar(datetime.fromisoformat(text))
    except ValueError:
        return None


def without_zone(text: str) -> tuple[str, timezone | None]:
    """Return a time without the zone that stands behind its clock, and that zone; None where none is known.

    What no zone of the world can be leaves no time either.
    """
    found = _ZONE.search(text)
    if found is None or not _CLOCK.search(text, 0, found.start()):
        return text, None
    if found["name"]:
        offset = _zone_names().get(found["name"])
    else:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        offset = -offset if found["sign"] == "-" else offset
    if offset is None:
        return text, None
    if found["more"] or abs(offset) >= timedelta(days=1):
        return "", None
    return text[: found.start()].rstrip(), timezone(offset)


@cache
def _zone_names() -> dict[str, timedelta]:
    """Return what the names of clocks mean, such as "EEST", by the tz database."""
    days = [datetime(2026, month, 1, tzinfo=ZoneInfo(clock)) for clock in _CLOCKS for month in (1, 7)]
    return {"UTC": timedelta()} | {day.tzname() or "": day.utcoffset() or timedelta() for day in days}
