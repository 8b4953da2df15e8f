"""Where a name stands in another edition, by the encoder's links between words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import locales
from alignment.encoders.word_links import links
from alignment.texts.lexicon import is_either
from alignment.texts.names import is_name, names
from alignment.texts.sounds import sound_of
from alignment.texts.spans import word_spans
from alignment.texts.words import plain
from locales.tables import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.checks.passages import Passage
    from alignment.checks.types import Story
    from alignment.texts.names import Name
    from alignment.texts.sounds import Sound

#: What stands in a name's place has a word about so near that is linked to one about so near the name (words).
AROUND = 3


def in_its_place(story: Story, passage: Passage, stranger: Name, shared: Sequence[tuple[Passage, Name]]) -> bool:
    """Return whether words around a name are linked to words around one elsewhere; so without an encoder."""
    at, known = word_at(passage.text, stranger.start), False
    for other, name in shared:
        cosines = story.vectors.alike(passage.text, other.text)
        if cosines is None or at is None:
            continue
        known = True
        places = [
            word_at(other.text, each.start)
            for each in names(other.text, other.cell.language)
            if each.sound.agrees(name.sound)
        ]
        around = [each.other for each in links(cosines[0]) if 0 < abs(each.one - at) <= AROUND]
        if any(place is not None and abs(word - place) <= AROUND for word in around for place in places):
            return True
    return not known


@dataclass(frozen=True, slots=True)
class Linked:
    """The word of another passage that a name is linked to."""

    text: str
    language: str
    #: How much alike both are, after eight layers (cosine).
    score: float

    @property
    def sound(self) -> Sound:
        """How it sounds."""
        return sound_of(self.text, self.language)

    @property
    def names(self) -> bool:
        """Return whether it is a name that is spelled by its sound, or as it is elsewhere, and no word of the text."""
        foreign = bool(locales.table(self.language, Names).dictionary) and self.text.isascii()
        word = is_either(plain(self.text), self.language) or not is_name(self.text, self.language)
        return self.text[:1].isupper() and (foreign or not word)


def link(story: Story, passage: Passage, name: Name, other: Passage) -> Linked | None:
    """Return the word that a name is linked to in another passage; None without one, or without an encoder."""
    cosines, at = story.vectors.alike(passage.text, other.text), word_at(passage.text, name.start)
    if cosines is None or at is None:
        return None
    for each in links(cosines[0]):
        if each.one == at:
            start, end = word_spans(other.text)[each.other]
            return Linked(other.text[start:end], other.cell.language, float(cosines[1][at, each.other]))
    return None


def likeness(story: Story, passage: Passage, stranger: Name, shared: Sequence[tuple[Passage, Name]]) -> float:
    """Return how much alike a name and one of the other editions are, by the states of the words; 0 without them."""
    at = word_at(passage.text, stranger.start)
    total = 0.0
    for other, name in shared:
        cosines, place = story.vectors.alike(passage.text, other.text), word_at(other.text, name.start)
        if cosines is not None and at is not None and place is not None:
            total += float(cosines[1][at, place])
    return total


def word_at(text: str, start: int) -> int | None:
    """Return which of a text's words holds a place (characters)."""
    return next((place for place, span in enumerate(word_spans(text)) if span[0] <= start < span[1]), None)
