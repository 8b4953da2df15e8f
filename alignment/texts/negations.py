"""Which words of a text negate, and how surely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.spans import word_spans
from alignment.texts.words import plain
from locales.tables import Negation

if TYPE_CHECKING:
    from collections.abc import Mapping


class Force(IntEnum):
    """How surely a word negates."""

    #: It says nothing about it.
    NONE = 0
    #: Others may put it with a negation: "only", "failed", "but".
    SOFT = 1
    #: It is one, but others may put it differently: "never", "without", "несложно".
    HARD = 2
    #: It negates what follows: "not", "не".
    FIRM = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words, counted as in ``alignment.encoders.word_links.word_spans``."""

    text: str
    spans: tuple[tuple[int, int], ...]
    force: tuple[Force, ...]
    #: Whether the word stands in a fixed phrase that others put without a negation.
    idiomatic: tuple[bool, ...]

    def count(self, force: Force) -> int:
        """Return how many words have just this force."""
        return self.force.count(force)

    def firm(self) -> tuple[int, ...]:
        """Return which words negate what follows."""
        return tuple(word for word, force in enumerate(self.force) if force is Force.FIRM)

    def surest(self) -> int | None:
        """Return the first of the words that negate most surely; None where none negates."""
        force = max(self.force, default=Force.NONE)
        return self.force.index(force) if force >= Force.HARD else None

    def without(self, word: int) -> str:
        """Return the text without one negation; of a contraction the verb is kept."""
        return taken_out(self.text, self.spans[word])


def taken_out(text: str, span: tuple[int, int]) -> str:
    """Return a text without the negation at a span; of a contraction the verb is kept."""
    word = text[span[0] : span[1]]
    kept = word[:-3] if plain(word).endswith("n't") or plain(word) == "cannot" else ""
    return text[: span[0]] + kept + (text[span[1] :] if kept else text[span[1] :].lstrip())


@lru_cache(maxsize=4096)
def read(text: str, language: str) -> Reading:
    """Return the negations of a text; none for a language without a table ``negation``."""
    lexicon = _lexicon(language)
    phrases = [found.span() for found in lexicon.idioms.finditer(plain(text))] if lexicon.idioms else []
    spans = word_spans(text)
    return Reading(
        text,
        spans,
        tuple(_force(language, plain(text[start:end])) for start, end in spans),
        tuple(any(first <= start < last for first, last in phrases) for start, _ in spans),
    )


#: A prefix needs a stem behind it.
_STEM = 3


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: Mapping[Force, frozenset[str]]
    firm_suffixes: tuple[str, ...]
    hard_prefixes: tuple[str, ...]
    soft_prefixes: tuple[str, ...]
    soft_suffixes: tuple[str, ...]
    #: Prefixes that negate a word, and words that only begin so, but for some that begin like those.
    prefixed: tuple[str, ...]
    not_prefixed: tuple[str, ...]
    still_prefixed: tuple[str, ...]
    idioms: re.Pattern[str] | None

    def force(self, word: str) -> Force:
        """Return how surely a word in its plain form negates."""
        if word in self.words[Force.FIRM] or word.endswith(self.firm_suffixes):
            return Force.FIRM
        if word in self.words[Force.HARD] or word.startswith(self.hard_prefixes) or self._negated(word):
            return Force.HARD
        soft = word in self.words[Force.SOFT] or word.endswith(self.soft_suffixes) or _begins(word, self.soft_prefixes)
        return Force.SOFT if soft else Force.NONE

    def _negated(self, word: str) -> bool:
        return _begins(word, self.prefixed) and (
            word.startswith(self.still_prefixed) or not word.startswith(self.not_prefixed)
        )


@lru_cache(maxsize=1 << 15)
def _force(language: str, word: str) -> Force:
    return _lexicon(language).force(word)


def _begins(word: str, prefixes: tuple[str, ...]) -> bool:
    return word.startswith(prefixes) and any(
        word.startswith(prefix) and len(word) >= len(prefix) + _STEM for prefix in prefixes
    )


@cache
def _lexicon(language: str) -> _Lexicon:
    table = locales.table(language, Negation)
    return _Lexicon(
        words={
            Force.FIRM: frozenset(table.firm),
            Force.HARD: frozenset(table.hard),
            Force.SOFT: frozenset(table.soft),
        },
        firm_suffixes=table.firm_suffixes,
        hard_prefixes=table.hard_prefixes,
        soft_prefixes=table.soft_prefixes,
        soft_suffixes=table.soft_suffixes,
        prefixed=table.prefixed,
        not_prefixed=table.not_prefixed,
        still_prefixed=table.still_prefixed,
        idioms=_idioms(table.idioms),
    )


def _idioms(idioms: tuple[str, ...]) -> re.Pattern[str] | None:
    phrases = sorted(idioms, key=len, reverse=True)
    inner = "|".join(re.escape(each).replace(r"\ \*\ ", r"(?:\s\w+){1,4}?\s") for each in phrases)
    return re.compile(rf"\b(?:{inner})\b") if inner else None
