"""Countries by what languages call them and their tongues: "Denmark", "Danish", "Дании", "данської" are one.

The names are CLDR's, by Babel; a language stands for the country that CLDR thinks of first ("da" for DK). Only names
of one word: longer ones are told by the sounds of their words.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from alignment.texts.stems import SHORTEST, stem, stems
from alignment.texts.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: CLDR's codes of countries have two letters, those of larger regions three digits.
_CODE = 2


def countries_of(word: str, language: str) -> frozenset[str]:
    """Return what countries a word as written may be about, by their codes (ISO 3166): ``country:DK``."""
    known = _known(language)
    return frozenset(
        f"country:{code}"
        for each in stems(plain(word), language)
        for code, capital in known.get(each, ())
        if word[:1].isupper() or not capital
    )


def is_country(word: str, language: str) -> bool | None:
    """Return whether a word, as written, names a country (True) or only its tongue or adjective (False); else None."""
    known = _known(language)
    found = [capital for each in stems(plain(word), language) for _, capital in known.get(each, ())]
    return any(found) and word[:1].isupper() if found else None


@cache
def _known(language: str) -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Return the stems of the names, with the countries and whether they always have a capital."""
    found: dict[str, set[tuple[str, bool]]] = {}
    for name, code, capital in _names(language):
        form = plain(name)
        if len(stem(form)) >= SHORTEST and form.replace("'", "").isalpha():
            found.setdefault(stem(form), set()).add((code, capital))
    return {each: tuple(sorted(countries)) for each, countries in found.items()}


def _names(language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the names of countries and of their languages; the latter are adjectives, small in Cyrillic text."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - heavy
    from babel.core import get_global  # noqa: PLC0415 - the same

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return
    yield from ((name, code, True) for code, name in locale.territories.items() if len(code) == _CODE)
    likely = get_global("likely_subtags")
    for code, name in locale.languages.items():
        country = likely.get(code, "").rpartition("_")[2]
        if len(country) == _CODE:
            yield name, country, False
