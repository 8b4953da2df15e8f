"""Names that one edition has in place of what the others have."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import locales
from alignment.checks.claims.linked import in_its_place, likeness
from alignment.checks.claims.stranger import both_known, is_allowed, is_heard, is_meant, is_said, is_spelled_out, whole
from alignment.checks.closeness import at_usual_length, closer
from alignment.checks.passages import Passage, units
from alignment.checks.source_lines import is_laid_out
from alignment.checks.types import Check, Contrast
from alignment.text_limits import ASKED, TELLING
from alignment.texts.countries import is_country
from alignment.texts.lexicon import is_either
from alignment.texts.named_sources import sources
from alignment.texts.names import is_name, is_word_too, names
from alignment.texts.quantities.zones import zones
from alignment.texts.sounds import are_siblings, heard, related
from alignment.texts.words import plain
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable
from locales.tables import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.types import Cell, RowText, Story
    from alignment.texts.names import Name
    from alignment.types import Finding

#: How much closer the editions must come without the name (share of the distance to unrelated texts)...
CLOSER = 0.014
CLOSER_IN_TITLE = 0.028
#: ... and how little farther, where the others share a name that this edition lacks.
FARTHER = -0.06
#: ... or how much, where all editions know both names from elsewhere: then only who it was can differ.
FARTHER_WHERE_KNOWN = -0.12
#: Words of so few letters are seldom names (letters).
SHORTEST = 3
#: What is set off by commas or brackets and has no more words than this is an explanation for foreign readers.
GLOSS = 5
_SEGMENT = re.compile(r"[^,;()\[\]–—]+")
_ALONE = Contrast(
    others=translatable('{edition} names "{value}", the others do not'),
    second=translatable('{edition} names "{value}", {second} does not'),
)
_INSTEAD = Contrast(
    others=translatable('{edition} names "{value}", the others name "{other}"'),
    second=translatable('{edition} names "{value}", {second} names "{other}"'),
)


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every name that only one edition has and that is out of place there."""
    if not row.compared or is_laid_out(row):
        return
    for unit in units(row):
        for passage in unit:
            for found in _in_passage(story, row, passage, [other for other in unit if other is not passage]):
                yield found
                if found.severity is not Severity.INFO:
                    return


def _in_passage(story: Story, row: RowText, passage: Passage, others: Sequence[Passage]) -> Iterator[Finding]:
    """Yield a finding for every name of a passage that is out of place there."""
    for name in islice(_strangers(passage, [cell for cell in row.cells if cell is not passage.cell]), ASKED):
        rival = _lost(story, passage, name, others) or _lost_from_row(story, row, passage, name)
        if is_spelled_out(passage, name, others):
            continue
        if is_allowed(story, passage, name, others) if rival is None else is_meant(story, passage, name, rival):
            continue
        gain = _gain(story, passage, (name.start, name.end), others)
        if (
            gain is None
            or gain < _needed(story, row, passage, name, rival)
            or is_said(story, passage, name, rival, others)
        ):
            continue
        if rival is None and _explains(story, passage, name, others, gain):
            continue
        found = _finding(row, passage, name, rival, decided=row.decided)
        spelled = rival and related(name.sound, rival[1].sound) and not both_known(story, passage, name, rival[1])
        yield replace(found, severity=Severity.INFO) if spelled else found


def _are_told_apart(passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Return whether two names are countries, or surnames of one root, so that no encoder has to tell them apart."""
    cell, lost = rival
    countries = is_country(name.text, passage.cell.language) and is_country(lost.text, cell.language)
    return bool(countries) or are_siblings(name.sound, lost.sound)


def _strangers(passage: Passage, others: Sequence[Cell]) -> Iterator[Name]:
    """Yield the names of a passage that no word of the other editions sounds like."""
    text, language = passage.text, passage.cell.language
    cited: list[tuple[int, int]] | None = None
    for name in names(text, language):
        if len(name.text) < SHORTEST or name.text[1].isupper() or any(is_heard(name, other) for other in others):
            continue
        if cited is None:
            cited = [*((start, end) for _, start, end in sources(text, language)), *zones(text, language)]
        if any(start <= name.start < end for start, end in cited):
            continue  # a source, of which the check of sources knows better, or a time zone
        if is_name(name.text, language):
            yield name


def _needed(story: Story, row: RowText, passage: Passage, name: Name, rival: tuple[Cell, Name] | None) -> float:
    """Return the gain that decides: any for what tables tell apart, more inside a title ("US Special Envoy")."""
    if rival is not None and row.decided and _are_told_apart(passage, name, rival):
        return -math.inf
    if rival is not None and row.decided and not is_either(plain(name.text), passage.cell.language):
        return FARTHER_WHERE_KNOWN if both_known(story, passage, name, rival[1]) else FARTHER
    beside = [
        other
        for other in names(passage.text, passage.cell.language)
        if name.start - other.end == 1 or other.start - name.end == 1
    ]
    titled = any(not is_name(other.text, passage.cell.language) for other in beside)
    return CLOSER_IN_TITLE if titled else CLOSER


def _explains(story: Story, passage: Passage, name: Name, others: Sequence[Passage], gain: float) -> bool:
    """Return whether the name stands in an aside (", a Lviv artist") without which the editions come closer still."""
    segments = [found.span() for found in _SEGMENT.finditer(passage.text)]
    if len(segments) <= max(len(_SEGMENT.findall(other.text)) for other in others):
        return False
    start, end = next(span for span in segments if span[0] <= name.start < span[1])
    if start == 0 or len(passage.text[start:end].split()) > GLOSS:
        return False
    aside = _gain(story, passage, (start - 1, len(passage.text[:end].rstrip(" .!?"))), others)
    return aside is not None and aside > gain


def _lost(story: Story, passage: Passage, stranger: Name, others: Sequence[Passage]) -> tuple[Cell, Name] | None:
    """Return the name that all other editions share in its place and this one lacks, with its cell: the likeliest.

    It is shown in the edition whose language comes first among those that are configured unless somebody says else.
    """
    found = [each for each in _all_lost(passage, stranger, others) if in_its_place(story, passage, stranger, each)]
    if not found:
        return None
    shared = max(found, key=lambda each: likeness(story, passage, stranger, each)) if len(found) > 1 else found[0]
    where, name = min(shared, key=lambda each: _place(each[0].cell.language))
    return where.cell, replace(name, start=where.start + name.start, end=where.start + name.end)


def _place(language: str) -> int:
    languages = locales.DEFAULT_LANGUAGES
    return languages.index(language) if language in languages else len(languages)


def _all_lost(passage: Passage, stranger: Name, others: Sequence[Passage]) -> Iterator[Sequence[tuple[Passage, Name]]]:
    """Yield the names that all other editions share and this one lacks, with where they have them.

    A word that opens a sentence may owe its capital to that alone; it can only stand for a name that opens one too.
    So can what is a word as well ("Купе"), where two alphabets spell it by one sound.
    """
    own, *texts = [(each.text, each.cell.language) for each in (passage, *others)]
    for shared in _all_shared(own, tuple(texts)):
        opening = [each.opens for each in shared]
        if stranger.opens and not any(opening):
            continue
        if len(shared) == 1 and (shared[0].opens or stranger.opens or shared[0].text.isupper()):
            continue  # nobody bears it out
        named = [is_name(each.text, language) for (_, language), each in zip(texts, shared, strict=True)]
        if all(named) if any(opening) else any(named) or _are_spelled(shared, texts, stranger, own[1]):
            yield list(zip(others, shared, strict=True))


def _are_spelled(shared: Sequence[Name], texts: Sequence[tuple[str, str]], stranger: Name, language: str) -> bool:
    """Return whether names are spelled and not translated: in Latin letters, and in a text that has no other capitals.

    Two related languages say one word alike; of English the capital tells nothing. What stands in its place has to be
    a name and no word.
    """
    capital = any(locales.table(other, Names).dictionary for _, other in texts)
    return capital and any(each.text.isascii() for each in shared) and not is_word_too(stranger.text, language)


@lru_cache(maxsize=64)
def _all_shared(own: tuple[str, str], others: tuple[tuple[str, str], ...]) -> tuple[tuple[Name, ...], ...]:
    """Return the names that some texts share and another one lacks, as each has them; texts have their language."""
    first, *rest = others
    found = []
    for name in names(*first):
        if len(name.text) >= SHORTEST and not heard(*own).has(name.sound):
            same = [_same(name, *other) for other in rest]
            shared = (name, *(each for each in same if each is not None))
            if len(shared) == len(others):
                found.append(shared)
    return tuple(found)


def _lost_from_row(story: Story, row: RowText, passage: Passage, stranger: Name) -> tuple[Cell, Name] | None:
    """Look for such a name in the whole row: editions tell things in another order."""
    if stranger.opens:
        return None
    mine, *others = sorted(
        (Passage(cell, 0, len(cell.text)) for cell in row.cells), key=lambda each: each.cell is not passage.cell
    )
    there = replace(stranger, start=passage.start + stranger.start, end=passage.start + stranger.end)
    return _lost(story, mine, there, others)


def _same(name: Name, text: str, language: str) -> Name | None:
    """Return where a text has a name, rather inside a sentence than at its beginning."""
    found = (each for each in names(text, language) if name.sound.agrees(each.sound))
    return min(found, key=lambda each: each.opens, default=None)


def _gain(story: Story, passage: Passage, span: tuple[int, int], others: Sequence[Passage]) -> float | None:
    """Return how much closer the other editions come when a span is taken out; None if long, or without an encoder."""
    if len(passage.text) > TELLING:
        return None
    without = passage.text[: span[0]] + passage.text[span[1] :].lstrip()
    texts = [passage.text, *(other.text for other in others)]
    gains = closer(story.vectors, passage.text, without, texts[1:], story.unrelated)
    return sum(gains) / len(gains) * at_usual_length(texts) if gains else None


def _in_each(row: RowText, passage: Passage, lost: Name) -> dict[str, str]:
    """Return a name as each other edition has it, for readers of that language."""
    found = ((cell, _same(lost, cell.text, cell.language)) for cell in row.cells if cell is not passage.cell)
    return {
        f"other:{cell.language}": cell.text[slice(*whole(cell.text, name.start, name.end))]
        for cell, name in found
        if name is not None
    }


def _finding(row: RowText, passage: Passage, name: Name, rival: tuple[Cell, Name] | None, *, decided: bool) -> Finding:
    edition = passage.cell.edition
    start, end = whole(passage.text, name.start, name.end)
    evidence = [*passage.cell.evidence(passage.start + start, passage.start + end)]
    value, second = passage.text[start:end], next(cell.edition for cell in row.cells if cell is not passage.cell)
    if rival is None:
        text = _ALONE.message(edition, second, decided=decided, value=value)
    else:
        other, lost = rival
        span = whole(other.text, lost.start, lost.end)
        evidence += other.evidence(*span)
        shown = {"other": other.text[slice(*span)], **_in_each(row, passage, lost)}
        text = _INSTEAD.message(edition, second, decided=decided, value=value, **shown)
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
