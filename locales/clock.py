"""The newsroom's clock: every time that people read is told by its zone. A process has one, as it has one environment.

What programs read (JSON, CSV, attributes of pages) keeps the zone that it has.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

#: The zone where nobody has set another.
USUAL = "Europe/Kyiv"


class _Clock:
    zone = ZoneInfo(USUAL)


def use(name: str) -> None:
    """Tell times by another zone from now on.

    Args:
        name: as IANA has it, such as "Europe/Kyiv".

    Raises:
        ValueError: there is no such zone.
    """
    try:
        _Clock.zone = ZoneInfo(name)
    except (LookupError, OSError) as error:  # a folder of zones is no zone either
        raise ValueError(name) from error


def zone() -> ZoneInfo:
    """Return the zone."""
    return _Clock.zone


def here(moment: datetime) -> datetime:
    """Return a moment by the newsroom's clock; one without a zone is what it says."""
    return moment if moment.tzinfo is None else moment.astimezone(_Clock.zone)


def today() -> datetime:
    """Return now, by the newsroom's clock."""
    return datetime.now(_Clock.zone)
