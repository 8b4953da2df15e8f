"""Whether something has happened, is confirmed, or is only said: what one edition tells otherwise than the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.types import Check
from alignment.encoders.word_links import align_words
from alignment.texts.grammar import may_be_genitive
from alignment.texts.spans import word_spans
from alignment.texts.words import plain
from alignment.types import FindingKind, Severity
from locales.messages import message
from locales.tables import Stance, entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.types import Cell, RowText, Story
    from alignment.encoders.vectors import Vectors
    from alignment.types import Evidence, Finding
    from locales.messages import Message

#: Opposites: a row may say either, but not each in another edition.
OPPOSITES = (("future", "past"), ("past", "future"), ("confirmed", "denied"), ("denied", "confirmed"))

#: So many characters around a mark is what it speaks of: a word or two.
AROUND = 12

#: The word right behind another.
_BEHIND = re.compile(r"\s+([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class _Marked:
    """An edition's text of a row with the words that mark a stance."""

    cell: Cell
    spans: dict[str, tuple[tuple[int, int], ...]]

    def count(self, stance: str) -> int:
        return len(self.spans.get(stance, ()))

    def evidence(self, stance: str) -> tuple[Evidence, ...]:
        return tuple(piece for span in self.spans.get(stance, ()) for piece in self.cell.evidence(*span))

    def unmatched(self, stance: str, others: Sequence[_Marked], vectors: Vectors) -> tuple[tuple[int, int], ...]:
        """Return what marks the stance here while the words around it have no such mark around them in any other."""
        spans = self.spans.get(stance, ())
        matched = {
            span
            for other in others
            if other.count(stance)
            for here, there in _linked(self.cell.text, other.cell.text, vectors)
            for span in spans
            if _beside(here, span) and any(_near(there, each) for each in other.spans[stance])
        }
        return tuple(span for span in spans if span not in matched)

    def alone(self, stance: str, others: Sequence[_Marked], vectors: Vectors) -> tuple[Evidence, ...]:
        """Return what marks the stance here and is matched by no such mark in the others; everything if nothing is."""
        left = self.unmatched(stance, others, vectors) or self.spans.get(stance, ())
        return tuple(piece for span in left for piece in self.cell.evidence(*span))


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where an edition tells as coming what the others tell as past, as denied what they confirm."""
    if not row.compared:
        return
    marked = [_Marked(cell, _spans(cell)) for cell in row.cells]
    for here, there in OPPOSITES if any(each.spans for each in marked) else ():
        for each in marked:
            others = [other for other in marked if other is not each]
            less = each.count(there) < min(other.count(there) for other in others)
            if less and _more(each, here, others, story.vectors):
                evidence = [
                    *each.alone(here, others, story.vectors),
                    *(piece for other in others for piece in other.alone(there, [each], story.vectors)),
                ]
                yield _finding(row, each.cell.edition, (here, there), evidence)
                return
    yield from _hedges(row, marked)


def _more(each: _Marked, stance: str, others: Sequence[_Marked], vectors: Vectors) -> bool:
    """Return whether an edition marks a stance that the others do not: more often, or of something else."""
    if each.count(stance) > max(other.count(stance) for other in others):
        return True
    return bool(each.count(stance) and vectors.knows_words and each.unmatched(stance, others, vectors))


def _spans(cell: Cell) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    pattern = _pattern(cell.language)
    text = plain(cell.text)
    for each in pattern.finditer(text) if pattern else ():
        stance = each.lastgroup or ""
        if stance == "before":
            behind = _BEHIND.match(text, each.end())
            if behind and may_be_genitive(behind[1], cell.language):
                continue  # "ahead of the talks" says nothing of when
            stance = "past"
        found[stance] = (*found.get(stance, ()), each.span())
    return found


def _linked(one: str, other: str, vectors: Vectors) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the spans of words that say the same; none where the encoder knows no words."""
    for link in align_words(one, other, vectors) or ():
        yield word_spans(one)[link.one], word_spans(other)[link.other]


def _beside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return _near(one, other) and (one[1] <= other[0] or other[1] <= one[0])


def _near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] + AROUND and other[0] < one[1] + AROUND


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return what finds the phrases of all stances, each in a group of its own."""
    table = entries(locales.table(language, Stance))
    groups = [f"(?P<{stance}>{'|'.join(_forms(phrases))})" for stance, phrases in table.items()]
    return re.compile(r"\b(?:" + "|".join(groups) + r")\b") if groups else None


def _forms(phrases: Sequence[str]) -> list[str]:
    return [re.escape(each).replace(r"\*", r"\w*") for each in sorted(phrases, key=len, reverse=True)]


def _finding(row: RowText, edition: str, stances: tuple[str, str], evidence: Sequence[Evidence]) -> Finding:
    here, there = stances
    return CHECK.finding(
        _message(edition, here),
        edition=edition if row.decided else None,
        row=row.index,
        evidence=evidence,
        cause=f"{here}-against-{there}",
    )


def _message(edition: str, stance: str) -> Message:
    name = f"language:{edition}"
    if stance == "future":
        return message("{edition} presents as still to come what the others report as past", edition=name)
    if stance == "past":
        return message("{edition} reports as past what the others present as still to come", edition=name)
    if stance == "confirmed":
        return message("{edition} reports as confirmed what the others report as denied", edition=name)
    return message("{edition} reports as denied what the others report as confirmed", edition=name)


def _hedges(row: RowText, marked: list[_Marked]) -> Iterator[Finding]:
    """Yield a note where one edition states plainly what all others only report."""
    for each in marked:
        others = [other for other in marked if other is not each]
        if row.decided and not each.count("hedge") and all(other.count("hedge") for other in others):
            yield CHECK.finding(
                message("{edition} states as fact what the others qualify", edition=f"language:{each.cell.edition}"),
                severity=Severity.INFO,
                edition=each.cell.edition,
                row=row.index,
                evidence=[*each.cell.whole(), *(piece for other in others for piece in other.evidence("hedge"))],
                cause="hedge-lost",
            )


CHECK = Check(
    name="stance",
    kind=FindingKind.NEGATION,
    severity=Severity.CRITICAL,
    summary=message("What is to come against what has happened, confirmed against denied"),
    example=message("An upcoming meeting against one that took place"),
    row=check,
)
