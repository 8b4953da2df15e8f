"""A reader's language: sentences, names of editions, dates and numbers as CLDR writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import locales
from locales import clock
from locales.page_tables import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, timedelta

    from babel import Locale

    from locales.messages import Message

#: What stands before the code of an edition in a message's values.
EDITION = re.compile(r"\blanguage:([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")


def language_named(name: str, languages: Iterable[str]) -> str | None:
    """Return the language that somebody means by its code or by the label of its editions ("ua" is ``uk``), else None.

    Args:
        name: in any case.
        languages: those that it may be, BCP 47.
    """
    wanted = name.strip().casefold()
    return next((code for code in languages if wanted in {code.casefold(), edition_label(code).casefold()}), None)


def edition_label(code: str) -> str:
    """Return what an edition is called on buttons: "UA" for ``uk``; its code in capitals where no table says."""
    return locales.table(code, Edition).label or code.upper()


def choose(wanted: Iterable[str], fallback: str = "en") -> str:
    """Return the first of the wanted languages that has a catalogue, a region ("uk-UA") left aside where need be.

    Args:
        wanted: BCP 47 codes, best first.
        fallback: what is returned when none of them has one.
    """
    known = locales.available()
    for code in wanted:
        for candidate in (code, code.partition("-")[0].lower()):
            if candidate in known:
                return candidate
    return fallback


def accepted(header: str) -> list[str]:
    """Return the languages of an Accept-Language header, best first; what cannot be read is left out."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        code, _, quality = part.strip().partition(";q=")
        try:
            weighted.append((-float(quality or 1), code.strip()))
        except ValueError:
            continue
    return [code for weight, code in sorted(weighted, key=lambda pair: pair[0]) if code[:1].isalpha() and weight]


@dataclass(frozen=True, slots=True)
class Interface:
    """Everything that is written for one reader passes through here.

    Attributes:
        language: the reader's language, BCP 47; without a catalogue of its own it reads English.
    """

    language: str

    @property
    def locale(self) -> Locale:
        """CLDR's data for the language; English where CLDR has none."""
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - half of what a short command costs otherwise

        try:
            return Locale.parse(self.language, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    @property
    def direction(self) -> str:
        """Which way the language is written: "ltr" or "rtl"."""
        return str(self.locale.text_direction)

    def gettext(self, message: str, /, **values: str | int) -> str:
        """Translate a message and fill its ``{placeholders}``."""
        return locales.catalogue(self.language).gettext(message).format(**self._named(values))

    def ngettext(self, singular: str, plural: str, count: int, /, **values: str | int) -> str:
        """Translate a message in the form that goes with ``count``, which is also the value of ``{count}``."""
        translated = locales.catalogue(self.language).ngettext(singular, plural, count)
        return translated.format(**{"count": count} | self._named(values))

    def sentence(self, said: Message) -> str:
        """Translate a message that was kept untranslated, and fill its placeholders."""
        if said.plural is None or said.count is None:
            return self.gettext(said.text, **said.values)
        return self.ngettext(said.text, said.plural, said.count, **said.values)

    def _named(self, values: Mapping[str, str | int]) -> dict[str, str | int]:
        """Return the values, in the reader's language where they are there, each ``language:xx`` by its label."""
        chosen = {name: values.get(f"{name}:{self.language}", value) for name, value in values.items()}
        return {
            name: EDITION.sub(lambda found: edition_label(found[1]), value) if isinstance(value, str) else value
            for name, value in chosen.items()
        }

    def language_name(self, code: str) -> str:
        """Return what a language is called in the reader's language ("українська"); its code where CLDR is silent."""
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see locale

        try:
            return Locale.parse(code, sep="-").get_display_name(self.locale) or code
        except (UnknownLocaleError, ValueError):
            return code

    def short_date(self, moment: date) -> str:
        """Return a date without its year, for where there is little room."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - see locale

        return str(format_skeleton("MMMd", moment, locale=self.locale))

    def date(self, moment: date) -> str:
        """Return a date in the reader's words, a moment's as the newsroom's clock has it."""
        from babel.dates import format_date  # noqa: PLC0415 - see locale

        day = clock.here(moment) if isinstance(moment, datetime) else moment
        return str(format_date(day, "medium", self.locale))

    def time(self, moment: datetime) -> str:
        """Return date and time of day by the newsroom's clock, of 24 hours, with its zone's offset then."""
        moment = clock.here(moment)
        offset = moment.strftime("%z")
        said = f"{self.date(moment)}, {moment:%H:%M}"
        return f"{said} {_zone(offset)}" if offset else said

    def span(self, length: timedelta) -> str:
        """Return a length of time in its largest unit: "3 hours"."""
        from babel.dates import format_timedelta  # noqa: PLC0415 - see locale

        return str(format_timedelta(length, threshold=1.5, granularity="minute", locale=self.locale))

    def number(self, value: float) -> str:
        """Return a number with the reader's separators."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - see locale

        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float) -> str:
        """Return a share between 0 and 1 as a percentage; never 100 % while anything is missing."""
        from babel.numbers import format_percent  # noqa: PLC0415 - see locale

        whole = min(round(share * 100), 99) if share < 1 else 100
        return str(format_percent(whole / 100, locale=self.locale))

    def listing(self, items: Iterable[str]) -> str:
        """Join items as the reader's language joins them: "A, B and C"."""
        from babel.lists import format_list  # noqa: PLC0415 - see locale

        return str(format_list(list(items), locale=self.locale))


def _zone(offset: str) -> str:
    """Return "UTC+2" for "+0200"."""
    hours, minutes = int(offset[:3]), offset[3:5].removesuffix("00")
    return f"UTC{hours:+d}{minutes and ':' + minutes}" if hours or minutes else "UTC"
