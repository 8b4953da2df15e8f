"""Lines of copied text that no other edition answers, and that are furniture by that.

What is no sentence and stands among others of its kind is no paragraph that the others lack; there is no template left
that would tell it apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.types import BlockKind, DroppedBlock, DropReason, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.types import Row
    from parsers.types import Article, Block

#: What ends as sentences do, and has more words than a call of a template ("Read us!").
_SENTENCE = re.compile(r"[.!?][\"'»”’)\]]*\Z")
_FEWEST = 4
_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
_TOLD = frozenset((Role.SOURCE_LINE, Role.UPDATE, Role.BACKGROUND))
#: How paths of copied text begin; the rest is the line's number.
LINE = "line:"


def without_unanswered(articles: Mapping[str, Article], rows: Sequence[Row]) -> Mapping[str, Article]:
    """Return the editions without such lines, which are kept as dropped ones; the same values where there are none.

    Args:
        articles: the editions by language.
        rows: their alignment.
    """
    return {language: _without(article, alone(language, rows)) for language, article in articles.items()}


def alone(language: str, rows: Sequence[Row]) -> frozenset[int]:
    """Return the places of an edition's blocks that stand in rows without any other edition."""
    single = (row for row in rows if not any(cell for each, cell in row.cells.items() if each != language))
    return frozenset(place for row in single for place in row.cells.get(language, ()))


def _without(article: Article, alone: frozenset[int]) -> Article:
    doubtful = [place for place in sorted(alone) if _is_doubtful(article.blocks[place])]
    gone = {place for place in doubtful if _among_others(place, article, frozenset(doubtful))}
    if not gone or len(gone) == len(article.blocks):
        return article
    dropped = [
        DroppedBlock(kind=block.kind, text=block.text, reason=DropReason.UNANSWERED, path=block.path)
        for place, block in enumerate(article.blocks)
        if place in gone
    ]
    kept = tuple(block for place, block in enumerate(article.blocks) if place not in gone)
    return replace(article, blocks=kept, dropped=(*article.dropped, *dropped))


def _is_doubtful(block: Block) -> bool:
    """Return whether a line may be furniture: copied text, no sentence, and no known part of a story."""
    if not block.path.startswith(LINE) or block.kind not in _KINDS or block.label or block.role in _TOLD:
        return False
    return not _SENTENCE.search(block.text) or len(block.text.split()) < _FEWEST


def _among_others(place: int, article: Article, doubtful: frozenset[int]) -> bool:
    """Return whether a line stands at an edge of the story or beside another such line or a dropped one."""
    if place in (0, len(article.blocks) - 1) or {place - 1, place + 1} & doubtful:
        return True
    before, own, behind = (_number(article.blocks[each].path) for each in (place - 1, place, place + 1))
    return any(before < _number(each.path) < behind for each in article.dropped if _number(each.path) != own)


def _number(path: str) -> int:
    digits = path.removeprefix(LINE)
    return int(digits) if digits.isdigit() else -1
