"""Words of the calendar: months, weekdays and days told from today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.numerals import DATE
from alignment.texts.words import words
from locales.tables import Dates

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A day or a year beside a word that may be a month ("5 May", "May 5", "May 2025").
_DIGIT_BEFORE = re.compile(r"\d\w{0,2}\s+\Z")
_DIGIT_AFTER = re.compile(r"\.?\s+\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the calendar in a text.

    Attributes:
        section: "months", "weekdays" or "relative".
        value: 1 for January or Monday; days after the day of publication.
        start: where it begins (characters).
        end: where it ends, exclusive.
    """

    section: str
    value: int
    start: int
    end: int


@cache
def _values(language: str) -> Mapping[str, tuple[str, int]]:
    table = locales.table(language, Dates)
    sections = {"months": table.months, "weekdays": table.weekdays, "relative": table.relative}
    return {
        form: (section, value)
        for section, values in sections.items()
        for value, forms in values.items()
        for form in forms
    }


@lru_cache(maxsize=4096)
def calendar(text: str, language: str) -> tuple[Mention, ...]:
    """Return the months, weekdays and relative days of a text, in words or in a date in digits."""
    values = _values(language)
    ambiguous = locales.table(language, Dates).ambiguous
    found = []
    for word in words(text):
        known = values.get(word.plain)
        if known is None:
            continue
        if word.plain in ambiguous and not (
            _DIGIT_BEFORE.search(text[max(0, word.start - 8) : word.start]) or _DIGIT_AFTER.match(text, word.end)
        ):
            continue
        found.append(Mention(*known, word.start, word.end))
    found += [Mention("months", int(each["month"]), *each.span("month")) for each in DATE.finditer(text)]
    return tuple(found)
