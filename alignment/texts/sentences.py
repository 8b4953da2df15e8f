"""Where sentences end."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import locales
from locales.tables import Sentences

#: Stands between the blocks of a text that is made of several.
SEPARATOR = "\n"
#: A run of end marks with closing quotes or brackets, then a blank, then what can open a sentence.
END = re.compile(r"[.!?…]+[\"'»”’)\]]*(?=\s+[\"'«„“‘(\[—–-]*\s*(?P<next>\w))")
#: The word before an end mark.
WORD_BEFORE = re.compile(r"[\w.-]*$")


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(word.lower() for word in locales.table(language, Sentences).abbreviations)


def split(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Split a block into sentences.

    Args:
        text: the block's text.
        language: BCP 47; its abbreviations stand in ``locales/<language>/sentences.toml``.

    Returns:
        Offsets (characters, end exclusive) of the sentences without the blanks around them; nothing for a blank text.
    """
    cuts = [match.end() for match in END.finditer(text) if _ends(text, match, _abbreviations(language))]
    spans = zip([0, *cuts], [*cuts, len(text)], strict=True)
    trimmed = (
        (start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
        for start, part in ((start, text[start:end]) for start, end in spans)
    )
    return tuple((start, end) for start, end in trimmed if start < end)


@lru_cache(maxsize=4096)
def split_lines(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Split a text of several blocks, one a line, into sentences, as ``split`` does with one block."""
    found = []
    offset = 0
    for line in text.split(SEPARATOR):
        found += [(offset + start, offset + end) for start, end in split(line, language)]
        offset += len(line) + len(SEPARATOR)
    return tuple(found)


def _ends(text: str, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Return whether a run of end marks ends a sentence, rather than an abbreviation or an initial."""
    following = match["next"]
    if following.islower():
        return False
    if match.group() != ".":
        return True
    before = WORD_BEFORE.search(text, 0, match.start())
    word = before.group() if before else ""
    return not (len(word) == 1 and word.isupper()) and word.lower() not in abbreviations
