"""Whether a name that only one edition has is what the others say in other words, or may be left to it.

What tells: where else the editions know the name, what stands beside it, and the encoder's links between words.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import locales
from alignment.checks.claims.linked import link
from alignment.texts.countries import is_country
from alignment.texts.lexicon import is_either
from alignment.texts.names import is_given, is_name, is_person, names
from alignment.texts.sounds import are_kin, heard, sound_of
from alignment.texts.words import plain, words
from locales.tables import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.claims.linked import Linked
    from alignment.checks.passages import Passage
    from alignment.checks.types import Cell, Story
    from alignment.texts.names import Name
    from alignment.texts.sounds import Sound

#: How much alike the states of a name and of the word that says it elsewhere are, over the other editions (cosine)...
LINKED = 0.68
#: ... and where that word is another name, or these know the name from elsewhere.
LINKED_TO_NAME = 0.76
#: A word in capitals beside a name; what opens a sentence may owe its capital to that.
_BEFORE = re.compile(r"(?<=[\w,;:(\"«„“] )[A-ZА-ЯЁІЇЄҐ][\w’'ʼ]+[ -]\Z")
#: Such a word takes no more characters.
FARTHEST = 128
_AFTER = re.compile(r"[ -][A-ZА-ЯЁІЇЄҐ][\w’ʼ]+")
_QUOTED = re.compile(r"[\"«“„‟][^\"»”“„«‟\n]*+[\"»”“]")
#: An acronym has at least so many letters.
ACRONYM = 3


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the whole name around a word of it: what stands in capitals beside it, blanks between."""
    while found := _BEFORE.search(text, max(0, start - FARTHEST), start):
        start = found.start()
    while found := _AFTER.match(text, end):
        end = found.end()
    return start, end


def is_heard(name: Name, cell: Cell) -> bool:
    """Return whether some word of an edition's text of the row sounds like a name; of a country rather well."""
    if any(each.startswith("country:") for each in name.sound.entities):
        return any(name.sound.is_surely(each) for each in heard(cell.text, cell.language).everything)
    return heard(cell.text, cell.language).has(name.sound)


def is_meant(story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Return whether a name stands for what the others say in other words: a role, or who has just spoken."""
    return (
        _is_role(story, passage, name, rival)
        or _is_speaker(story, passage, name, rival)
        or _are_one(story, passage.cell.edition, name, rival[1])
    )


def _are_one(story: Story, edition: str, one: Name, other: Name) -> bool:
    """Return whether two names stand side by side in an article: a first name and a surname are one person."""
    first, second = (story.named[edition].surely(each.sound) for each in (one, other))
    return not story.beside[edition].isdisjoint(product(first, second))


def _is_role(story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Return whether somebody whom the others know stands where they have a place: "Hnatiuk", "the mayor of Kyiv"."""
    cell, lost = rival
    return (
        is_person(name.text, passage.cell.language)
        and not is_person(lost.text, cell.language)
        and all(_elsewhere(story, passage, name))
    )


def _is_speaker(story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name]) -> bool:
    """Return whether a name that all know stands behind a quotation, where others say "he", for no person they know."""
    spoken = '"' in passage.text[: name.start] or any(mark in passage.text[: name.start] for mark in "”»")
    return spoken and all(_elsewhere(story, passage, name)) and not both_known(story, passage, name, rival[1])


def both_known(story: Story, passage: Passage, name: Name, lost: Name) -> bool:
    """Return whether the others know a name from elsewhere, and this edition the name that it lacks: they are two."""
    return all(_elsewhere(story, passage, name)) and _knows(story, passage.cell.edition, lost)


def _elsewhere(story: Story, passage: Passage, name: Name) -> Iterator[bool]:
    """Say of each other edition whether it knows the name from its article; then it stands for "he" here."""
    return (_knows(story, edition, name) for edition in story.articles if edition != passage.cell.edition)


def _knows(story: Story, edition: str, name: Name) -> bool:
    """Return whether a name stands anywhere in an article; few consonants alone ("Moreau", "Murray") do not tell."""
    return bool(story.named[edition].surely(name.sound))


def is_allowed(story: Story, passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Return whether a name may stand in one edition only, in place of nobody."""
    return (
        name.opens
        or is_either(plain(name.text), passage.cell.language)
        or is_country(name.text, passage.cell.language) is True
        or _has_spoken(passage, name)
        or all(_elsewhere(story, passage, name))
        or _in_full(passage, name, others)
        or _is_given(passage, name, others)
    )


def _has_spoken(passage: Passage, name: Name) -> bool:
    """Return whether a name stands right behind a quotation: others say "he" there."""
    return passage.text[: name.start].rstrip().endswith(('"', "“", "”"))


def _in_full(passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Return whether a whole name ("Minister Mykola Tochytskyi") stands where others have none: a role made plain."""
    return any(
        (name.start - each.end == 1 or each.start - name.end == 1)
        and is_name(each.text, passage.cell.language)
        and not any(is_heard(each, other.cell) for other in others)
        for each in names(passage.text, passage.cell.language)
    )


def _is_given(passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Return whether it is more of a name that all others have beside it: a first name or a patronymic.

    So by the dictionary, or where another edition has a form of address instead ("Mr Orlenko").
    """
    given = is_given(name.text, passage.cell.language)
    return any(
        (name.start - each.end == 1 or each.start - name.end == 1)
        and is_name(each.text, passage.cell.language)
        and all(is_heard(each, other.cell) for other in others)
        and (given or any(_is_addressed(each, other) for other in others))
        for each in names(passage.text, passage.cell.language)
    )


def _is_addressed(name: Name, other: Passage) -> bool:
    """Return whether a form of address stands right before a name in a passage."""
    text, language = other.text, other.cell.language
    found = [each for each in names(text, language) if name.sound.agrees(each.sound)]
    address = locales.table(language, Names).address
    return any(word.plain in address for each in found for word in words(text[: each.start])[-1:])


def is_spelled_out(passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Return whether all others have an acronym of a body that is named here: "Security Service of Ukraine", "СБУ".

    Of the body's words in capitals a name is the first, or a country and the last.
    """
    letter = -1 if is_country(name.text, passage.cell.language) else 0
    start, end = whole(passage.text, name.start, name.end)
    if letter == 0 and (start != name.start or end == name.end):
        return False
    return all(
        any(
            name.sound.begins_like(sound_of(each.text[letter], other.cell.language))
            for each in names(other.text, other.cell.language)
            if each.text.isupper() and len(each.text) >= ACRONYM
        )
        for other in others
    )


def _in_title(passage: Passage, name: Name, others: Sequence[Passage]) -> bool:
    """Return whether a name stands in quotation marks, as something does in all others: a title may be translated."""
    quoted = any(found.start() < name.start < found.end() for found in _QUOTED.finditer(passage.text))
    return quoted and all(_QUOTED.search(other.text) for other in others)


def _are_two(name: Sound, linked: Linked) -> bool:
    """Return whether tables tell a name from the one that it is linked to: other things, endings, or first names."""
    other = linked.sound
    if name.agrees(other):
        return False
    given = is_given(linked.text, linked.language) and not name.begins_like(other)
    return bool(name.entities and other.entities) or are_kin(name, other) or given


def is_said(
    story: Story, passage: Passage, name: Name, rival: tuple[Cell, Name] | None, others: Sequence[Passage]
) -> bool:
    """Return whether the other editions have the name in a word that does not sound like it, by the encoder's links.

    A person in place of another one is linked to that one, too: more is asked where it is the rival that a name is
    linked to, unless both begin with one sound, or where all others spell the name by its sound elsewhere.
    Less is asked of what is a word as well as a name ("West"): one edition that translates it will do. In nobody's
    place a name only has to be linked to words that are no names: "Dane", "Датчанин".
    """
    linked = [each for each in (link(story, passage, name, other) for other in others) if each is not None]
    if is_either(plain(name.text), passage.cell.language):
        return bool(linked) or _in_title(passage, name, others)
    if len(linked) < len(others):
        return False
    if rival is None and not any(each.names for each in linked):
        return True
    if any(_are_two(name.sound, each) for each in linked):
        return False
    swapped = rival is not None and any(
        each.names and rival[1].sound.agrees(each.sound) and not name.sound.begins_like(each.sound) for each in linked
    )
    enough = LINKED_TO_NAME if swapped or all(_elsewhere(story, passage, name)) else LINKED
    return sum(each.score for each in linked) / len(linked) >= enough
