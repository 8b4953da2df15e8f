"""How words sound, whatever alphabet they are written in, and whether two of them may be one name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

import locales
from alignment.texts.countries import countries_of
from alignment.texts.keys import VOWELS, sound
from alignment.texts.lexicon import is_word
from alignment.texts.places import places_of
from alignment.texts.words import plain, words
from locales.tables import Dates, Names, Transliteration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
#: ... and with fewer so much of the whole has to agree: "Roy", "Роєм", but not "Moreau", "Мерчі" (percent).
NEAR = 50
#: Words of so many consonants hardly ever sound alike by chance, with small letters, too.
LONG = 6
#: What spellings of one name may begin with: "Busan", "Пусан".
_VOICED = str.maketrans("pktf", "bgdv")
#: Spellings of one name are at least so much alike (percent).
RELATED = 60


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
    #: What is before that ending; all of it without one.
    root: str = ""
    #: How else the spelling may sound, since names come from all languages: "Johansson", "Bach".
    also: tuple[Sound, ...] = ()

    @property
    def readings(self) -> tuple[Sound, ...]:
        """How it may sound, the usual way first."""
        return (self, *self.also)

    def agrees(self, other: Sound) -> bool:
        """Return whether both can be the same name; most words differ in their first letter already."""
        return not self.entities.isdisjoint(other.entities) or any(
            _alike(one, another)
            for one in self.readings
            for another in other.readings
            if one.glide != another.glide or _same_start(one.whole, another.whole)
        )

    def is_surely(self, other: Sound) -> bool:
        """Return whether both can be the same name by their vowels, too: "Moreau" and "Murray" hardly."""
        return self.agrees(other) and (not self.entities.isdisjoint(other.entities) or related(self, other))

    def begins_like(self, other: Sound) -> bool:
        """Return whether both begin with the same sound, a first w left aside."""
        return any(_same_start(one.whole, another.whole) for one in self.readings for another in other.readings)


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
        return any(_alike(reading, each) for reading in name.readings for each in self._likely(reading))

    def _likely(self, name: Sound) -> Iterable[Sound]:
        return self.everything if name.glide else (*self.starts.get(_start(name.whole), ()), *self.glides)


@dataclass(frozen=True, slots=True)
class Named:
    """How the names of an article sound, sorted likewise."""

    everything: frozenset[Sound]
    #: By what they begin with; those in w stand under "w", too.
    starts: Mapping[str, frozenset[Sound]]

    def surely(self, name: Sound) -> list[Sound]:
        """Return those that surely are a name (``Sound.is_surely``)."""
        if name.entities or any(reading.glide for reading in name.readings):
            likely = self.everything
        else:
            begins = {"w", *(_start(reading.whole) for reading in name.readings)}
            likely = frozenset().union(*(self.starts.get(each, frozenset()) for each in begins))
        return [each for each in likely if name.is_surely(each)]


def named(sounds: Iterable[Sound]) -> Named:
    """Return names so that one is only compared with those that it may be."""
    everything = frozenset(sounds)
    starts: dict[str, set[Sound]] = {}
    for each in everything:
        for reading in each.readings:
            starts.setdefault("w" if reading.glide else _start(reading.whole), set()).add(each)
    return Named(everything, {start: frozenset(found) for start, found in starts.items()})


@lru_cache(maxsize=1 << 15)
def sound_of(word: str, language: str) -> Sound:
    """Return how a word sounds, by the sounds that languages share."""
    spelled, capital = _OF_IT.sub("", unaccented(plain(word))), word[:1].isupper()
    entities, (ending, family) = _entities_of(word, language), _family(spelled, language) if capital else ("", "")
    others = [form for _, form in other_spellings(spelled, language)] if capital else []
    first, *also = (
        Sound(whole, _consonants(whole), capital, spelled.startswith("w"), entities, family, root)
        for whole, root in dict.fromkeys(
            (_whole(each, language), _whole(each.removesuffix(ending), language)) for each in (spelled, *others)
        )
    )
    return replace(first, also=tuple(also))


def _whole(spelled: str, language: str) -> str:
    """Return how a spelling in lower case sounds, without a first w."""
    if "ch" in spelled:
        spelled = _BACK_CH.sub("kh", _HARD_CH.sub("k", spelled))
    spelled = spelled[:1].replace("w", "") + spelled[1:].replace("w", "u")
    return "".join(letter for letter, _ in groupby(sound(spelled, language).replace("'", "")))


def _consonants(whole: str) -> str:
    return "".join(letter for letter, _ in groupby(each for each in whole if each not in VOWELS))


def other_spellings(form: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield what a name in lower case may be read like besides, one change at a time.

    Returns:
        The spelling that is read in another way, as the table has it, and the whole form as it would be spelled then.
    """
    for pattern, others in _also(LATIN if form.isascii() else language):
        for other in others if pattern.search(form) else ():
            yield pattern.pattern, pattern.sub(other, form)


@cache
def _also(language: str) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return what finds the spellings that may stand for other sounds, and how these would be spelled."""
    return tuple((re.compile(key), others) for key, others in locales.table(language, Transliteration).also.items())


def _family(form: str, language: str) -> tuple[str, str]:
    """Return the longest ending of a form in lower case that makes surnames, and its key; empty where it has none."""
    endings = _families(LATIN if form.isascii() else language)
    fitting = ((end, key) for end, key in endings if form.endswith(end) and len(form) > len(end) + 1)
    return next(fitting, ("", ""))


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
    address = calendar_of(language)  # "Mr" is no name, and short enough to sound like many
    # A capital tells nothing of what is a word and no name: "The", "More" sound like many.
    spelled = {
        word.plain if is_word(word.plain, language) else word.text for word in words(text) if word.plain not in address
    }
    heard_once = {sound_of(each, language) for each in spelled}
    everything = frozenset([reading for each in heard_once for reading in each.readings])
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


@cache
def calendar_of(language: str) -> frozenset[str]:
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


@lru_cache(maxsize=1 << 16)
def _alike(one: Sound, other: Sound) -> bool:
    """Return whether two words sound alike: by their consonants where there are enough, else letter by letter."""
    if one.glide != other.glide:
        return _alike_but_for_glide(*((one, other) if one.glide else (other, one)))
    shorter, longer = sorted((one.consonants, other.consonants), key=len)
    if are_kin(one, other) or not _same_start(one.whole, other.whole):
        return False
    if not (one.capital and other.capital):
        return _is_made_of(*((one, other) if one.capital else (other, one)))
    if len(shorter) > FEW:
        return len(longer) - len(shorter) <= FEW and _share(shorter, longer, len(shorter) + 1) >= ALIKE
    if len(shorter) == FEW:
        return len(longer) - len(shorter) <= 1 and longer.startswith(shorter)
    length = min(len(one.whole), len(other.whole))
    alike = length > 1 and _share(one.whole, other.whole, length + 1) >= ALIKE
    near = ratio(one.whole, other.whole) >= NEAR
    return alike or (near and longer.startswith(shorter) and len(longer) - len(shorter) <= 1)


def _is_made_of(name: Sound, word: Sound) -> bool:
    """Return whether a word in small letters may be made of a name: "голливудская", but not "burned" of "Brandt"."""
    shorter, longer = sorted((name.consonants, word.consonants), key=len)
    if len(shorter) >= LONG:  # "Республиканской", "республіканців"
        return len(longer) - len(shorter) <= FEW and _share(shorter, longer, len(shorter) + 1) >= ALIKE
    more = 1 if len(shorter) == FEW else FEW
    return (
        shorter == name.consonants
        and len(shorter) >= FEW
        and longer.startswith(shorter)
        and len(longer) <= len(shorter) + more
    )


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
    """Return whether two names may be spellings of one; the ending of surnames ("-chuk") tells nothing of that.

    Names that tables know for different things ("Грузія", "Білорусь") and those that begin with another sound are two.
    """
    if one.entities and other.entities and one.entities.isdisjoint(other.entities):
        return False
    if not one.begins_like(other) and one.whole[:1].translate(_VOICED) != other.whole[:1].translate(_VOICED):
        return False
    pairs = [(a, b) for a in one.readings for b in other.readings]
    alike = max(ratio(a.root, b.root) if one.family and other.family else ratio(a.whole, b.whole) for a, b in pairs)
    return alike >= RELATED and not are_kin(one, other)


def are_kin(one: Sound, other: Sound) -> bool:
    """Return whether two surnames differ by the ending that makes them: "Savchenko" and "Savchuk" are two persons."""
    return bool(one.family and other.family) and one.family != other.family


def are_siblings(one: Sound, other: Sound) -> bool:
    """Return whether two surnames have one root and other endings: to an encoder they are nearly one."""
    return are_kin(one, other) and ratio(one.root, other.root) >= ALIKE
