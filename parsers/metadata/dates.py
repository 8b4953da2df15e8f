"""Dates as machines and as pages write them, with their zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from locales import described, table
from locales.page_tables import Metadata
from locales.tables import Dates
from parsers.times import iso_date, mail_date

_OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})$")
_FRACTION = re.compile(r"(\.\d{6})\d+")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_NUMERIC = re.compile(r"\b(\d{1,2})(?:\.\s?|/)(\d{1,2})(?:\.\s?|/)(20\d{2}|19\d{2})\b")
_ISO = re.compile(r"\b((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_IDEOGRAPHIC = re.compile(r"((?:19|20)\d{2})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.h]([0-5]\d)\b(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_NOON = 12
#: Before this year no page of the web was published: such a date is an empty field.
_EARLIEST = 1991
#: Stands in for the year of a date that has none; a leap year.
_ANY_YEAR = 2000


def parse(text: str, zone: str) -> datetime | None:
    """Return the time that a machine-readable date names, or None.

    Args:
        text: ISO 8601 in the variants that pages have, or seconds or milliseconds since 1970.
        zone: IANA name of the zone of times that carry none.
    """
    found = _machine(text.strip(), zone)
    return found if found and _EARLIEST <= found.year <= datetime.now(UTC).year + 1 else None


def _machine(text: str, zone: str) -> datetime | None:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    cleaned = _OFFSET.sub(r"\1:\2", _FRACTION.sub(r"\1", text.replace(" +", "+").replace("UTC", "Z").strip()))
    found = iso_date(cleaned) or mail_date(text)
    return _zoned(found, zone) if found else None


def visible(text: str, zone: str, year: int | None = None, languages: tuple[str, ...] = ()) -> datetime | None:
    """Return the first date in a text for readers: "19 лютого 2025, 13:05", "Nov. 20, 2024", "13:05 19.02.2025".

    Args:
        text: a date line or a short byline.
        zone: IANA name of the zone of the page's clock.
        year: the year where the line has none; without it such a line has no date.
        languages: those of the page; their months are known besides those of the configured languages.
    """
    found = _by_numbers(text) or _by_month_name(text, year, languages)
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


def names_day(text: str) -> bool:
    """Return whether a text for readers has a date, with its year or without."""
    return visible(text, "UTC", _ANY_YEAR) is not None


def _zoned(time: datetime, zone: str) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=ZoneInfo(zone))


def _by_numbers(text: str) -> tuple[tuple[int, int, int], str] | None:
    for pattern, places in ((_ISO, (1, 2, 3)), (_IDEOGRAPHIC, (1, 2, 3)), (_NUMERIC, (3, 2, 1))):
        match = pattern.search(text)
        if match:
            year, month, day = (int(match[place]) for place in places)
            return (year, month, day), text[: match.start()] + " " + text[match.end() :]
    return None


def _by_month_name(text: str, year: int | None, languages: tuple[str, ...]) -> tuple[tuple[int, int, int], str] | None:
    names, pattern = _months(languages)
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
def month_names() -> frozenset[str]:
    """Return the names of months in the languages that are known, in lower case."""
    return frozenset(_months()[0])


@cache
def _months(languages: tuple[str, ...] = ()) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return month names of the tables and of some other languages with their numbers, and a pattern of a day."""
    calendars = [table(code, Dates) for code in described()]
    months = [each for calendar in calendars for each in (calendar.months, calendar.short)]
    names = {name: number for each in months for number, forms in each.items() for name in forms}
    for language in (code for code in languages if code not in described()):
        names = {**_of_babel(language), **names}
    behind = [ending for code in described() for ending in table(code, Metadata).day_endings]
    endings = "|".join([*map(re.escape, behind), r"\."])
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    day_first = rf"\b(?P<day>\d{{1,2}})(?:{endings})?\s+(?:de\s+|of\s+)?(?P<after>{known})\b"
    month_first = rf"\b(?P<before>{known})\.?\s+(?P<number>\d{{1,2}})(?:{endings})?\b"
    return names, re.compile(f"{day_first}|{month_first}", re.IGNORECASE)


def _of_babel(language: str) -> dict[str, int]:
    """Return the month names of a language as Unicode's CLDR has them; none for an unknown language."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - heavy, and only for other languages

    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    forms = (months[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    named = ((name.casefold().rstrip("."), number) for form in forms for number, name in form.items())
    return {name: number for name, number in named if name.isalpha() and len(name) > 2}  # noqa: PLR2004 - "M", "1"
