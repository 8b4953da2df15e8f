"""Names that one edition has in place of what the others have."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.checks.card import Check, Contrast
from alignment.checks.lines import is_laid_out
from alignment.checks.passages import Passage, units
from alignment.texts.names import heard, is_name, is_person, names, related
from alignment.texts.sources import sources
from alignment.texts.zones import zones
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.story import Cell, RowText, Story
    from alignment.texts.names import Name
    from alignment.types import Finding
    from parsers.types import Article

#: How much closer the editions must come without the name (share of the distance to unrelated texts)...
CLOSER = 0.014
CLOSER_IN_TITLE = 0.028
#: ... and how little farther, where the others share a name that this edition lacks.
FARTHER = -0.06
#: ... or how much, where all editions know both names from elsewhere: then only who it was can differ.
FARTHER_WHERE_KNOWN = -0.12
#: The length at which this is measured (characters).
USUAL_LENGTH = 70
#: Words of so few letters are seldom names (letters).
SHORTEST = 3
#: What is set off by commas or brackets and has no more words than this is an explanation for foreign readers.
GLOSS = 5
_SEGMENT = re.compile(r"[^,;()\[\]–—]+")
_ALONE = Contrast(
    others=translatable("{edition} names {value}, the others do not"),
    second=translatable("{edition} names {value}, {second} does not"),
)
_INSTEAD = Contrast(
    others=translatable("{edition} names {value}, the others name {other}"),
    second=translatable("{edition} names {value}, {second} names {other}"),
)


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every name that only one edition has and that is out of place there."""
    if not row.compared or is_laid_out(row):
        return
    for unit in units(row):
        for passage in unit:
            others = [other for other in unit if other is not passage]
            for name in _strangers(passage, [cell for cell in row.cells if cell is not passage.cell]):
                rival = _lost(passage, name, others) or _lost_from_row(row, passage, name)
                if _is_role(story, passage, name, rival) if rival else _is_allowed(story, passage, name, others):
                    continue
                gain = _gain(story, passage, (name.start, name.end), others)
                if gain is not None and gain >= _needed(story, row, passage, name, rival):
                    if rival is None and _explains(story, passage, name, others, gain):
                        continue
                    found = _finding(row, passage, name, rival, decided=row.decided)
                    if (
                        rival
                        and related(name.sound, rival[1].sound)
                        and not _both_known(story, passage, name, rival[1])
                    ):
                        found = replace(found, severity=Severity.INFO)
                    yield found
                    if found.severity is not Severity.INFO:
                        return


def _strangers(passage: Passage, others: Sequence[Cell]) -> Iterator[Name]:
    """Yield the names of a passage that no word of the other editions sounds like."""
    text, language = passage.text, passage.cell.language
    cited: list[tuple[int, int]] | None = None
    for name in names(text, language):
        if len(name.text) < SHORTEST or name.text[1].isupper() or any(_heard(name, other) for other in others):
            continue
        if cited is None:
            cited = [*((start, end) for _, start, end in sources(text, language)), *zones(text, language)]
        if any(start <= name.start < end for start, end in cited):
            continue  # a source, of which the check of sources knows better, or a time zone
        if is_name(name.text, language):
            yield name


def _needed(story: Story, row: RowText, passage: Passage, name: Name, rival: tuple[Cell, Name] | None) -> float:
    """Return the gain that decides; inside a title ("US Special Envoy") capitals tell less."""
    if rival is not None and row.decided:
        return FARTHER_WHERE_KNOWN if _both_known(story, passage, name, rival[1]) else FARTHER
    beside = [
        other
        for other in names(passage.text, passage.cell.language)
        if name.start - other.end == 1 or other.start - name.end == 1
    ]
    titled = any(not is_name(other.text, passage.cell.language) for other in beside)
    return CLOSER_IN_TITLE if titled else CLOSER


def _heard(name: Name, cell: Cell) -> bool:
    return heard(cell.text, cell.language).has(name.sound)


def _has_spoken(passage: Passage, name: Name) -> bool:
    """Say whether a name stands right behind a quotation: others say "he" there."""
    return passage.text[: name.start].rstrip().endswith(('"', "“", "”"))


def _elsewhere(story: Story, passage: Passage, name: Name) -> Iterator[bool]:
    """Say of each other edition whether it knows the name from its article; then it stands for "he" here."""
    return (_knows(article, name) for edition, article in story.articles.items() if edition != passage.cell.edition)


def _both_known(story: Story, passage: Passage, name: Name, lost: Name) -> bool:
    """Say whether the other editions know a name from elsewhere, and this one the name that it lacks: they are two."""
    return all(_elsewhere(story, passage, name)) and _knows(story.articles[passage.cell.edition], lost)


def _is_allowed(story: Story, passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Say whether a name may stand in one edition only, in place of nobody."""
    return (
        name.opens
        or _has_spoken(passage, name)
        or all(_elsewhere(story, passage, name))
        or _in_full(passage, name, others)
    )


def _is_role(story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Say whether a person whom all know stands where the others have a place: "Hnatiuk" for "the mayor of Kyiv"."""
    cell, lost = rival
    return (
        is_person(name.text, passage.cell.language)
        and not is_person(lost.text, cell.language)
        and _both_known(story, passage, name, lost)
    )


def _knows(article: Article, name: Name) -> bool:
    """Say whether a name stands anywhere in an article."""
    return any(
        name.sound.agrees(each.sound)
        for text in (article.title, *(block.text for block in article.blocks))
        for each in names(text, article.language)
    )


def _in_full(passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Say whether a whole name ("Minister Mykola Tochytskyi") stands where the others have none: a role made plain."""
    return any(
        (name.start - each.end == 1 or each.start - name.end == 1)
        and is_name(each.text, passage.cell.language)
        and not any(_heard(each, other.cell) for other in others)
        for each in names(passage.text, passage.cell.language)
    )


def _explains(story: Story, passage: Passage, name: Name, others: Sequence[Passage], gain: float) -> bool:
    """Say whether the name stands in an aside (", a Lviv artist") without which the editions come closer still."""
    segments = [found.span() for found in _SEGMENT.finditer(passage.text)]
    if len(segments) <= max(len(_SEGMENT.findall(other.text)) for other in others):
        return False
    start, end = next(span for span in segments if span[0] <= name.start < span[1])
    if start == 0 or len(passage.text[start:end].split()) > GLOSS:
        return False
    aside = _gain(story, passage, (start - 1, len(passage.text[:end].rstrip(" .!?"))), others)
    return aside is not None and aside > gain


def _lost(passage: Passage, stranger: Name, others: Sequence[Passage]) -> tuple[Cell, Name] | None:
    """Return a name that all other editions share and this one lacks, with its cell.

    A word that opens a sentence may owe its capital to that alone; it can only stand for a name that opens one too.
    """
    first, *rest = others
    for name in names(first.text, first.cell.language):
        if heard(passage.text, passage.cell.language).has(name.sound):
            continue
        shared = [(first, name), *((other, each) for other in rest if (each := _same(name, other)))]
        opening = [each.opens for _, each in shared]
        if len(shared) < len(others) or (stranger.opens and not any(opening)):
            continue
        if not rest and (name.opens or stranger.opens or name.text.isupper()):
            continue  # nobody bears it out
        if all(is_name(each.text, other.cell.language) for other, each in (shared if all(opening) else shared[:1])):
            return first.cell, replace(name, start=first.start + name.start, end=first.start + name.end)
    return None


def _lost_from_row(row: RowText, passage: Passage, stranger: Name) -> tuple[Cell, Name] | None:
    """Look for such a name in the whole row: editions tell things in another order."""
    if stranger.opens:
        return None
    mine, *others = sorted(
        (Passage(cell, 0, len(cell.text)) for cell in row.cells), key=lambda each: each.cell is not passage.cell
    )
    return _lost(mine, stranger, others)


def _same(name: Name, passage: Passage) -> Name | None:
    """Return where a passage has a name, rather inside a sentence than at its beginning."""
    found = (each for each in names(passage.text, passage.cell.language) if name.sound.agrees(each.sound))
    return min(found, key=lambda each: each.opens, default=None)


def _gain(story: Story, passage: Passage, span: tuple[int, int], others: Sequence[Passage]) -> float | None:
    """Return how much closer the other editions come when a span is taken out; None without an encoder."""
    without = passage.text[: span[0]] + passage.text[span[1] :].lstrip()
    vectors = story.vectors
    vectors.ensure([passage.text, without, *(other.text for other in others)])
    before, after = vectors.get(passage.text), vectors.get(without)
    targets = [vectors.get(other.text) for other in others]
    if before is None or after is None:
        return None
    gains = [float((after - before) @ target) for target in targets if target is not None]
    length = min(len(each.text) for each in (passage, *others))
    return sum(gains) / len(gains) / (1 - story.unrelated) * math.sqrt(length / USUAL_LENGTH)


def _finding(row: RowText, passage: Passage, name: Name, rival: tuple[Cell, Name] | None, *, decided: bool) -> Finding:
    edition = passage.cell.edition
    evidence = [*passage.cell.evidence(passage.start + name.start, passage.start + name.end)]
    second = next(cell.edition for cell in row.cells if cell is not passage.cell)
    if rival is None:
        text = _ALONE.message(edition, second, decided=decided, value=name.text)
    else:
        other, lost = rival
        evidence += other.evidence(lost.start, lost.end)
        text = _INSTEAD.message(edition, second, decided=decided, value=name.text, other=lost.text)
    return CHECK.finding(
        text,
        edition=edition if decided else None,
        row=row.index,
        evidence=evidence,
    )


CHECK = Check(
    name="name",
    kind=FindingKind.NAME,
    severity=Severity.MAJOR,
    summary=message("Another person, place or institution than in the other editions"),
    example=message("Rutte against Stoltenberg"),
    row=check,
)
