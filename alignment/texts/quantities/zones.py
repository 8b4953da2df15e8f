"""Time zones beside a clock time: what it would be on the clock that news of Ukraine go by."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import locales
from locales.tables import Dates, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What a number may be: ("n", value) or, for a clock time, ("t", minutes after midnight).
Reading: TypeAlias = "tuple[str, float]"

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
#: A zone that is named, but not one of these.
ELSEWHERE = "elsewhere"
#: The kind of reading that a time of another zone has: languages name few zones alike, so there it may only confirm.
THERE = "there"
_HOURS = 24
_DAY = _HOURS * 60
#: "годині ранку" between an hour and its zone (characters).
_NEAR = 24
_WORD = re.compile(r"\s[^\W\d]+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?(?!\d)", re.IGNORECASE)


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return what finds a zone right after a time; group names cannot hold hyphens."""
    table = entries(locales.table(language, Dates).zones)
    groups = [f"(?P<{zone.replace('-', '_')}>{'|'.join(map(_form, forms))})" for zone, forms in table.items()]
    return re.compile(r"[\s,.(]*(?:" + "|".join(groups) + r")(?!\w)", re.IGNORECASE) if groups else None


def _form(form: str) -> str:
    """Return a form as a pattern; * stands for any word."""
    return re.escape(form).replace(r"\*", r"[^\W\d]+(?:-[^\W\d]+)?")


def zones(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names zones ("Kyiv time"): no places of the story (characters, end exclusive)."""
    pattern = _pattern(language)
    for clock in _CLOCK.finditer(text) if pattern else ():
        for end in _ends(text, clock.end()):
            if pattern and (found := pattern.match(text, end)):
                yield found.span()
                break


def zone_after(text: str, end: int, language: str) -> str | None:
    """Return the zone named right after a place of a text; None where there is none."""
    pattern = _pattern(language)
    found = pattern.match(text, end) if pattern else None
    return found.lastgroup.replace("_", "-") if found and found.lastgroup else None


def hour_there(text: str, hour: int, end: int, language: str) -> Iterator[Reading]:
    """Yield what a bare hour may mean that has a zone behind it: "об 11 годині ранку за східним часом".

    Args:
        text: running text.
        hour: as it is written.
        end: where it ends (characters).
        language: BCP 47.
    """
    if hour <= _HOURS and any(zone_after(text, place, language) for place in _ends(text, end)):
        yield THERE, hour * 60
        yield THERE, (hour * 60 + _DAY // 2) % _DAY


def _ends(text: str, end: int) -> list[int]:
    """Return the end of an hour and those of the next two words, behind which its zone may stand."""
    return [end, *(found.end() for found in islice(_WORD.finditer(text, end, end + _NEAR), 2))]


def at_home(readings: Iterable[Reading], zone: str | None) -> Iterator[Reading]:
    """Yield what a clock time of a zone may be at home, and what it is there; without a zone what was read."""
    if zone is None or zone == HOME:
        yield from readings
        return
    shifts = {ours - theirs for ours, theirs in zip(OFFSETS[HOME], _winter_and_summer(zone), strict=True)}
    for kind, minutes in readings:
        if kind == "t":
            yield THERE, minutes
            for shift in shifts if zone != ELSEWHERE else ():
                yield "t", (minutes + shift) % _DAY


def _winter_and_summer(zone: str) -> tuple[int, int]:
    offsets = OFFSETS.get(zone, OFFSETS[HOME])
    return offsets[0], offsets[-1]
