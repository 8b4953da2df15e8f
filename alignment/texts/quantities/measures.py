"""What a number counts: a unit beside it, what one unit is in another, and quantities of two units ("5 ft 10 in")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from locales.tables import Measures, entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Units of a dimension in terms of one of them (SI, its accepted neighbours, and the customary units of Britain and the
#: USA by the International Yard and Pound Agreement of 1959). What is not here is never converted: rates change.
FACTORS = {
    "mm": 1e-3,
    "cm": 1e-2,
    "m": 1.0,
    "km": 1e3,
    "inch": 0.0254,
    "ft": 0.3048,
    "yard": 0.9144,
    "mile": 1609.344,
    "nmi": 1852.0,
    "m2": 1.0,
    "km2": 1e6,
    "ha": 1e4,
    "acre": 4046.86,
    "sqft": 0.092903,
    "sqmile": 2.59e6,
    "ml": 1e-3,
    "l": 1.0,
    "m3": 1e3,
    "gallon": 3.78541,
    "barrel": 158.987,
    "g": 1e-3,
    "kg": 1.0,
    "t": 1e3,
    "centner": 1e2,
    "lb": 0.453592,
    "oz": 0.0283495,
    "kmh": 1.0,
    "ms": 3.6,
    "mph": 1.609344,
    "knot": 1.852,
    "w": 1.0,
    "kw": 1e3,
    "mw": 1e6,
    "gw": 1e9,
    "hp": 745.7,
    "kwh": 1.0,
    "mwh": 1e3,
    "gwh": 1e6,
    "twh": 1e9,
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.44,
    "year": 365.25,
    "percent": 1.0,
    "points": 1.0,
    "basis": 0.01,
    "UAH": 1.0,
    "kopiika": 0.01,
}
#: A share of a whole is not a difference of two shares, although 25 basis points may be told as either.
_APART = frozenset({"percent", "points"})
#: A conversion is off by half of the last digit that either side shows, and by this share beyond ("some 60 miles").
SLACK = 0.02
#: However few digits are shown, it is no conversion when it is off by more than this share.
MOST = 0.12
#: Degrees: °F = 32 + 1.8 °C, give or take this many °C.
_DEGREES = 1.5
#: Degrees of which nobody says the scale may be of either.
_SCALES = frozenset({"c", "f", "degree"})
_REACH = 24
#: What quantities are given for, and how near behind them (characters).
_GIVEN_FOR = frozenset({"span", "weight", "volume", "area", "energy"})
_NEAR = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit beside a number.

    Attributes:
        dimension: what is measured.
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
    #: Only currencies stand before their numbers.
    before: re.Pattern[str] | None
    after: re.Pattern[str]
    #: The same behind a part of a whole: "half a year".
    after_part: re.Pattern[str]
    names: dict[str, tuple[str, str]]
    #: What a quantity is given for, in the few words behind it: "per barrel".
    per: re.Pattern[str] | None


@cache
def _units(language: str) -> _Units | None:
    table = locales.table(language, Measures)
    found = [
        (form, (dimension, unit))
        for dimension, units in entries(table).items()
        if dimension not in ("joiners", "per")
        for unit, forms in units.items()
        for form in forms
    ]
    if not found:
        return None
    longest_first = sorted(found, key=lambda each: -len(each[0]))
    names = {f"u{index}": known for index, (_, known) in enumerate(longest_first)}
    patterns = {f"u{index}": f"(?P<u{index}>{_form(form)})" for index, (form, _) in enumerate(longest_first)}
    money = [pattern for name, pattern in patterns.items() if names[name][0] == "money"]
    units = "|".join(patterns.values())
    joiners = "|".join([r"[\s-]{0,2}", *(rf"\s{re.escape(each)}\s" for each in table.joiners)])
    return _Units(
        before=re.compile(rf"(?<!\w)(?:{'|'.join(money)})\s?\Z", re.IGNORECASE) if money else None,
        after=re.compile(rf"[\s-]{{0,2}}(?:{units})", re.IGNORECASE),
        after_part=re.compile(rf"(?:{joiners})(?:{units})", re.IGNORECASE),
        names=names,
        per=_per(table.per, {name: pattern for name, pattern in patterns.items() if names[name][0] in _GIVEN_FOR}),
    )


def _per(words: tuple[str, ...], units: dict[str, str]) -> re.Pattern[str] | None:
    said = "|".join(map(re.escape, words))
    between = rf"[^.,;:!?()\d]{{0,{_NEAR}}}?"
    pattern = rf"{between}\s(?P<start>(?:{said})\s(?:{'|'.join(units.values())}))"
    return re.compile(pattern, re.IGNORECASE) if words else None


def _form(form: str) -> str:
    """Return a form as a pattern; a form of letters ends where the word does."""
    words = r"[\s-]".join(re.escape(word).replace(r"\*", r"\w*") for word in form.split())
    return words + (r"(?!\w)" if form[-1].isalpha() else "")


@lru_cache(maxsize=4096)
def measure(text: str, start: int, end: int, language: str, *, part: bool = False) -> Measure | None:
    """Return the unit beside a number of a text; None where there is none, or the language has no table ``measures``.

    Args:
        text: running text.
        start: where the number begins (characters).
        end: where it ends, exclusive.
        language: BCP 47.
        part: whether it is a part of a whole, which may have an article behind it.
    """
    units = _units(language)
    if units is None:
        return None
    found = (units.after_part if part else units.after).match(text, end)
    if found and found.lastgroup:
        return Measure(*units.names[found.lastgroup], start, found.end())
    begin = max(0, start - _REACH)
    found = units.before.search(text[begin:start]) if units.before else None
    if found and found.lastgroup:
        return Measure(*units.names[found.lastgroup], begin + found.start(), end)
    return None


def rates(text: str, ends: Sequence[int], language: str) -> Iterator[tuple[int, int, str]]:
    """Yield what quantities of a text are given for ("a day", "за тонну"): where it stands, and the unit.

    Args:
        text: running text.
        ends: where each quantity ends, in order (characters).
        language: BCP 47.
    """
    units = _units(language)
    if units is None or units.per is None or not ends:
        return
    for end, following in zip(ends, [*ends[1:], len(text)], strict=True):
        found = units.per.match(text, end, max(end, following))
        if found:
            named = next(name for name, said in found.groupdict().items() if said and name in units.names)
            yield *found.span("start"), units.names[named][1]


def same_unit(one: str, other: str) -> bool:
    """Return whether two units can be one: they are, or one is a degree of a scale that is not named."""
    return one == other or ("degree" in {one, other} and {one, other} <= _SCALES)


def converted(one: float, unit: str, other: float, other_unit: str) -> bool:
    """Return whether one quantity is the other in another unit, as far as the digits show that both give."""
    if (unit == other_unit and unit != "degree") or {unit, other_unit} == _APART:
        return False
    if {unit, other_unit} <= _SCALES:
        return (other_unit != "c" and unit != "f" and _same_heat(one, other)) or (
            unit != "c" and other_unit != "f" and _same_heat(other, one)
        )
    if unit not in FACTORS or other_unit not in FACTORS:
        return False
    first, second = one * FACTORS[unit], other * FACTORS[other_unit]
    shown = (_last_digit(one) * FACTORS[unit] + _last_digit(other) * FACTORS[other_unit]) / 2
    largest = max(abs(first), abs(second))
    return abs(first - second) <= min(shown + SLACK * largest, MOST * largest)


def _same_heat(celsius: float, fahrenheit: float) -> bool:
    return abs((fahrenheit - 32) / 1.8 - celsius) <= _DEGREES


def _last_digit(value: float) -> float:
    """Return the place of the last digit that a value shows: 10 for 350, 1 for 62, .1 for 1.5."""
    digits = f"{abs(value):.3f}".rstrip("0")
    if not digits.endswith("."):
        return float(10.0 ** -len(digits.partition(".")[2]))
    whole = digits.rstrip(".")
    return float(10 ** (len(whole) - len(whole.rstrip("0") or "0")))
