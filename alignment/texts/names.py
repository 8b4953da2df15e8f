"""Names in running text: which words with capitals are names, and of persons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.countries import is_country
from alignment.texts.lexicon import is_either, is_word
from alignment.texts.places import is_place
from alignment.texts.sounds import LATIN, calendar_of, sound_of
from alignment.texts.words import plain, words
from locales.dictionaries import analyzer
from locales.tables import Names

if TYPE_CHECKING:
    from alignment.texts.sounds import Sound

#: A word here begins a sentence, a quotation or a line: its capital tells nothing. Not after a comma and a
#: closing mark: who has said it comes next ('"...," Orlenko said').
_OPENING = re.compile(r"(?:\A|\n|[.!?…:;]|[«„‘(\[]|(?<!,)[\"“”]|[\"“”](?!\s)|[–—-]\s)[\s\"«„“”‘(\[–—-]{0,8}\Z")
#: Parts of speech whose few words are no names, whatever else they may be: "Тем", "Мені".
CLOSED = ("NPRO", "Apro", "PREP", "CONJ", "PRCL")
#: What dictionaries call persons and places.
_NAMED = ("Surn", "Name", "Patr", "Geox")
#: A run of so many words in capitals is a headline or shouting, not names.
SHOUTING = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A word with a capital and where it stands (characters, end exclusive)."""

    text: str
    start: int
    end: int
    sound: Sound
    #: True where the capital may only mark the beginning of a sentence.
    opens: bool


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


@lru_cache(maxsize=1 << 12)
def is_given(word: str, language: str) -> bool:
    """Return whether a word may be a first name or a patronymic, by its language's dictionary."""
    dictionary = locales.table(language, Names).dictionary
    form = plain(word)
    if not dictionary or form.isascii() or not analyzer(dictionary).word_is_known(form):
        return False  # of other words a dictionary guesses
    return any(mark in str(parse.tag) for parse in analyzer(dictionary).parse(form) for mark in ("Name", "Patr"))


@lru_cache(maxsize=1 << 12)
def is_word_too(word: str, language: str) -> bool:
    """Return whether a name may be a word as well ("West", "Рада"), by its language's list of words or dictionary."""
    dictionary = locales.table(language, Names).dictionary
    form = plain(word)
    if not dictionary or form.isascii():
        return is_either(form, LATIN)
    known = analyzer(dictionary).word_is_known(form)
    return known and not all(
        any(mark in str(parse.tag) for mark in _NAMED) for parse in analyzer(dictionary).parse(form)
    )


def _is_name_by_dictionary(form: str, language: str, endings: tuple[str, ...]) -> bool:
    if not analyzer(language).word_is_known(form):
        return True
    tags = [str(parse.tag) for parse in analyzer(language).parse(form)]
    if any(mark in tag for tag in tags for mark in CLOSED):
        return False
    return any(mark in tag for tag in tags for mark in _NAMED) or form.endswith(endings) or is_place(form, language)


def _is_translated(form: str, language: str) -> bool:
    return form in calendar_of(language) or is_word(form, language)


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text[max(0, start - 8) : start]) is not None if start else True
