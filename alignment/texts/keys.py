"""What a text holds that survives translation: numbers, names by their sound, acronyms, quotes, links.

Cheap on purpose: these keys only say that two texts may be about the same thing. Whether a number or a name is right is
for the checks to say, with a reading of their own.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

import locales
from alignment.texts.sentences import split
from locales.tables import Numbers, Transliteration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from parsers.types import Block

#: Words, and numbers with their inner separators.
TOKEN = re.compile(r"\d+(?:[.,:\s\u00a0\u202f]\d+)*|[^\W\d_][\w'’ʼ]*")
#: A blank, point or comma before exactly three digits groups thousands.
THOUSANDS = re.compile(r"(?<=\d)[\s\u00a0\u202f.,](?=\d{3}(?!\d))")
VOWELS = frozenset("aeiou")
#: What a token may be.
NAME, NUMBER, WORD = "name", "number", "word"
#: Consonants of a name that are compared: endings differ by case and transliteration.
NAME_LENGTH = 5
QUOTES = re.compile('["«»“”„‟]')
#: Buckets that letter groups fall into; more only cost memory.
GROUP_BUCKETS = 2048
#: Letters in a group.
GROUP_SIZE = 4


@cache
def _sounds(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    own = locales.table(language, Transliteration).sounds
    # Latin words inside Cyrillic text are read the English way.
    table = {**locales.table("en", Transliteration).sounds, **own}
    longest_first = sorted(table, key=lambda spelling: (-len(spelling), spelling))
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), table


@lru_cache(maxsize=1 << 16)
def sound(word: str, language: str) -> str:
    """Return a word by the sounds that languages share, in small Latin letters ("Київ" and "Киев" give nearly one)."""
    pattern, table = _sounds(language)
    return pattern.sub(lambda match: table[match.group()], word.lower())


@lru_cache(maxsize=1 << 16)
def name_key(word: str, language: str) -> str:
    """Return the first consonants of a name by sound: the same for most spellings and case endings of a name."""
    consonants = (letter for letter, _ in groupby(sound(word, language)) if letter.isalpha() and letter not in VOWELS)
    return "".join(letter for letter, _ in groupby(consonants))[:NAME_LENGTH]


@cache
def _number_words(language: str) -> Mapping[str, str]:
    words = locales.table(language, Numbers).words
    return {word: str(value) for value, forms in words.items() for word in forms}


def number_key(token: str) -> str:
    """Return a number in one form: no thousands separators, a point for decimals and clock times."""
    return re.sub(r"[\s\u00a0\u202f,:]", ".", THOUSANDS.sub("", token)).strip(".")


def keys_of(tokens: Iterable[str], language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of the names and acronyms, and those of the numbers, among the tokens of a text.

    Args:
        tokens: as ``TOKEN`` finds them.
        language: BCP 47; without its tables only digits and equal spellings count.
    """
    found = [_token_key(token, language) for token in tokens]
    names = frozenset([key for kind, key in found if kind == NAME])
    return names, frozenset([key for kind, key in found if kind == NUMBER])


@lru_cache(maxsize=1 << 16)
def _token_key(token: str, language: str) -> tuple[str, str]:
    number = number_key(token) if token[0].isdigit() else _number_words(language).get(token.lower())
    if number is not None:
        return NUMBER, number
    if not token[0].isupper():
        return WORD, ""
    key = name_key(token, language)
    return NAME, key if len(key) > 1 else token.lower()


def link_keys(block: Block) -> frozenset[str]:
    """Return the addresses that a block links to (the site alone, since sister editions differ in paths) or shows."""
    sites = {urlsplit(link.target).netloc for link in block.links} - {""}
    return frozenset({f"link {site}" for site in sites} | ({f"shows {block.target}"} if block.target else set()))


def marks(text: str, language: str) -> tuple[float, float, float, float]:
    """Return what punctuation tells: whether it asks, how many quote marks (root), an ending colon, sentences."""
    quotes = min(4, len(QUOTES.findall(text))) ** 0.5
    return (float("?" in text), quotes, float(text.rstrip().endswith(":")), float(len(split(text, language))))


def letter_groups(units: Sequence[Sequence[str]], language: str) -> NDArray[np.float32]:
    """Count the groups of four letters of texts by sound, hashed into ``GROUP_BUCKETS`` buckets.

    Related languages share many (uk "міністерство", ru "министерство"); others share those of names.

    Args:
        units: the tokens of each text.
        language: BCP 47.

    Returns:
        One row of counts for each text.
    """
    spelled = [f" {' '.join([sound(token, language) for token in tokens])} " for tokens in units]
    owner = np.repeat(np.arange(len(units)), [len(text) for text in spelled])
    letters = np.frombuffer("".join(spelled).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = max(0, len(letters) - GROUP_SIZE + 1)
    hashed = np.zeros(count, dtype=np.uint64)
    for offset in range(GROUP_SIZE):
        hashed = hashed * np.uint64(1_000_003) + letters[offset : offset + count]
    buckets = (hashed >> np.uint64(7)) % np.uint64(GROUP_BUCKETS)
    inside = owner[:count] == owner[GROUP_SIZE - 1 :][:count]
    cells = owner[:count][inside] * GROUP_BUCKETS + buckets.astype(np.int64)[inside]
    counts = np.bincount(cells, minlength=len(units) * GROUP_BUCKETS)
    return counts.reshape(len(units), GROUP_BUCKETS).astype(np.float32)
