"""Lines of copied text, which has no template left: which of them may be furniture by their form and their place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

import locales
from locales.page_tables import Language
from parsers.types import BlockKind, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from alignment.types import Row
    from parsers.types import Article, Block

#: How paths of copied text begin; the rest is the line's number.
LINE = "line:"
#: What ends as sentences do, with a remark behind it or without, "(photo by Ann Poe)", and has more words than a call
#: of a template ("Read us!").
_SENTENCE = re.compile(r"[.!?][\"'»”’)\]]*(?:\s\([^()]{1,60}\))?\Z")
_BARE = re.compile(r"\w\Z")
_FEWEST = 4
_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
_TOLD = frozenset((Role.SOURCE_LINE, Role.UPDATE, Role.BACKGROUND))


def is_doubtful(block: Block) -> bool:
    """Return whether a line may be furniture: copied text, no sentence, and no known part of a story."""
    if not block.path.startswith(LINE) or block.kind not in _KINDS or block.label or block.role in _TOLD:
        return False
    return not is_sentence(block.text)


def is_sentence(text: str) -> bool:
    """Return whether a text ends as sentences do and has more words than a call."""
    return ends(text) and len(text.split()) >= _FEWEST


def ends(text: str) -> bool:
    """Return whether a text ends as sentences do."""
    return _SENTENCE.search(text) is not None


def is_bare(text: str) -> bool:
    """Return whether a text ends without any mark, as headlines do; lines of stories may end in a colon or a quote."""
    return _BARE.search(text) is not None


@lru_cache(maxsize=4096)
def is_of_other_script(text: str, language: str) -> bool:
    """Return whether most letters of a text are of another script than its edition's language is written in."""
    script = locales.table(language, Language).script.upper()
    letters = [character for character in text if character.isalpha()]
    return bool(script) and 2 * sum(unicodedata.name(each, "").startswith(script) for each in letters) < len(letters)


def alone(language: str, rows: Sequence[Row]) -> frozenset[int]:
    """Return the places of an edition's blocks that stand in rows without any other edition."""
    single = (row for row in rows if not any(cell for each, cell in row.cells.items() if each != language))
    return frozenset(place for row in single for place in row.cells.get(language, ()))


def in_company(article: Article, places: AbstractSet[int]) -> frozenset[int]:
    """Return those of some places that stand at an edge of an edition, side by side, or beside a dropped line."""
    dropped, last = dropped_lines(article), len(article.blocks) - 1
    return frozenset(
        place
        for place in places
        if place in (0, last)
        or {place - 1, place + 1} & places
        or dropped_between(dropped, article, place - 1, place + 1)
    )


def dropped_lines(article: Article) -> list[int]:
    """Return the numbers of an edition's dropped lines, in order."""
    return sorted(number(each.path) for each in article.dropped)


def dropped_between(dropped: Sequence[int], article: Article, one: int, other: int) -> int:
    """Return how many of an edition's dropped lines stood between two of its blocks."""
    first, last = sorted((number(article.blocks[one].path), number(article.blocks[other].path)))
    return max(0, bisect_left(dropped, last) - bisect_right(dropped, first))


def number(path: str) -> int:
    """Return the number of a line of copied text; -1 for other blocks."""
    digits = path.removeprefix(LINE)
    return int(digits) if digits.isdigit() else -1
