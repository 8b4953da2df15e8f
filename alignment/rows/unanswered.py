"""Lines of copied text that no other edition answers, and that are furniture by that.

What is no sentence and stands among others of its kind is no paragraph that the others lack; there is no template left
that would tell it apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.rows.unrelated import unrelated
from parsers.types import BlockKind, DroppedBlock, DropReason, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.types import Row
    from parsers.types import Article, Block

#: What ends as sentences do, and has more words than a call of a template ("Read us!").
_SENTENCE = re.compile(r"[.!?][\"'»”’)\]]*\Z")
_FEWEST = 4
_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
_TOLD = frozenset((Role.SOURCE_LINE, Role.UPDATE, Role.BACKGROUND))
#: How paths of copied text begin; the rest is the line's number.
LINE = "line:"
#: Shorter lines give vectors that tell little (characters).
_TELLING = 60


def without_unanswered(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> Mapping[str, Article]:
    """Return the editions without such lines, which are kept as dropped ones; the same values where there are none.

    Lines that met each other only because both stand alone at their place, and that have nothing to do with each other,
    are answered by none.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors; without them every line that stands in a row with another is answered.
    """
    unlike = _unlike(articles, rows, vectors)
    gone = {}
    for language, article in articles.items():
        places = alone(language, rows).union(*(row.cells[language] for row in unlike if language in row.cells))
        doubtful = frozenset(place for place in places if is_doubtful(article.blocks[place]))
        gone[language] = {place for place in doubtful if _among_others(place, article, doubtful)}
    for row in unlike:
        if not all(gone[language].issuperset(cell) for language, cell in row.cells.items()):
            for language, cell in row.cells.items():
                gone[language] -= set(cell)
    return {language: _without(article, gone[language]) for language, article in articles.items()}


def _unlike(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> list[Row]:
    """Return the rows of single lines that may be furniture and are no nearer to each other than any two texts."""
    blocks = [
        [(language, articles[language].blocks[place]) for language, cell in row.cells.items() for place in cell]
        for row in rows
    ]
    found = [(row, line) for row, line in zip(rows, blocks, strict=True) if _is_doubtful_row(row, line)]
    if not found or not vectors:
        return []
    cells = [(number, language, block.text) for number, line in enumerate(blocks) for language, block in line]
    usual = unrelated(cells, vectors)
    return [row for row, line in found if _nearest([block.text for _, block in line], vectors) < usual]


def _is_doubtful_row(row: Row, line: Sequence[tuple[str, Block]]) -> bool:
    """Return whether two or more editions have one line each, and all of them may be furniture."""
    single = 1 < len(line) == sum(map(bool, row.cells.values()))
    return single and all(is_doubtful(block) and len(block.text) >= _TELLING for _, block in line)


def _nearest(texts: Sequence[str], vectors: Vectors) -> float:
    """Return the cosine of the two of some texts that are nearest to each other."""
    matrix = vectors.matrix(texts)
    assert matrix is not None
    return float((matrix @ matrix.T)[np.triu_indices(len(matrix), 1)].max())


def alone(language: str, rows: Sequence[Row]) -> frozenset[int]:
    """Return the places of an edition's blocks that stand in rows without any other edition."""
    single = (row for row in rows if not any(cell for each, cell in row.cells.items() if each != language))
    return frozenset(place for row in single for place in row.cells.get(language, ()))


def is_doubtful(block: Block) -> bool:
    """Return whether a line may be furniture: copied text, no sentence, and no known part of a story."""
    if not block.path.startswith(LINE) or block.kind not in _KINDS or block.label or block.role in _TOLD:
        return False
    return not _SENTENCE.search(block.text) or len(block.text.split()) < _FEWEST


def _without(article: Article, gone: set[int]) -> Article:
    if not gone or len(gone) == len(article.blocks):
        return article
    dropped = [
        DroppedBlock(kind=block.kind, text=block.text, reason=DropReason.UNANSWERED, path=block.path)
        for place, block in enumerate(article.blocks)
        if place in gone
    ]
    kept = tuple(block for place, block in enumerate(article.blocks) if place not in gone)
    return replace(article, blocks=kept, dropped=(*article.dropped, *dropped))


def _among_others(place: int, article: Article, doubtful: frozenset[int]) -> bool:
    """Return whether a line stands at an edge of the story or beside another such line or a dropped one."""
    if place in (0, len(article.blocks) - 1) or {place - 1, place + 1} & doubtful:
        return True
    before, own, behind = (_number(article.blocks[each].path) for each in (place - 1, place, place + 1))
    return any(before < _number(each.path) < behind for each in article.dropped if _number(each.path) != own)


def _number(path: str) -> int:
    digits = path.removeprefix(LINE)
    return int(digits) if digits.isdigit() else -1
