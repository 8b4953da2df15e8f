"""Lines of copied text, which has no template left: which of them may be furniture by their form and their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.types import BlockKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from alignment.types import Row
    from parsers.types import Article, Block

#: How paths of copied text begin; the rest is the line's number.
LINE = "line:"
#: What ends as sentences do, and has more words than a call of a template ("Read us!").
_SENTENCE = re.compile(r"[.!?][\"'»”’)\]]*\Z")
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


def alone(language: str, rows: Sequence[Row]) -> frozenset[int]:
    """Return the places of an edition's blocks that stand in rows without any other edition."""
    single = (row for row in rows if not any(cell for each, cell in row.cells.items() if each != language))
    return frozenset(place for row in single for place in row.cells.get(language, ()))


def in_company(article: Article, places: AbstractSet[int]) -> frozenset[int]:
    """Return those of some places that stand at an edge of an edition, side by side, or beside a dropped line."""
    return frozenset(place for place in places if _has_company(place, article, places))


def dropped_between(article: Article, one: int, other: int) -> int:
    """Return how many lines of an edition were dropped between two of its blocks."""
    first, last = sorted((number(article.blocks[one].path), number(article.blocks[other].path)))
    return sum(first < each < last for each in _numbers(article))


def number(path: str) -> int:
    """Return the number of a line of copied text; -1 for other blocks."""
    digits = path.removeprefix(LINE)
    return int(digits) if digits.isdigit() else -1


def _numbers(article: Article) -> Iterable[int]:
    return (number(each.path) for each in article.dropped)


def _has_company(place: int, article: Article, places: AbstractSet[int]) -> bool:
    if place in (0, len(article.blocks) - 1) or {place - 1, place + 1} & places:
        return True
    before, own, behind = (number(article.blocks[each].path) for each in (place - 1, place, place + 1))
    return any(before < each < behind for each in _numbers(article) if each != own)
