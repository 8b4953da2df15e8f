"""Which half of the day an hour is in, and what noon and midnight are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import locales
from locales.tables import Dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.texts.quantities.zones import Reading

_NOON, _HOURS = 12, 24
#: From this hour on "at night" is before midnight.
_EVENING = 7
#: "at" before an hour (characters).
_REACH = 12


def halves(text: str, start: int, end: int, hour: int, language: str) -> set[int] | None:
    """Return what an hour is on a clock of 24 hours by the words around it; None where they do not say.

    Args:
        text: running text.
        start: where the hour begins (characters).
        end: where it, or its minutes, end, exclusive.
        hour: as it is written.
        language: BCP 47.
    """
    known = _behind(language)
    found = known.match(text, end) if known else None
    if hour > _HOURS or found is None:
        return None
    if found["afternoon"] or (found["night"] and _EVENING <= hour < _NOON):
        return {hour % _NOON + _NOON if hour <= _NOON else hour}
    if found["morning"] or found["night"]:
        return {hour % _NOON if hour <= _NOON else hour}
    return {hour} if _before(language).search(text[max(0, start - _REACH) : start]) else None


def either(hour: int, language: str) -> set[int]:
    """Return what an hour of which nothing is said may be: one of two where clocks have twelve hours."""
    twelve = locales.table(language, Dates).clock.twelve or not locales.table(language, Dates).months
    return {hour, hour + _NOON} if twelve and hour <= _NOON else {hour}


def readings(hours: set[int], minute: int = 0) -> Iterator[Reading]:
    """Yield the minutes after midnight that hours may be."""
    for hour in hours:
        yield "t", float(hour * 60 + minute)


def middles(text: str, language: str) -> Iterator[tuple[int, int, float]]:
    """Yield where a text says noon or midnight in a word (characters, end exclusive), and how many minutes that is."""
    for pattern, minutes in _middles(language):
        for found in pattern.finditer(text):
            yield *found.span(), minutes


@cache
def _behind(language: str) -> re.Pattern[str] | None:
    """Return what stands behind an hour: the word for it, the part of the day."""
    clock = locales.table(language, Dates).clock
    if not clock.hour:
        return None
    parts = {"morning": clock.morning, "night": clock.night, "afternoon": clock.afternoon}
    named = "|".join(f"(?P<{name}>{_any(forms)})" for name, forms in parts.items())
    hour = _any(clock.hour)
    return re.compile(rf"(?:\s(?:{hour}))?\s?(?:{named})(?!\w)|\s(?:{hour})(?!\w)", re.IGNORECASE)


@cache
def _before(language: str) -> re.Pattern[str]:
    at = _any(locales.table(language, Dates).clock.at)
    return re.compile(rf"(?<!\w)(?:{at})\s\Z", re.IGNORECASE)


@cache
def _middles(language: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    clock = locales.table(language, Dates).clock
    told = ((clock.noon, float(_NOON * 60)), (clock.midnight, 0.0))
    return tuple((re.compile(rf"(?<!\w)(?:{_any(forms)})(?!\w)", re.IGNORECASE), at) for forms, at in told if forms)


def _any(forms: tuple[str, ...]) -> str:
    """Return a pattern of any of some forms, the longest first; what never matches where there is none."""
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or "(?!)"
