"""Words that only one of the languages of a script has: by their morphological dictionaries.

"Посредник уже дал показания" has no letter that Ukrainian lacks, and no word that Ukrainian has. Names, numbers and
words with hyphens tell nothing, words that both languages write alike neither. The other languages' dictionaries are
only read for texts that have words which their own one does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.sentences import split_lines
from alignment.texts.words import words
from locales.dictionaries import analyzer
from locales.page_tables import Language
from locales.tables import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How the dictionaries mark what may be a name.
_NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that one language has and another one of its script has not (characters, end exclusive)."""

    word: str
    start: int
    end: int
    #: Whether it is a word of the text's own language.
    own: bool


@lru_cache(maxsize=4096)
def telling(text: str, language: str) -> tuple[Telling, ...]:
    """Return the words that tell a text's language from the others of its script, in order.

    Args:
        text: any text.
        language: that it ought to be in (BCP 47).

    Returns:
        None where no word is strange to the language, and where that, or every other one of its script, has no
        dictionary.
    """
    own, others = locales.table(language, Names).dictionary, _others(language)
    if not own or not others:
        return ()
    forms = list(_forms(text, language))
    if all(_is_known(form, own) for form, _, _ in forms):
        return ()  # nearly always, and the other dictionaries need not be read
    found = []
    for form, start, end in forms:
        having = [each for each in (own, *others) if _is_known(form, each)]
        tells = having == [own] or (having and own not in having)
        if tells and not (text[start].isupper() and _may_name(form, having[0])):
            found.append(Telling(form, start, end, having == [own]))
    return tuple(found)


def _forms(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words in small letters, and those that owe their capital to the sentence, with their spans."""
    begin = {start + each.start for start, end in split_lines(text, language) for each in words(text[start:end])[:1]}
    for word in words(text):
        form = word.text.lower().translate(_APOSTROPHES)
        plain = word.text[1:] == form[1:] and (word.start in begin or word.text[0] == form[0])
        if (
            plain
            and not form.isascii()
            and "-" not in (text[word.start - 1 : word.start], text[word.end : word.end + 1])
        ):
            yield form, word.start, word.end


@cache
def _others(language: str) -> tuple[str, ...]:
    """Return the dictionaries of the other languages that are written in a language's script."""
    script = locales.table(language, Language).script
    same = (each for each in locales.described() if locales.table(each, Language).script == script)
    return tuple(filter(None, (locales.table(each, Names).dictionary for each in same if each != language)))


@lru_cache(maxsize=1 << 15)
def _is_known(form: str, dictionary: str) -> bool:
    return bool(analyzer(dictionary).word_is_known(form))


def _may_name(form: str, dictionary: str) -> bool:
    return any(mark in str(parse.tag) for parse in analyzer(dictionary).parse(form) for mark in _NAMES)
