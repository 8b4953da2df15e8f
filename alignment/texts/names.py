"""Names in running text and whether two of them, in any two languages, are one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

import locales
from alignment.texts.countries import countries_of, is_country
from alignment.texts.keys import VOWELS, sound
from alignment.texts.lexicon import is_word
from alignment.texts.places import is_place, places_of
from alignment.texts.words import plain, words
from locales.dictionaries import analyzer
from locales.tables import Dates, Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A word here begins a sentence, a quotation or a line: its capital tells nothing. Not after a comma and a
#: closing mark: who has said it comes next ('"...," Orlenko said').
_OPENING = re.compile(r"(?:\A|\n|[.!?…:;]|[«„‘(\[]|(?<!,)[\"“”]|[\"“”](?!\s)|[–—-]\s)[\s\"«„“”‘(\[–—-]{0,8}\Z")
#: "Chris", "Licht": ch before a consonant is no sh-like sound.
_HARD_CH, _BACK_CH = re.compile(r"ch(?=[rl])"), re.compile(r"ch(?=t)")
_OF_IT = re.compile(r"['’]s$")
_CYRILLIC = re.compile(r"[а-яіїєґ]")
_LATIN = str.maketrans({"ø": "o", "ł": "l", "æ": "e", "œ": "e", "ß": "s", "đ": "d", "ð": "d", "þ": "t", "ı": "i"})
#: Latin words inside Cyrillic text are read the English way.
LATIN = "en"
#: Sounds agree from this share on (percent).
ALIKE = 75
#: Fewer consonants than this do not tell names apart by themselves.
FEW = 3
#: ... and with a single consonant in the shorter one: "Roy", "Роєм", but not "Ми" and "Моро" (percent).
NEAR = 50
#: Spellings of one name are at least so much alike (percent).
RELATED = 60
#: Parts of speech whose few words are no names, whatever else they may be: "Тем", "Мені".
CLOSED = ("NPRO", "Apro", "PREP", "CONJ", "PRCL")
#: A run of so many words in capitals is a headline or shouting, not names.
SHOUTING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """How a word sounds: all of it (without a first w), its consonants, its capital, and what it may name.

    Sounds are told apart as objects: very many are compared with each other, and ``sound_of`` makes each once.
    """

    whole: str
    consonants: str
    capital: bool
    #: True for a word that begins with w: elsewhere that is v, or a vowel.
    glide: bool
    entities: frozenset[str]
    #: Which ending makes a surname of its root; other endings make other surnames. Empty where it has none of these.
    family: str = ""

    def agrees(self, other: Sound) -> bool:
        """Return whether both can be the same name; most words differ in their first letter already."""
        if self.glide == other.glide and not (self.entities or other.entities or _same_start(self.whole, other.whole)):
            return False
        return not self.entities.isdisjoint(other.entities) or _alike(self, other)

    def begins_like(self, other: Sound) -> bool:
        """Return whether both begin with the same sound, a first w left aside."""
        return _same_start(self.whole, other.whole)


@dataclass(frozen=True, slots=True)
class Heard:
    """How the words of a text sound, sorted so that a name is only compared with those that it may be."""

    everything: frozenset[Sound]
    #: What its words name, all together.
    entities: frozenset[str]
    #: Its words by what they begin with; those in w may begin in other ways elsewhere and stand by themselves.
    starts: Mapping[str, tuple[Sound, ...]]
    glides: tuple[Sound, ...]

    def has(self, name: Sound) -> bool:
        """Return whether any word agrees with a name (``Sound.agrees``)."""
        if not self.entities.isdisjoint(name.entities):
            return True
        likely = self.everything if name.glide else (*self.starts.get(_start(name.whole), ()), *self.glides)
        return any(_alike(name, each) for each in likely)

    def like(self, name: Sound) -> list[Sound]:
        """Return the words that agree with a name."""
        anywhere = name.glide or name.entities
        likely = self.everything if anywhere else (*self.starts.get(_start(name.whole), ()), *self.glides)
        return [each for each in likely if name.agrees(each)]


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
    spelled = spelled_out = _OF_IT.sub("", unaccented(plain(word)))
    if "ch" in spelled:
        spelled = _BACK_CH.sub("kh", _HARD_CH.sub("k", spelled))
    glide = spelled.startswith("w")
    spelled = spelled[:1].replace("w", "") + spelled[1:].replace("w", "u")
    whole = "".join(letter for letter, _ in groupby(sound(spelled, language).replace("'", "")))
    consonants = "".join(letter for letter, _ in groupby(each for each in whole if each not in VOWELS))
    family = _family(spelled_out, language) if word[:1].isupper() else ""
    return Sound(whole, consonants, word[:1].isupper(), glide, _entities_of(word, language), family)


def _family(form: str, language: str) -> str:
    """Return the key of the longest ending of a form in lower case that makes surnames; empty where it has none."""
    endings = _families(LATIN if form.isascii() else language)
    return next((key for ending, key in endings if form.endswith(ending) and len(form) > len(ending) + 1), "")


@cache
def _families(language: str) -> tuple[tuple[str, str], ...]:
    table = locales.table(language, Names).families
    return tuple(sorted(((end, key) for key, ends in table.items() for end in ends), key=lambda each: -len(each[0])))


def unaccented(word: str) -> str:
    """Return a word with Latin letters without their marks; Cyrillic й and ї stay what they are."""
    if word.isascii() or _CYRILLIC.search(word):
        return word
    return unicodedata.normalize("NFKD", word.translate(_LATIN)).encode("ascii", "ignore").decode()


@lru_cache(maxsize=4096)
def heard(text: str, language: str) -> Heard:
    """Return how the words of a text sound."""
    address = _calendar(language)  # "Mr" is no name, and short enough to sound like many
    return sorted_sounds(sound_of(word.text, language) for word in words(text) if word.plain not in address)


def sorted_sounds(sounds: Iterable[Sound]) -> Heard:
    """Return sounds so that one is only compared with those that it may be."""
    everything = frozenset(sounds)
    starts: dict[str, list[Sound]] = {}
    for each in everything:
        if not each.glide:
            starts.setdefault(_start(each.whole), []).append(each)
    return Heard(
        everything,
        frozenset().union(*(each.entities for each in everything)),
        {start: tuple(found) for start, found in starts.items()},
        tuple(each for each in everything if each.glide),
    )


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
    """Return whether a word in capitals is a name that is spelled by sound elsewhere, not a word that is translated.

    A language with a morphological dictionary is asked for all that the word may be; another one has a list of words.
    """
    table = locales.table(language, Names)
    form = plain(word)
    if form in table.scales:
        return False
    if (country := is_country(word, language)) is not None:
        return country
    if table.dictionary:
        if form.isascii():
            return is_name(word, LATIN)
        return _is_name_by_dictionary(form, table.dictionary, table.surname_endings)
    for ending in table.endings:
        form = form.removesuffix(ending) if _is_translated(form.removesuffix(ending), language) else form
    return not (_is_translated(form, language) or form.endswith(table.word_endings) or "'" in form)


@lru_cache(maxsize=1 << 15)
def is_person(word: str, language: str) -> bool:
    """Return whether a word may name a person: no acronym, no state, nothing that is translated, and no place.

    Only a dictionary knows places; other languages leave that to the editions that have one.
    """
    if word.isupper() or sound_of(word, language).entities or not is_name(word, language):
        return False
    dictionary = locales.table(language, Names).dictionary
    form = plain(word)
    if dictionary and form.isascii():
        return False  # persons are put into the letters of the language, papers and companies often are not
    if not dictionary or not analyzer(dictionary).word_is_known(form):
        return True
    first = str(analyzer(dictionary).parse(form)[0].tag)
    return not (is_place(form, dictionary) or any(mark in first for mark in ("Geox", "Orgn")))


def _is_name_by_dictionary(form: str, language: str, endings: tuple[str, ...]) -> bool:
    if not analyzer(language).word_is_known(form):
        return True
    tags = [str(parse.tag) for parse in analyzer(language).parse(form)]
    if any(mark in tag for tag in tags for mark in CLOSED):
        return False
    return (
        any(mark in tag for tag in tags for mark in ("Surn", "Name", "Patr", "Geox"))
        or form.endswith(endings)
        or is_place(form, language)
    )


def _is_translated(form: str, language: str) -> bool:
    return form in _calendar(language) or is_word(form, language)


@cache
def _calendar(language: str) -> frozenset[str]:
    """Return months, weekdays and forms of address: they have capitals in some languages and are no names."""
    dates = locales.table(language, Dates)
    forms = (form for section in (dates.months, dates.weekdays) for each in section.values() for form in each)
    return frozenset({*forms, *locales.table(language, Names).address})


@cache
def _entity_forms(language: str) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """Return whole forms and beginnings of the language's entities; of several words only the first counts."""
    whole: dict[str, set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    for entity, forms in locales.table(language, Names).entities.items():
        for form in forms:
            for part in form.split()[:1]:
                known = beginnings if part.endswith("*") else whole
                known.setdefault(part.removesuffix("*"), set()).add(entity)
    return (
        {form: frozenset(entities) for form, entities in whole.items()},
        {form: frozenset(entities) for form, entities in beginnings.items()},
    )


def _entities_of(word: str, language: str) -> frozenset[str]:
    whole, beginnings = _entity_forms(language)
    found = whole.get(word, frozenset()) | whole.get(_OF_IT.sub("", word), frozenset())
    found |= countries_of(word, language) | places_of(word, language)
    if not word.startswith(tuple(beginnings)):
        return found
    return found.union(*(entities for beginning, entities in beginnings.items() if word.startswith(beginning)))


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text[max(0, start - 8) : start]) is not None if start else True


@lru_cache(maxsize=1 << 16)
def _alike(one: Sound, other: Sound) -> bool:
    """Return whether two words sound alike: by their consonants where there are enough, else letter by letter."""
    if one.glide != other.glide:
        return _alike_but_for_glide(*((one, other) if one.glide else (other, one)))
    shorter, longer = sorted((one.consonants, other.consonants), key=len)
    if are_kin(one, other) or not _same_start(one.whole, other.whole):
        return False
    if len(shorter) > FEW:
        return len(longer) - len(shorter) <= FEW and _share(shorter, longer, len(shorter) + 1) >= ALIKE
    if len(shorter) == FEW:
        return len(longer) - len(shorter) <= 1 and longer.startswith(shorter)
    if not (one.capital and other.capital):
        return False
    length = min(len(one.whole), len(other.whole))
    alike = length > 1 and _share(one.whole, other.whole, length + 1) >= ALIKE
    near = len(shorter) > 1 or ratio(one.whole, other.whole) >= NEAR
    return alike or (near and longer.startswith(shorter) and len(longer) - len(shorter) <= 1)


def _alike_but_for_glide(one: Sound, other: Sound) -> bool:
    """Compare a word in w with one that may write it in another way: "Warren", "Воррен", "Уоррен"."""
    if not other.whole.startswith(("v", "u", "o")):
        return False
    rest = replace(other, glide=True, whole=other.whole[1:], consonants=other.consonants.removeprefix("v"))
    return _alike(one, rest)


def _same_start(one: str, other: str) -> bool:
    """Return whether two words begin with one sound; vowels differ between systems of transliteration."""
    return _start(one) == _start(other)


def _start(whole: str) -> str:
    """Return the first sound of a word; all vowels count as one."""
    first = whole[:1]
    return "a" if first in VOWELS else first


def _share(one: str, other: str, length: int) -> float:
    """Return how much of the beginnings agrees (percent): endings differ by case."""
    return ratio(one[:length], other[:length])


def related(one: Sound, other: Sound) -> bool:
    """Return whether two names may be spellings of one."""
    return ratio(one.whole, other.whole) >= RELATED and not are_kin(one, other)


def are_kin(one: Sound, other: Sound) -> bool:
    """Return whether two surnames differ by the ending that makes them: "Savchenko" and "Savchuk" are two persons."""
    return bool(one.family and other.family) and one.family != other.family
