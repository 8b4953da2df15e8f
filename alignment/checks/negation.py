"""Negations that one edition has and the others have not.

Counting words is not enough: translators turn "not empty" into "full". Where counts differ, the negation is taken out
and the encoder is asked whether the editions come closer to each other. They do where it was a mistake; where it was
part of how the sentence is put, they drift apart.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.units import Passage, units
from alignment.checks.verdicts import finding
from alignment.checks.words import plain, words
from alignment.messages import message
from alignment.types import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.context import RowText, Story
    from alignment.types import Finding, Message
    from alignment.vectors import Vectors

#: How much closer the editions must come (share of the distance to unrelated texts), measured at this length.
CLOSER = 0.044
USUAL_LENGTH = 70
#: Each word that may carry the negation in another way counts against it, up to so many.
DOUBT = 0.011
DOUBTS = 4
#: Passages longer than this are several sentences, in which one word changes too little (characters).
LONGEST = 600


@dataclass(frozen=True, slots=True)
class _Lexicon:
    firm: frozenset[str]
    firm_suffixes: tuple[str, ...]
    soft: frozenset[str]
    soft_prefixes: tuple[str, ...]
    soft_suffixes: tuple[str, ...]
    idioms: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Negations:
    """The negations of a passage: where the firm ones stand in it, and how many words may carry one otherwise."""

    firm: tuple[tuple[int, int], ...]
    soft: int

    @property
    def total(self) -> int:
        """Return how many words there are of both sorts."""
        return len(self.firm) + self.soft


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where one edition negates what the others state, or the other way round."""
    if not row.compared or not story.vectors:
        return
    for unit in units(row):
        if max(len(passage.text) for passage in unit) <= LONGEST:
            yield from _compare(story, row, unit)


@cache
def _lexicon(language: str) -> _Lexicon:
    table = locales.table(language, "negation")
    phrases = sorted(table.get("idioms", ()), key=len, reverse=True)
    idioms = "|".join(re.escape(each).replace(r"\ \*\ ", r"(?:\s\w+){1,4}?\s") for each in phrases)
    return _Lexicon(
        firm=frozenset(table.get("firm", ())),
        firm_suffixes=tuple(table.get("firm_suffixes", ())),
        soft=frozenset(table.get("soft", ())),
        soft_prefixes=tuple(table.get("soft_prefixes", ())),
        soft_suffixes=tuple(table.get("soft_suffixes", ())),
        idioms=re.compile(rf"\b(?:{idioms})\b") if idioms else None,
    )


@lru_cache(maxsize=4096)
def negations(text: str, language: str) -> Negations:
    """Return the negations of a text; none for a language without a table ``negation``."""
    lexicon = _lexicon(language)
    idiomatic = [found.span() for found in lexicon.idioms.finditer(plain(text))] if lexicon.idioms else []
    firm, soft = [], 0
    for word in words(text):
        if any(start <= word.start < end for start, end in idiomatic):
            continue
        if word.plain in lexicon.firm or word.plain.endswith(lexicon.firm_suffixes):
            firm.append((word.start, word.end))
        elif (
            word.plain in lexicon.soft
            or (len(word.plain) > 4 and word.plain.startswith(lexicon.soft_prefixes))  # noqa: PLR2004 - a prefix and a stem
            or word.plain.endswith(lexicon.soft_suffixes)
        ):
            soft += 1
    return Negations(tuple(firm), soft)


def _compare(story: Story, row: RowText, unit: Sequence[Passage]) -> Iterator[Finding]:
    counted = [negations(passage.text, passage.cell.language) for passage in unit]
    if len({len(each.firm) for each in counted}) == 1 and len({each.total for each in counted}) == 1:
        return
    for index, passage in enumerate(unit):
        others = [other for other in range(len(unit)) if other != index]
        if len(counted[index].firm) > max(len(counted[other].firm) for other in others):
            sources, targets = [index], others
            doubt = sum(counted[other].soft for other in others)
        elif all(counted[other].total > counted[index].total and counted[other].firm for other in others):
            sources, targets = others, [index]
            doubt = counted[index].soft
        else:
            continue
        gain, spans = _gain(story, [(unit[each], counted[each]) for each in sources], [unit[each] for each in targets])
        if gain - DOUBT * min(doubt, DOUBTS) >= CLOSER:
            yield _finding(row, passage, unit, spans, negated=sources == [index])
            return


def _gain(
    story: Story, sources: Sequence[tuple[Passage, Negations]], targets: Sequence[Passage]
) -> tuple[float, list[tuple[Passage, int, int]]]:
    """Return how much closer the passages come without one negation in each source, and where those stand."""
    vectors = story.vectors
    variants = {
        (number, span): _without(passage.text, span)
        for number, (passage, negated) in enumerate(sources)
        for span in negated.firm
    }
    vectors.ensure([*variants.values(), *(passage.text for passage, _ in sources), *(each.text for each in targets)])
    gains, spans = [], []
    for number, (passage, negated) in enumerate(sources):
        by_span = {
            span: [
                _likeness(vectors, variants[number, span], target.text) - _likeness(vectors, passage.text, target.text)
                for target in targets
            ]
            for span in negated.firm
        }
        best = max(by_span, key=lambda span: sum(by_span[span]))
        gains += by_span[best]
        spans.append((passage, *best))
    length = min(len(passage.text) for passage in [*(passage for passage, _ in sources), *targets])
    middle = (sum(gains) / len(gains) + min(gains)) / 2
    return middle / (1 - story.unrelated) * math.sqrt(length / USUAL_LENGTH), spans


def _without(text: str, span: tuple[int, int]) -> str:
    """Return a text without the negation; of a contraction the verb is kept."""
    word = text[span[0] : span[1]]
    kept = word[:-3] if plain(word).endswith("n't") else word[:-3] if plain(word) == "cannot" else ""
    return text[: span[0]] + kept + (text[span[1] :] if kept else text[span[1] :].lstrip())


def _likeness(vectors: Vectors, one: str, other: str) -> float:
    first, second = vectors.get(one), vectors.get(other)
    return 0.0 if first is None or second is None else float(first @ second)


def _finding(
    row: RowText,
    passage: Passage,
    unit: Sequence[Passage],
    spans: Sequence[tuple[Passage, int, int]],
    *,
    negated: bool,
) -> Finding:
    evidence = [
        *(
            piece
            for holder, start, end in spans
            for piece in holder.cell.evidence(holder.start + start, holder.start + end)
        ),
        *(
            piece
            for other in unit
            if all(other is not holder for holder, _, _ in spans)
            for piece in other.cell.evidence(other.start, other.end)
        ),
    ]
    return finding(
        FindingKind.NEGATION,
        Severity.CRITICAL,
        _message(passage.cell.edition, negated=negated),
        edition=passage.cell.edition if row.decided else None,
        row=row.index,
        evidence=evidence,
    )


def _message(edition: str, *, negated: bool) -> Message:
    if negated:
        return message("{edition} negates what the others state", edition=f"language:{edition}")
    return message("{edition} states what the others negate", edition=f"language:{edition}")
