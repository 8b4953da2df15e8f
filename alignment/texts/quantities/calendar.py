"""Words of the calendar: months, weekdays and days told from today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import locales
from alignment.texts.quantities.numerals import DATE
from alignment.texts.words import words
from locales.tables import Dates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.texts.words import Word

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
        sure: False for a word that means something else, too, and has no day beside it.
    """

    section: str
    value: int
    start: int
    end: int
    sure: bool = True


class _Form(NamedTuple):
    """A word of the calendar: what it says, and what it needs to say that."""

    section: str
    value: int
    #: It means something else, too.
    ambiguous: bool = False
    #: It is short for a month, and none without a day.
    short: bool = False
    #: A name if it has a capital where the calendar has none.
    name: bool = False


@cache
def _forms(language: str) -> Mapping[str, _Form]:
    table = locales.table(language, Dates)
    sections = (
        ("months", table.short),
        ("months", table.month_adjectives),
        ("months", table.months),
        ("weekdays", table.weekday_adjectives),
        ("weekdays", table.weekdays),
        ("relative", table.relative),
    )
    return {
        form: _Form(
            *(section, value, form in table.ambiguous),
            short=values is table.short,
            name=values is table.months and not table.capitals,
        )
        for section, values in sections
        for value, forms in values.items()
        for form in forms
    }


@lru_cache(maxsize=4096)
def calendar(text: str, language: str) -> tuple[Mention, ...]:
    """Return the months, weekdays and relative days of a text, in words or in a date in digits."""
    forms = _forms(language)
    capitals = locales.table(language, Dates).capitals
    found = []
    for word in words(text):
        form = forms.get(word.plain.removesuffix("'s"))
        if form is None:
            continue
        sure = _is_sure(form, word, text)
        if sure or (not form.short and word.text[0].isupper() == capitals) or (form.name and not form.ambiguous):
            found.append(Mention(form.section, form.value, word.start, word.end, sure))
    found += [Mention("months", int(each["month"]), *each.span("month")) for each in DATE.finditer(text)]
    return tuple(found)


def _is_sure(form: _Form, word: Word, text: str) -> bool:
    """Return whether a word can only be meant for the calendar."""
    if not (form.ambiguous or form.short or (form.name and word.text[0].isupper())):
        return True
    before = _DIGIT_BEFORE.search(text[max(0, word.start - 8) : word.start])
    return bool(before or (not form.short and _DIGIT_AFTER.match(text, word.end)))
