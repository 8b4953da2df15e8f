"""Numbers in running text: digits, words and mixtures of both, as values that can be compared across languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from alignment.texts.quantities.hours import either, halves, middles
from alignment.texts.quantities.hours import readings as hours_of
from alignment.texts.quantities.number_words import Lexicon, lexicon, pieces
from alignment.texts.quantities.zones import Reading, at_home, hour_there, zone_after
from alignment.texts.words import plain, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANK = "\u0020\u00a0\u202f\u2009"
_DASHES = ("-", "–", "—", "/", " - ", " – ", " — ")
#: From here on four digits may be a year; decades are said until here.
_FIRST_YEAR = 1000
#: Decades of these are said without them: "the 80s".
_SPOKEN_CENTURIES = (1900, 2000)
_CENTURY = _HUNDRED = 100
_NOON, _HOURS, _MINUTES = 12, 24, 60
_DAY = 24.0 * 60
#: Digits in a group of thousands, after the point of a clock time, and in a clock time without one ("0500").
_THOUSANDS, _CLOCK_TAIL, _CLOCK_DIGITS = 3, 2, 4
#: What fractions in words are in percent, as another edition may say it.
_PERCENT_OF = {0.2: 20.0, 0.25: 25.0, 0.333333: 33.0, 0.5: 50.0, 0.666666: 67.0, 0.75: 75.0}
#: "Half of it" is "two times less" elsewhere.
_TIMES_LESS = {0.25: 4.0, 0.333333: 3.0, 0.5: 2.0}
#: Scales that say how many by themselves begin here ("millions of people"); their short forms have fewer letters.
_THOUSAND, _SCALE_LETTERS = 1000, 4
_GROUPED = re.compile(rf"\d{{1,3}}[{_BLANK}.,]\d{{3}}")
#: So many out of so many at most are a share ("nine out of ten").
_MOST_OF = 100
#: Words from twenty on take another word: "twenty-five".
_TENS, _TEN = 20, 10
#: Thirds and quarters are counted, halves are not ("three half-mile laps").
_HALF = 0.5
#: A date in digits: 22.10.2025.
DATE = re.compile(
    r"(?<![\d.])(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d|\d\d)(?!\d|\.\d)"
)
#: Centuries and the like: two letters or more; Cyrillic ones that look the same are typed, too.
_ROMAN = re.compile(r"(?<!\w)[IVXХІ]{2,5}(?!\w)")
_ROMAN_DIGITS = {"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}
_WRITTEN_SIGN = re.compile(r"[\d½¼¾⅓⅔]")
_URL = re.compile(r"(?:https?://|www\.)\S+")
#: A telephone number: a plus and a country's code, or a zero, then groups of digits; it counts nothing.
_PHONE = re.compile(r"(?<![\w.,])(?:\+\d{1,3}(?:[\s-]\(?\d{2,4}\)?){3,4}|\(?0\d{0,3}\)?(?:[\s-]\d{2,4}){2,4})(?!\d)")
#: So many digits are an account or a key and count nothing (floats end at 308 of them).
_KEY = re.compile(rf"\d{{1,3}}(?:[{_BLANK}.,]\d{{3}}){{10,}}|\d{{31,}}")
#: Without what stands before it in other countries or cities.
_PHONE_DIGITS = 9
#: A clock time; thousands by blanks, commas or points; anything else with an optional fraction; a fraction sign.
_WRITTEN = re.compile(
    r"(?P<body>(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?::(?P<minute>[0-5]\d)(?![\d:]))(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
    r"|\.(?P<minute2>[0-5]\d)\s?(?P<half4>[ap])\.?\s?m\b\.?|\s?(?P<half2>[ap])\.?\s?m\b\.?"
    r"|(?=(?:\s?[-–—]\s?|\sto\s)\d{1,2}(?::\d\d)?\s?(?P<half3>[ap])\.?\s?m\b))"
    rf"|(?P<digits>(?<![\d.,])\d{{1,3}}(?:[{_BLANK}]\d{{3}}(?!\d))+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"
    r"|\d+(?:[.,]\d+)?)"
    r"|(?P<sign>[½¼¾⅓⅔]))(?P<tail>['’]?s\b|-?[^\W\d_½¼¾⅓⅔]{1,3}\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        readings: what it may mean: ("n", value) or, for a clock time, ("t", minutes after midnight).
        start: where it begins (characters).
        end: where it ends, exclusive.
        written: True where it is written in digits, which is how facts are written; words may be idioms.
        counts: True where words say how many ("forty-six", "millions", "half", "twice"), other than ordinals, "a pair".
    """

    readings: frozenset[tuple[str, float]]
    start: int
    end: int
    written: bool
    counts: bool = False

    def agrees(self, other: Number) -> bool:
        """Return whether both can mean the same."""
        return not self.readings.isdisjoint(other.readings)


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a number: its value, or the scale that it multiplies by."""

    kind: str
    value: float
    start: int
    end: int
    readings: frozenset[tuple[str, float]] = frozenset()


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Return the numbers of a text in order.

    Args:
        text: running text.
        language: BCP 47; without a table ``numbers`` only digits are read.
    """
    lexical = lexicon(language)
    atoms = sorted(
        (*_digit_atoms(text, lexical), *_word_atoms(text, lexical)), key=lambda atom: (atom.start, -atom.end)
    )
    groups = _groups(atoms, text, lexical)
    found = [_number(group) for group in groups]
    for index, (one, other) in enumerate(pairwise(groups)):
        between = (text, one[-1].end, other[0].start)
        scale = other[-1].value if other[-1].kind == "scale" else _thousands(text, one, other)
        more: set[Reading] = set()
        if one[-1].kind == "digits" and scale and lexical.range.fullmatch(*between):
            more = {("n", value * scale) for kind, value in found[index].readings if kind == "n"}
        elif lexical.share and lexical.share.fullmatch(*between):
            more = set(_share(found[index], found[index + 1]))
        if more:
            found[index] = replace(found[index], readings=found[index].readings | more)
    return tuple(each if each.written else _with_hour(each, text, language) for each in found)


def _thousands(text: str, one: Sequence[Atom], other: Sequence[Atom]) -> float:
    """Return what the first end of "12-15 000" is multiplied by: a thousand, or 0."""
    grouped = len(other) == 1 and _GROUPED.fullmatch(text, other[0].start, other[0].end)
    return _THOUSAND if grouped and one[-1].value < min(_THOUSAND, other[0].value) else 0


def _with_hour(number: Number, text: str, language: str) -> Number:
    """Return a number in words, as an hour where it is one: "о п'ятій вечора"."""
    (_, value), *others = number.readings
    if others or value not in range(_HOURS + 1):
        return number
    hours = set(_hour(text, number.start, number.end, int(value), language))
    return replace(number, readings=number.readings | hours) if hours else number


def _share(part: Number, whole: Number) -> Iterator[Reading]:
    """Yield how many in a hundred "nine out of ten" are."""
    many = [value for kind, value in part.readings if kind == "n"]
    of = [value for kind, value in whole.readings if kind == "n"]
    if len(many) == len(of) == 1 and 0 < many[0] < of[0] <= _MOST_OF and (of[0] % _TEN == 0 or of[0] < _TEN):
        yield "n", float(round(100 * many[0] / of[0]))


def phones(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a text gives a telephone number (characters, end exclusive), and its digits without country codes."""
    for found in _PHONE.finditer(text):
        yield *found.span(), int(re.sub(r"\D", "", found[0])[-_PHONE_DIGITS:])


@lru_cache(maxsize=4096)
def readings(text: str, language: str) -> frozenset[tuple[str, float]]:
    """Return all that the numbers of a text may mean (see ``numbers``)."""
    return frozenset().union(*(number.readings for number in numbers(text, language)))


def in_range(text: str, end: int, start: int, language: str) -> bool:
    """Return whether a number that ends at one place and one that begins at another are the ends of a range."""
    return lexicon(language).range.fullmatch(text, end, start) is not None


def _groups(atoms: list[Atom], text: str, lexical: Lexicon) -> list[list[Atom]]:
    """Return the pieces that make one number each."""
    groups: list[list[Atom]] = []
    for atom in atoms:
        last = groups[-1][-1] if groups else None
        if last is not None and atom.start < last.end:
            continue
        if last is not None and _joins(last, atom, text[last.end : atom.start], lexical):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def _digit_atoms(text: str, lexical: Lexicon) -> Iterator[Atom]:
    if not _WRITTEN_SIGN.search(text):
        return
    for pattern in (_URL, _PHONE, _KEY):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    for found in DATE.finditer(text):
        yield from _date(found)
    text = DATE.sub(lambda found: " " * len(found[0]), text)
    previous: Atom | None = None
    for found in _WRITTEN.finditer(text):
        if found["sign"]:
            yield Atom("plus", unicodedata.numeric(found["sign"]), *found.span())
            continue
        clock = found["hour"] is not None
        readings = set(_clock(found, text, lexical.language) if clock else _plain_readings(found["digits"], lexical))
        value = next((value for kind, value in sorted(readings) if kind == "n"), 0.0)
        if previous is not None and text[previous.end : found.start()] in _DASHES and previous.value >= _FIRST_YEAR:
            readings |= {("n", previous.value // 100 * 100 + value)} if value < _CENTURY else set()
        if found["tail"]:
            readings |= set(_decade(value))
        if any(kind == "t" for kind, _ in readings):
            readings = set(at_home(readings, zone_after(text, found.end("body"), lexical.language)))
        elif value == int(value):
            there = set(hour_there(text, int(value), found.end("body"), lexical.language))
            readings |= there or set(_hour(text, *found.span("body"), int(value), lexical.language))
        previous = Atom("digits", value, found.start(), found.end("body"), frozenset(readings))
        yield previous


def _hour(text: str, start: int, end: int, hour: int, language: str) -> Iterator[Reading]:
    """Yield what a bare hour is on the clock where words around it say that it is one."""
    hours = halves(text, start, end, hour, language)
    if hours:
        yield from hours_of(hours)
        for each in hours:
            yield "n", float(each)


def _date(found: re.Match[str]) -> Iterator[Atom]:
    """Yield the day and the year of a date in digits as facts; the month can only confirm others."""
    year = float(found["year"]) if len(found["year"]) > _CLOCK_TAIL else 2000 + float(found["year"])
    yield Atom("digits", float(found["day"]), *found.span("day"))
    yield Atom("digits", year, *found.span("year"))


def _plain_readings(digits: str, lexical: Lexicon) -> Iterator[Reading]:
    compact = re.sub(rf"[{_BLANK}]", "", digits)
    head, mark, tail = compact.rpartition(max(".,", key=compact.rfind))
    whole = re.sub(r"[.,]", "", head)
    if not mark:
        yield "n", float(compact)
        if len(compact) == _CLOCK_DIGITS and compact < "2400" and compact[2:] < "60":
            yield "t", float(int(compact[:2]) * 60 + int(compact[2:]))
            if compact.startswith("0") and compact.endswith("00"):
                yield "n", float(compact[:2])  # "0500", said "five in the morning" elsewhere
        return
    both = {".", ","} <= set(compact)  # then the last of them marks the fraction, in any language
    grouped = len(tail) == _THOUSANDS and whole != "0" and not both
    if grouped:
        yield "n", float(whole + tail)
    if not grouped or (mark == lexical.decimal and not re.search(r"[.,]", head)):
        yield "n", float(f"{whole}.{tail}")
    if len(tail) == _CLOCK_TAIL and int(whole) <= _HOURS and int(tail) < _MINUTES:
        yield "t", float(int(whole) * 60 + int(tail))


def _clock(found: re.Match[str], text: str, language: str) -> Iterator[Reading]:
    hour, minute = int(found["hour"]), int(found["minute"] or found["minute2"] or 0)
    half = (found["half"] or found["half2"] or found["half3"] or found["half4"] or "").lower()
    hours = {hour % _NOON + (_NOON if half == "p" else 0)} if half else None
    hours = hours or halves(text, *found.span("body"), hour, language) or either(hour, language)
    yield from hours_of(hours, minute)
    for each in hours:
        if not minute:
            yield "n", float(each)
    if half and not minute:
        yield "n", float(hour)


def _decade(value: float) -> Iterator[Reading]:
    if value % _TEN == 0 and _TEN <= value < _CENTURY:
        yield "n", 1900 + value
    elif value % _TEN == 0 and value // _CENTURY * _CENTURY in _SPOKEN_CENTURIES:
        yield "n", value % 100


def _word_atoms(text: str, lexical: Lexicon) -> Iterator[Atom]:
    for word in words(text):
        for kind, value, start, end in pieces(word.plain, lexical.language):
            yield Atom(kind, value, word.start + start, word.start + end if end else word.end)
    for start, end, minutes in middles(text, lexical.language):
        yield Atom(
            "clock", minutes / 60, start, end, frozenset({("t", minutes), ("t", minutes or _DAY), ("n", minutes / 60)})
        )
    for found in lexical.phrases.finditer(text) if lexical.phrases else ():
        kind, value = lexical.atoms[plain(found[0])]
        yield Atom(kind, value, *found.span())
    if lexical.half_more:
        for found in lexical.half_more.finditer(text):
            yield Atom("plus", 0.5, *found.span())
    for found in _ROMAN.finditer(text):
        yield Atom("ordinal", float(_roman(found[0])), *found.span())


def _roman(letters: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def _joins(last: Atom, atom: Atom, gap: str, lexical: Lexicon) -> bool:
    """Return whether the next piece goes on with the number: "2 млрд | 826 млн", "forty | six", "half | a million"."""
    if not lexical.joint.match(gap):
        growing = last.kind == atom.kind == "scale" and last.value < atom.value
        return growing and bool(lexical.between_scales and lexical.between_scales.match(gap))
    if atom.kind == "scale":
        letter_apart = atom.end - atom.start == 1 and gap
        counted = last.kind in ("digits", "word", "loose", "part", "plus")
        return not letter_apart and (counted or (last.kind == "scale" and last.value < atom.value))
    if atom.kind in ("plus", "loose", "part"):
        counted = last.kind == "word" and atom.value < _HALF and 1 <= last.value < _TEN
        return last.kind in ("digits", "word", "scale") if atom.kind == "plus" else counted
    if last.kind == "scale":
        listed = last.end - last.start == 1 and gap.strip()  # "€500m and 120K" are two
        return not listed and atom.kind in ("digits", "word", "ordinal") and atom.value < last.value
    if last.kind == "word" and last.value >= _TENS and last.value % _TEN == 0:
        return atom.kind in ("word", "ordinal") and 0 < atom.value < (_TEN if last.value < _HUNDRED else _HUNDRED)
    return False


def _number(group: list[Atom]) -> Number:
    total = current = 0.0
    for atom in group:
        if atom.kind in ("loose", "part") and current:
            current *= atom.value  # "three quarters"
        elif atom.kind != "scale":
            current += atom.value
        elif atom.value <= _HUNDRED:
            current = (current or 1.0) * atom.value  # "hundreds of thousands"
        else:
            total += (current or 1.0) * atom.value
            current = 0.0
    readings = {("n", round(total + current, 6))}
    if len(group) == 1 and group[0].readings:
        readings = set(group[0].readings)
    elif len(group) > 1 and group[0].readings and group[-1].end - group[-1].start == 1:
        readings |= set(group[0].readings)  # "100m": a hundred metres or a hundred million
    if group[-1].kind in ("loose", "part") and total + current in _PERCENT_OF:
        readings.add(("n", _PERCENT_OF[total + current]))
    if group[0].kind == "part" and total + current in _TIMES_LESS:
        readings.add(("n", _TIMES_LESS[total + current]))
    written = any(atom.kind == "digits" for atom in group)
    return Number(frozenset(readings), group[0].start, group[-1].end, written, _counts(group, total + current))


def _counts(group: list[Atom], value: float) -> bool:
    """Return whether a number in words says how many."""
    kinds = {atom.kind for atom in group}
    if "ordinal" in kinds:
        return False
    large = value >= _THOUSAND and any(
        atom.kind == "scale" and atom.value >= _THOUSAND and atom.end - atom.start >= _SCALE_LETTERS for atom in group
    )
    return large or ("word" in kinds and value > 1) or kinds in ({"part"}, {"times"})  # "one" is a pronoun, too
