"""Where a name stands in another edition, by the encoder's links between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.encoders.word_links import links
from alignment.texts.names import names, sound_of
from alignment.texts.spans import word_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.checks.passages import Passage
    from alignment.checks.story import Story
    from alignment.texts.names import Name, Sound

#: What stands in a name's place has a word about so near that is linked to one about so near the name (words).
AROUND = 3


def in_its_place(story: Story, passage: Passage, stranger: Name, shared: Sequence[tuple[Passage, Name]]) -> bool:
    """Return whether words around a name are linked to words around another edition's; so without an encoder."""
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


def link(story: Story, passage: Passage, name: Name, other: Passage) -> tuple[float, Sound] | None:
    """Return how much alike a name and the word are that it is linked to in another passage, and how that sounds."""
    cosines, at = story.vectors.alike(passage.text, other.text), word_at(passage.text, name.start)
    if cosines is None or at is None:
        return None
    for each in links(cosines[0]):
        if each.one == at:
            start, end = word_spans(other.text)[each.other]
            return float(cosines[1][at, each.other]), sound_of(other.text[start:end], other.cell.language)
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
