"""What a number counts: currencies, percent, lengths, weights, and which of them are one another converted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import locales
from locales.tables import Measures, entries

#: Units in terms of the first of their dimension; what is not here cannot be converted (rates change, shares do not).
FACTORS = {"km": 1.0, "mile": 1.609, "m": 0.001, "ft": 0.000305, "t": 1.0, "kg": 0.001, "lb": 0.000454}
#: A conversion in news is rounded: it may be off by this share.
ROUNDED = 0.12
#: Degrees: °F = 32 + 1.8 °C, give or take this many °C.
_DEGREES = 1.5
_REACH = 24


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit beside a number.

    Attributes:
        dimension: what is measured; units of different dimensions are never compared.
        unit: the unit's key, the same in all languages.
        start: where the number with its unit begins (characters).
        end: where it ends, exclusive.
    """

    dimension: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Units:
    before: re.Pattern[str]
    after: re.Pattern[str]
    names: dict[str, tuple[str, str]]


@cache
def _units(language: str) -> _Units | None:
    found = [
        (form, (dimension, unit))
        for dimension, units in entries(locales.table(language, Measures)).items()
        for unit, forms in units.items()
        for form in forms
    ]
    if not found:
        return None
    longest_first = sorted(found, key=lambda each: -len(each[0]))
    names = {f"u{index}": known for index, (_, known) in enumerate(longest_first)}
    either = "|".join(f"(?P<u{index}>{_form(form)})" for index, (form, _) in enumerate(longest_first))
    return _Units(
        before=re.compile(rf"(?<!\w)(?:{either})\s?\Z", re.IGNORECASE),
        after=re.compile(rf"[\s-]{{0,2}}(?:{either})", re.IGNORECASE),
        names=names,
    )


def _form(form: str) -> str:
    """Return a form as a pattern; a form of letters ends where the word does."""
    words = r"\s".join(re.escape(word).replace(r"\*", r"\w*") for word in form.split())
    return words + (r"(?!\w)" if form[-1].isalpha() else "")


@lru_cache(maxsize=4096)
def measure(text: str, start: int, end: int, language: str) -> Measure | None:
    """Return the unit beside a number of a text; None where there is none, or the language has no table ``measures``.

    Args:
        text: running text.
        start: where the number begins (characters).
        end: where it ends, exclusive.
        language: BCP 47.
    """
    units = _units(language)
    if units is None:
        return None
    found = units.after.match(text, end)
    if found and found.lastgroup:
        return Measure(*units.names[found.lastgroup], start, found.end())
    begin = max(0, start - _REACH)
    found = units.before.search(text[begin:start])
    if found and found.lastgroup:
        return Measure(*units.names[found.lastgroup], begin + found.start(), end)
    return None


def converted(one: float, unit: str, other: float, other_unit: str) -> bool:
    """Say whether one quantity is the other in another unit, rounded."""
    if unit == other_unit:
        return False
    if {unit, other_unit} == {"c", "f"}:
        celsius, fahrenheit = (one, other) if unit == "c" else (other, one)
        return abs((fahrenheit - 32) / 1.8 - celsius) <= _DEGREES
    if unit not in FACTORS or other_unit not in FACTORS:
        return False
    first, second = one * FACTORS[unit], other * FACTORS[other_unit]
    return abs(first - second) <= ROUNDED * max(abs(first), abs(second))
