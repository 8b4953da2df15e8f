"""Dates as machines and as pages write them, with their zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"([+-]\d{2})(\d{2})$")
_FRACTION = re.compile(r"(\.\d{6})\d+")


def parse(text: str, zone: str) -> datetime | None:
    """Return the time that a machine-readable date names, or None.

    Args:
        text: ISO 8601 in the variants that pages have, or seconds since 1970.
        zone: IANA name of the zone of times that carry none.
    """
    text = text.strip()
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    cleaned = _FRACTION.sub(r"\1", _OFFSET.sub(r"\1:\2", text.replace(" +", "+")))
    try:
        found = datetime.fromisoformat(cleaned)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
