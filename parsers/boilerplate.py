"""Phrases of news pages that are no part of a story, as the tables of the languages list them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from locales import table
from locales.page_tables import Boilerplate, Language
from parsers.metadata.dates import names_day
from parsers.types import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: A block that is longer does not only repeat a phrase of the template.
_LONGEST = 220
_MOST_LANGUAGES = 6
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d{2}\b")
#: Shorter beginnings occur in stories, too (words).
_CALL = 2
_END = " .:…!?#→»>|-–—"
_TICKER = re.compile(
    r"^[\s$€₴£₿]*+(?:BTC|USD|EUR|UAH|PLN)?[\s/]*+[$€₴£₿]?\s*+\d+[.,]\d{2}(?:\s+(?:[$€₴£₿]|USD|EUR|UAH)\s*\d+[.,]\d{2})*\s*$"
)
_DEGREES = re.compile(r"^[+−-]?\d{1,2}\s?°[CС]?\s?\S{0,20}$")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of several languages, ready to be looked up."""

    exact: Mapping[str, str]
    starts: Mapping[str, str]
    pattern: re.Pattern[str]
    #: Longer calls to share or follow, wherever they stand: "For more, please follow us on X."
    calls: re.Pattern[str]
    #: What switchers call the languages.
    names: frozenset[str]

    def reason(self, text: str) -> str | None:
        """Return why a block is no part of a story, or None."""
        if len(text) > _LONGEST:
            return None
        folded = text.casefold()
        found = self.exact.get(folded.strip(_END))
        if found:
            return found
        match = self.pattern.match(folded)
        if match and (not match[0].endswith(":") or self.starts[match[0]] != "byline" or _is_time(text[match.end() :])):
            return self.starts[match[0]]
        if self.calls.search(folded):
            return DropReason.SHARE
        parts = folded.split()
        if len(parts) <= _MOST_LANGUAGES and all(part.strip(_END) in self.names for part in parts):
            return DropReason.SWITCHER
        return DropReason.TICKER if _TICKER.match(text) or _DEGREES.match(text) else None


def _is_time(text: str) -> bool:
    """Return whether a text begins with a time of day or has a date: "Updated: 17:26"; not "Updated: one is dead"."""
    return _CLOCK.match(text) is not None or names_day(text)


@cache
def phrases(languages: Sequence[str]) -> Phrases:
    """Return the phrases of some languages; a tuple of codes, since they are kept."""
    rules = [rule for code in languages for rule in table(code, Boilerplate).rule]
    exact = {phrase.casefold().strip(_END): rule.reason for rule in rules for phrase in rule.exact}
    starts = {phrase.casefold(): rule.reason for rule in rules for phrase in rule.starts}
    longest_first = sorted(starts, key=len, reverse=True)
    names = frozenset(name for code in languages for name in table(code, Language).names)
    calls = [
        f"{re.escape(each)}\\b"
        for each in longest_first
        if starts[each] == DropReason.SHARE and len(each.split()) > _CALL
    ]
    return Phrases(exact, starts, _any(map(re.escape, longest_first)), _any(calls), names)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)")
