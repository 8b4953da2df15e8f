"""Names in running text and whether two of them, in any two languages, are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

import locales
from alignment.anchors import VOWELS, sound
from alignment.checks.words import plain, words

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A word here begins a sentence, a quotation or a line: its capital tells nothing.
_OPENING = re.compile(r"(?:\A|\n|[.!?…:;]|[\"«„“”‘(\[]|[–—-]\s)[\s\"«„“”‘(\[–—-]*\Z")
#: Sounds agree from this share on (percent).
ALIKE = 75
#: Spellings of one name are at least so much alike (percent).
RELATED = 55
#: A run of so many words in capitals is a headline or shouting, not names.
SHOUTING = 3


@dataclass(frozen=True, slots=True)
class Sound:
    """How a word sounds: all of it, its consonants, whether it has a capital, and the entities that it may name."""

    whole: str
    consonants: str
    capital: bool
    entities: frozenset[str]

    def agrees(self, other: Sound) -> bool:
        """Say whether both can be the same name."""
        return not self.entities.isdisjoint(other.entities) or _alike(self, other)


@dataclass(frozen=True, slots=True)
class Name:
    """A word with a capital and where it stands (characters, end exclusive)."""

    text: str
    start: int
    end: int
    sound: Sound
    #: True where the capital may only mark the beginning of a sentence.
    opens: bool


@lru_cache(maxsize=1 << 15)
def sound_of(word: str, language: str) -> Sound:
    """Return how a word sounds, by the sounds that languages share."""
    whole = "".join(letter for letter, _ in groupby(sound(plain(word), language).replace("'", "")))
    consonants = "".join(letter for letter, _ in groupby(each for each in whole if each not in VOWELS))
    return Sound(whole, consonants, word[:1].isupper(), _entities_of(word, language))


@lru_cache(maxsize=4096)
def sounds(text: str, language: str) -> frozenset[Sound]:
    """Return how the words of a text sound."""
    return frozenset(sound_of(word.text, language) for word in words(text))


@lru_cache(maxsize=4096)
def names(text: str, language: str) -> tuple[Name, ...]:
    """Return the words of a text that stand in capitals; none where it shouts."""
    found = [word for word in words(text) if word.text[0].isupper() and len(word.text) > 1]
    if sum(word.text.isupper() and len(word.text) > 2 for word in found) > SHOUTING:  # noqa: PLR2004 - longer than US
        return ()
    return tuple(
        Name(word.text, word.start, word.end, sound_of(word.text, language), _opens(text, word.start)) for word in found
    )


@lru_cache(maxsize=1 << 15)
def is_name(word: str, language: str) -> bool:
    """Say whether a word in capitals is a name that is spelled by sound elsewhere, not a word that is translated.

    A language with a morphological dictionary is asked for the word's grammar; another one has a list of words.
    """
    table = locales.table(language, "names")
    form = plain(word)
    if dictionary := table.get("dictionary"):
        return _is_name_by_dictionary(form, dictionary, tuple(table.get("surname_endings", ())))
    for ending in table.get("endings", ()):
        form = form.removesuffix(ending) if form.removesuffix(ending) in _translated(language) else form
    return not (
        form in _translated(language) or form.endswith(tuple(table.get("word_endings", ())) or "\0") or "'" in form
    )


def _is_name_by_dictionary(form: str, language: str, endings: tuple[str, ...]) -> bool:
    analyzer = _analyzer(language)
    if not analyzer.word_is_known(form):
        return True
    tag = str(analyzer.parse(form)[0].tag)
    return any(mark in tag for mark in ("Surn", "Name", "Patr", "Geox")) or form.endswith(endings)


@cache
def _analyzer(language: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library carries no types
    import pymorphy3  # noqa: PLC0415 - only where cheaper means do not decide

    return pymorphy3.MorphAnalyzer(lang=language)


@cache
def _translated(language: str) -> frozenset[str]:
    return frozenset(locales.table(language, "names").get("translated", "").split())


@cache
def _entity_forms(language: str) -> tuple[Mapping[str, frozenset[str]], tuple[tuple[str, str], ...]]:
    """Return whole forms and beginnings of the language's entities; of several words only the first counts."""
    whole: dict[str, set[str]] = {}
    beginnings = []
    for entity, forms in locales.table(language, "names").get("entities", {}).items():
        for form in forms:
            for part in form.split()[:1]:
                if part.endswith("*"):
                    beginnings.append((part[:-1], entity))
                else:
                    whole.setdefault(part, set()).add(entity)
    return {form: frozenset(entities) for form, entities in whole.items()}, tuple(beginnings)


def _entities_of(word: str, language: str) -> frozenset[str]:
    whole, beginnings = _entity_forms(language)
    found = whole.get(word, frozenset()) | whole.get(re.sub(r"['’]s$", "", word), frozenset())
    return found | frozenset(entity for beginning, entity in beginnings if word.startswith(beginning))


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text[max(0, start - 8) : start]) is not None if start else True


@lru_cache(maxsize=1 << 16)
def _alike(one: Sound, other: Sound) -> bool:
    shorter = min(len(one.consonants), len(other.consonants))
    longer = max(len(one.consonants), len(other.consonants))
    if shorter >= 3:  # noqa: PLR2004 - enough consonants to tell by
        return longer - shorter <= 3 and _share(one.consonants, other.consonants, shorter) >= ALIKE  # noqa: PLR2004
    length = min(len(one.whole), len(other.whole))
    if length >= 2 and _share(one.whole, other.whole, length) >= ALIKE:  # noqa: PLR2004 - two letters at least
        return True
    both = one.capital and other.capital
    return both and one.consonants[:shorter] == other.consonants[:shorter] != "" and longer - shorter <= 1


def _share(one: str, other: str, length: int) -> float:
    """Return how much of the beginnings agrees: endings differ by case."""
    return ratio(one[: length + 1], other[: length + 1])


def related(one: Sound, other: Sound) -> bool:
    """Say whether two names may be spellings of one."""
    return ratio(one.whole, other.whole) >= RELATED
