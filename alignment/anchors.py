"""What a text holds that survives translation: numbers, names by their sound, acronyms, quotes, links.

Cheap on purpose: these keys only say that two texts may be about the same thing. Whether a number or a name is right is
for the checks to say, with a reading of their own.
"""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

import locales
from alignment.splitting import split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from parsers.types import Block

#: Words, and numbers with their inner separators.
TOKEN = re.compile(r"\d+(?:[.,:\s\u00a0\u202f]\d+)*|[^\W\d_][\w'’ʼ]*")
#: A blank, point or comma before exactly three digits groups thousands.
THOUSANDS = re.compile(r"(?<=\d)[\s\u00a0\u202f.,](?=\d{3}(?!\d))")
VOWELS = frozenset("aeiou")
#: Consonants of a name that are compared: endings differ by case and transliteration.
NAME_LENGTH = 5
QUOTES = re.compile('["«»“”„‟]')
#: Buckets that letter groups fall into; more only cost memory.
GROUP_BUCKETS = 2048
#: Letters in a group.
GROUP_SIZE = 4


@cache
def _sounds(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    own: Mapping[str, str] = locales.table(language, "transliteration").get("sounds", {})
    # Latin words inside Cyrillic text are read the English way.
    table = {**locales.table("en", "transliteration").get("sounds", {}), **own}
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
    words: Mapping[str, list[str]] = locales.table(language, "numbers").get("words", {})
    return {word: value for value, forms in words.items() for word in forms}


def number_key(token: str) -> str:
    """Return a number in one form: no thousands separators, a point for decimals and clock times."""
    return re.sub(r"[\s\u00a0\u202f,:]", ".", THOUSANDS.sub("", token)).strip(".")


def keys(text: str, language: str) -> frozenset[str]:
    """Return the keys of the numbers ("n:"), and names and acronyms ("w:") of a text.

    Args:
        text: any text.
        language: BCP 47; without its tables only digits and equal spellings count.
    """
    numbers = _number_words(language)
    found = set()
    for token in TOKEN.findall(text):
        if token[0].isdigit():
            found.add("n:" + number_key(token))
        elif token.lower() in numbers:
            found.add("n:" + numbers[token.lower()])
        elif token[0].isupper():
            key = name_key(token, language)
            found.add("w:" + key if len(key) > 1 else "w:" + token.lower())
    return frozenset(found)


def block_keys(block: Block, language: str) -> frozenset[str]:
    """Return the keys of a block: of its text, and of the addresses that it links to or shows."""
    links = {"l:" + urlsplit(link.target).netloc for link in block.links}
    shown = {"e:" + block.target} if block.target else set()
    return keys(block.text, language) | (links - {"l:"}) | shown


def bucket(key: str, buckets: int) -> int:
    """Return a number below ``buckets`` for a key, the same in every process."""
    return zlib.crc32(key.encode()) % buckets


def marks(text: str, language: str) -> tuple[float, float, float, float]:
    """Return what punctuation tells: whether it asks, how many quote marks (root), an ending colon, sentences."""
    quotes = min(4, len(QUOTES.findall(text))) ** 0.5
    return (float("?" in text), quotes, float(text.rstrip().endswith(":")), float(len(split(text, language))))


def letter_groups(text: str, language: str) -> NDArray[np.float32]:
    """Count the groups of four letters of a text by sound, hashed into ``GROUP_BUCKETS`` buckets.

    Related languages share many (uk "міністерство", ru "министерство"); others share those of names.
    """
    spelled = " ".join(sound(token, language) for token in TOKEN.findall(text))
    letters = np.frombuffer(f" {spelled} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < GROUP_SIZE:
        return np.zeros(GROUP_BUCKETS, dtype=np.float32)
    hashed = letters[: len(letters) - GROUP_SIZE + 1].copy()
    for offset in range(1, GROUP_SIZE):
        hashed = hashed * np.uint64(1_000_003) + letters[offset : len(letters) - GROUP_SIZE + 1 + offset]
    buckets = (hashed >> np.uint64(7)) % np.uint64(GROUP_BUCKETS)
    return np.bincount(buckets.astype(np.int64), minlength=GROUP_BUCKETS).astype(np.float32)
