"""Time zones beside a clock time: what it would be on the clock that news of Ukraine go by."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import locales
from locales.tables import Dates, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alignment.checks.voting import Key

#: Minutes ahead of UTC, in winter and in summer; the date that would tell which is seldom there.
OFFSETS = {
    "kyiv": (120, 180),
    "utc": (0,),
    "london": (0, 60),
    "central": (60, 120),
    "moscow": (180,),
    "new-york": (-300, -240),
}
#: A time without a zone is meant so.
HOME = "kyiv"
_DAY = 24 * 60
_CLOCK = re.compile(r"\d[:.]\d\d(?:\s?[ap]\.?m\b\.?)?|\d\s?[ap]\.?m\b\.?", re.IGNORECASE)


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return what finds a zone right after a time; group names cannot hold hyphens."""
    table = entries(locales.table(language, Dates).zones)
    groups = [f"(?P<{zone.replace('-', '_')}>{'|'.join(map(re.escape, forms))})" for zone, forms in table.items()]
    return re.compile(r"[\s,(]*(?:" + "|".join(groups) + r")(?!\w)", re.IGNORECASE) if groups else None


def zones(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names zones ("Kyiv time"): no places of the story (characters, end exclusive)."""
    pattern = _pattern(language)
    for clock in _CLOCK.finditer(text) if pattern else ():
        found = pattern.match(text, clock.end()) if pattern else None
        if found:
            yield found.span()


def zone_after(text: str, end: int, language: str) -> str | None:
    """Return the zone named right after a place of a text; None where there is none."""
    pattern = _pattern(language)
    found = pattern.match(text, end) if pattern else None
    return found.lastgroup.replace("_", "-") if found and found.lastgroup else None


def at_home(readings: Iterable[Key], zone: str | None) -> Iterator[Key]:
    """Yield what a clock time of a zone may be at home; without a zone, or at home, what was read."""
    if zone is None or zone == HOME:
        yield from readings
        return
    shifts = {ours - theirs for ours, theirs in zip(OFFSETS[HOME], _winter_and_summer(zone), strict=True)}
    for kind, minutes in readings:
        if kind == "t":
            for shift in shifts:
                yield "t", (minutes + shift) % _DAY


def _winter_and_summer(zone: str) -> tuple[int, int]:
    offsets = OFFSETS[zone]
    return offsets[0], offsets[-1]
