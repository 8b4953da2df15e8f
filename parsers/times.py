"""Times as strangers write them: one that no calendar has is no time, never an error."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, datetime
from email.utils import parsedate_to_datetime

#: Times of the calendar's first and last year can end up outside it when they are moved to another zone.
_FIRST, _LAST = MINYEAR + 1, MAXYEAR - 1


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
