"""Names that one edition has in place of what the others have."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.card import Check, Contrast
from alignment.checks.claims.linked import in_its_place, likeness, link
from alignment.checks.closeness import at_usual_length, closer
from alignment.checks.passages import Passage, units
from alignment.checks.source_lines import is_laid_out
from alignment.limits import ASKED, TELLING
from alignment.texts.countries import is_country
from alignment.texts.lexicon import is_either
from alignment.texts.names import heard, is_name, is_person, names, related
from alignment.texts.sources import sources
from alignment.texts.words import plain
from alignment.texts.zones import zones
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.story import Cell, RowText, Story
    from alignment.texts.names import Name
    from alignment.types import Finding

#: How much closer the editions must come without the name (share of the distance to unrelated texts)...
CLOSER = 0.014
CLOSER_IN_TITLE = 0.028
#: ... and how little farther, where the others share a name that this edition lacks.
FARTHER = -0.06
#: ... or how much, where all editions know both names from elsewhere: then only who it was can differ.
FARTHER_WHERE_KNOWN = -0.12
#: How much alike the states of a name and of the word that says it elsewhere are, over the other editions (cosine)...
LINKED = 0.68
#: ... and where that word is another name, or these know the name from elsewhere.
LINKED_TO_NAME = 0.76
#: Words of so few letters are seldom names (letters).
SHORTEST = 3
#: What is set off by commas or brackets and has no more words than this is an explanation for foreign readers.
GLOSS = 5
#: A word in capitals beside a name; what opens a sentence may owe its capital to that.
_BEFORE = re.compile(r"(?<=[\w,;:(\"«„“] )[A-ZА-ЯЁІЇЄҐ][\w’'ʼ]+[ -]\Z")
#: Such a word takes no more characters.
FARTHEST = 128
_AFTER = re.compile(r"[ -][A-ZА-ЯЁІЇЄҐ][\w’ʼ]+")
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
    for name in itertools.islice(_strangers(passage, [cell for cell in row.cells if cell is not passage.cell]), ASKED):
        rival = _lost(story, passage, name, others) or _lost_from_row(story, row, passage, name)
        if _is_allowed(story, passage, name, others) if rival is None else _is_meant(story, passage, name, rival):
            continue
        gain = _gain(story, passage, (name.start, name.end), others)
        if (
            gain is None
            or gain < _needed(story, row, passage, name, rival)
            or _is_said(story, passage, name, rival, others)
        ):
            continue
        if rival is None and _explains(story, passage, name, others, gain):
            continue
        found = _finding(row, passage, name, rival, decided=row.decided)
        spelled = rival and related(name.sound, rival[1].sound) and not _both_known(story, passage, name, rival[1])
        yield replace(found, severity=Severity.INFO) if spelled else found


def _is_meant(story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Return whether a name stands for what the others say in other words: a role, or who has just spoken."""
    return (
        _is_role(story, passage, name, rival)
        or _is_speaker(story, passage, name, rival)
        or _are_one(story, passage.cell.edition, name, rival[1])
    )


def _are_one(story: Story, edition: str, one: Name, other: Name) -> bool:
    """Return whether two names stand side by side in an article: a first name and a surname are one person."""
    first, second = (story.named[edition].like(each.sound) for each in (one, other))
    return not story.beside[edition].isdisjoint(itertools.product(first, second))


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
    if rival is not None and row.decided and not is_either(plain(name.text), passage.cell.language):
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
    """Return whether a name stands right behind a quotation: others say "he" there."""
    return passage.text[: name.start].rstrip().endswith(('"', "“", "”"))


def _is_speaker(story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Return whether a name that all know stands behind a quotation, where others say "he", for no person they know."""
    spoken = '"' in passage.text[: name.start] or any(mark in passage.text[: name.start] for mark in "”»")
    return spoken and all(_elsewhere(story, passage, name)) and not _both_known(story, passage, name, rival[1])


def _elsewhere(story: Story, passage: Passage, name: Name) -> Iterator[bool]:
    """Say of each other edition whether it knows the name from its article; then it stands for "he" here."""
    return (known.has(name.sound) for edition, known in story.named.items() if edition != passage.cell.edition)


def _both_known(story: Story, passage: Passage, name: Name, lost: Name) -> bool:
    """Return whether the others know a name from elsewhere, and this edition the name that it lacks: they are two."""
    return all(_elsewhere(story, passage, name)) and story.named[passage.cell.edition].has(lost.sound)


def _is_allowed(story: Story, passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Return whether a name may stand in one edition only, in place of nobody."""
    return (
        name.opens
        or is_either(plain(name.text), passage.cell.language)
        or is_country(name.text, passage.cell.language) is True
        or _has_spoken(passage, name)
        or all(_elsewhere(story, passage, name))
        or _in_full(passage, name, others)
    )


def _is_role(story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Return whether a person whom all know stands where the others have a place: "Hnatiuk" for "the mayor of Kyiv"."""
    cell, lost = rival
    return (
        is_person(name.text, passage.cell.language)
        and not is_person(lost.text, cell.language)
        and _both_known(story, passage, name, lost)
    )


def _in_full(passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Return whether a whole name ("Minister Mykola Tochytskyi") stands where others have none: a role made plain."""
    return any(
        (name.start - each.end == 1 or each.start - name.end == 1)
        and is_name(each.text, passage.cell.language)
        and not any(_heard(each, other.cell) for other in others)
        for each in names(passage.text, passage.cell.language)
    )


def _is_said(
    story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name] | None, others: Sequence[Passage]
) -> bool:
    """Return whether the other editions have the name in a word that does not sound like it, by the encoder's links.

    A person in place of another one is linked to that one, too: more is asked where it is the rival that a name is
    linked to, unless both begin with one sound, or where all others spell the name by its sound elsewhere.
    Less is asked of what is a word as well as a name ("West"): one edition that translates it will do.
    """
    linked = [each for each in (link(story, passage, name, other) for other in others) if each is not None]
    if is_either(plain(name.text), passage.cell.language):
        return bool(linked)
    swapped = rival is not None and any(
        rival[1].sound.agrees(sound) and not name.sound.begins_like(sound) for _, sound in linked
    )
    enough = LINKED_TO_NAME if swapped or all(_elsewhere(story, passage, name)) else LINKED
    return len(linked) == len(others) and sum(score for score, _ in linked) / len(linked) >= enough


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
    """
    own, *texts = [(each.text, each.cell.language) for each in (passage, *others)]
    for shared in _all_shared(own, tuple(texts)):
        opening = [each.opens for each in shared]
        if stranger.opens and not any(opening):
            continue
        if len(shared) == 1 and (shared[0].opens or stranger.opens or shared[0].text.isupper()):
            continue  # nobody bears it out
        named = [is_name(each.text, language) for (_, language), each in zip(texts, shared, strict=True)]
        if all(named) if any(opening) else any(named):
            yield list(zip(others, shared, strict=True))


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


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the whole name around a word of it: what stands in capitals beside it, blanks between."""
    while found := _BEFORE.search(text, max(0, start - FARTHEST), start):
        start = found.start()
    while found := _AFTER.match(text, end):
        end = found.end()
    return start, end


def _finding(row: RowText, passage: Passage, name: Name, rival: tuple[Cell, Name] | None, *, decided: bool) -> Finding:
    edition = passage.cell.edition
    start, end = _whole(passage.text, name.start, name.end)
    evidence = [*passage.cell.evidence(passage.start + start, passage.start + end)]
    value, second = passage.text[start:end], next(cell.edition for cell in row.cells if cell is not passage.cell)
    if rival is None:
        text = _ALONE.message(edition, second, decided=decided, value=value)
    else:
        other, lost = rival
        span = _whole(other.text, lost.start, lost.end)
        evidence += other.evidence(*span)
        text = _INSTEAD.message(edition, second, decided=decided, value=value, other=other.text[slice(*span)])
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
