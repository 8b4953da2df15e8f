"""Which words of a text stand on one side of a pair of opposites ("rise", "fall"), and on which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.negations import Force, read
from alignment.texts.words import plain
from locales.tables import Opposites

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: A negation so few words before a word turns it round by itself: "did not reject" (words).
REACH = 2


@dataclass(frozen=True, slots=True)
class Pole:
    """One word that has an opposite.

    Attributes:
        pair: the pair's name in the table.
        side: 0 or 1.
        word: which of the text's words it is, counted as in ``spans.word_spans``; the first of a phrase.
        start: where it begins (characters).
        end: where it ends, exclusive.
        negated: whether a negation stands right before it.
    """

    pair: str
    side: int
    word: int
    start: int
    end: int
    negated: bool


@lru_cache(maxsize=4096)
def poles(text: str, language: str) -> tuple[Pole, ...]:
    """Return the words of a text that have an opposite; none for a language without a table ``opposites``."""
    sides = _sides(language)
    if not sides.words and not sides.stems:
        return ()
    reading, found = read(text, language), []
    for word, (start, end) in enumerate(reading.spans):
        negated = any(force >= Force.FIRM for force in reading.force[max(0, word - REACH) : word])
        found += [Pole(*each, word, start, end, negated) for each in sides.of(plain(text[start:end]))]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Pairs and sides by whole words and by stems."""

    words: Mapping[str, frozenset[tuple[str, int]]]
    stems: Mapping[str, frozenset[tuple[str, int]]]

    def of(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield the pairs that a word in its plain form stands in, with its side; a longer entry overrules others."""
        known: dict[str, tuple[int, set[int]]] = {}
        for length, entry in self._entries(word):
            for pair, side in entry:
                if pair not in known or known[pair][0] < length:
                    known[pair] = (length, {side})
                elif known[pair][0] == length:
                    known[pair][1].add(side)
        yield from ((pair, min(sides)) for pair, (_, sides) in known.items() if len(sides) == 1)

    def _entries(self, word: str) -> Iterator[tuple[int, frozenset[tuple[str, int]]]]:
        for length in range(1, len(word) + 1):
            if entry := self.stems.get(word[:length]):
                yield length, entry
        if whole := self.words.get(word):
            yield len(word) + 1, whole


@cache
def _sides(language: str) -> _Sides:
    table = locales.table(language, Opposites)
    words: dict[str, set[tuple[str, int]]] = {}
    stems: dict[str, set[tuple[str, int]]] = {}
    for side, pairs in enumerate((table.one, table.other)):
        for pair, forms in pairs.items():
            for form in forms:
                where = stems if form.endswith("*") else words
                where.setdefault(form.removesuffix("*"), set()).add((pair, side))
    return _Sides(*({form: frozenset(each) for form, each in known.items()} for known in (words, stems)))
