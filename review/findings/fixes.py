"""What mends a finding, ready to be copied, where it is known: the others' figure, a name as the edition spells it.

What cannot be written without changing the words around it is left to people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from alignment.texts.names import names
from alignment.texts.quantities.measures import measure, same_unit
from alignment.texts.quantities.numerals import numbers
from alignment.types import FindingKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.texts.quantities.numerals import Number
    from alignment.types import Comparison, Evidence, Finding

#: A numeral with its separators.
_DIGITS = re.compile(r"\d(?:[\d.,\u00a0\u202f\u2009 ]*\d)?")
#: Digits from which on newspapers group them, and such a group.
GROUPED = 5
_GROUPS = re.compile(r"\d[.,\u00a0\u202f\u2009 ]\d{3}(?!\d)")
#: Decimals that a figure of an article has at most.
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Fix:
    """What an edition ought to say."""

    edition: str
    #: What stands there, and what ought to.
    wrong: str
    right: str
    #: Whether it is only how the edition writes the name elsewhere, maybe in another case.
    elsewhere: bool = False


def fixes(comparison: Comparison) -> Mapping[str, Fix]:
    """Return what mends the findings of a comparison, by their ids; those for which it is not known are left out."""
    found = {each.id: _fix(comparison, each) for each in comparison.findings}
    return {name: each for name, each in found.items() if each is not None}


def _fix(comparison: Comparison, finding: Finding) -> Fix | None:
    own = [each for each in finding.evidence if each.edition == finding.edition]
    others = [each for each in finding.evidence if each.edition != finding.edition]
    if finding.edition is None or len(own) != 1 or not others:
        return None
    if finding.kind is FindingKind.NUMBER:
        return _figure(own[0], others)
    return _spelling(comparison, own[0], others[0]) if finding.kind is FindingKind.NAME else None


def _figure(own: Evidence, others: Sequence[Evidence]) -> Fix | None:
    """Return an edition's text with the figure that all others have: same scale word, same unit, same plural."""
    digits = _DIGITS.findall(own.text)
    here, there = _only(own), [_only(each) for each in others]
    if len(digits) != 1 or here is None or None in there or not _alike(own, others):
        return None
    value, shown = _value(here), _value(_number(digits[0], own.edition))
    wanted = {_value(each) for each in there if each is not None}
    if value is None or not shown or len(wanted) != 1 or (right := wanted.pop()) is None or right == value:
        return None
    new = right * shown / value if value else 0.0
    exact = new > 0 and abs(round(new, DECIMALS) - new) <= new * 1e-9
    if not exact or _plural(new, own.edition) != _plural(shown, own.edition):
        return None
    return Fix(own.edition, own.text, own.text.replace(digits[0], _written(new, digits[0], own.edition)))


def _only(evidence: Evidence) -> Number | None:
    """Return the number of a piece of text, None where there is another one, or none in digits."""
    found = numbers(evidence.text, evidence.edition)
    return found[0] if len(found) == 1 and found[0].written else None


def _number(text: str, language: str) -> Number | None:
    found = numbers(text, language)
    return found[0] if len(found) == 1 else None


def _value(number: Number | None) -> float | None:
    """Return what a number means; None where it may mean several things, or a time."""
    if number is None or len(number.readings) != 1:
        return None
    ((kind, value),) = number.readings
    return value if kind == "n" else None


def _alike(own: Evidence, others: Sequence[Evidence]) -> bool:
    """Return whether all name the same unit, or none."""
    units = [measure(each.text, *_span(each), each.edition) for each in (own, *others)]
    named = [each.unit for each in units if each is not None]
    return not named or (len(named) == len(units) and all(same_unit(named[0], unit) for unit in named))


def _span(evidence: Evidence) -> tuple[int, int]:
    number = _only(evidence)
    return (number.start, number.end) if number is not None else (0, len(evidence.text))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _plural(value: float, language: str) -> str:
    """Return which form of a word goes with a number (CLDR): the words behind it have to stay as they are."""
    form: str = _locale(language).plural_form(round(value, DECIMALS) if value % 1 else int(value))
    return form


def _written(value: float, old: str, language: str) -> str:
    """Return a number in the form of the one that it stands for: grouped or not, with its kind of blank."""
    bare = len(re.sub(r"\D", "", old)) >= GROUPED and not _GROUPS.search(old)
    grouped = not bare and value >= 10 ** (GROUPED - 1)
    said = str(format_decimal(round(value, DECIMALS), locale=_locale(language), group_separator=grouped))
    blank = next((char for char in old if char.isspace()), "\u00a0")
    return re.sub(r"\s", blank, said)


def _spelling(comparison: Comparison, own: Evidence, other: Evidence) -> Fix | None:
    """Return how an edition writes a name elsewhere, the form that it has most often."""
    wanted = names(other.text, other.edition)
    if len(wanted) != 1:
        return None
    article = comparison.articles[own.edition]
    found: dict[str, int] = {}
    for text in (article.title, *(block.text for block in article.blocks)):
        for each in names(text, own.edition):
            if each.sound.agrees(wanted[0].sound):
                said = text[each.start : each.end]
                found[said] = found.get(said, 0) + 1
    if not found or own.text in found:
        return None
    return Fix(own.edition, own.text, max(found, key=lambda said: (found[said], said)), elsewhere=True)
