"""Subheads of copied text that another edition answers with a paragraph.

A short line without a mark at its end is read as a subhead, but sentences lose their full stop too (a quotation above
the line that says who speaks). One edition alone cannot tell them apart; the others can.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.rows.copied import LINE
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.types import Row
    from parsers.types import Article, Block

_TEXT = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM))
#: Translations of a sentence are not longer than this many times the other.
_LONGER = 2


def as_paragraphs(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> Mapping[str, Article]:
    """Return the editions with subheads as paragraphs where they say what a paragraph of another edition says.

    No row between has both editions, and each of the two lines is nearest in meaning to the other of all that the
    editions have: else a subhead would cover a paragraph that is missing.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors; without them nothing is reread.

    Returns:
        The editions to align again; the same values where there is no such subhead.
    """
    return {
        language: _reread(article, _said(language, articles, rows, vectors)) for language, article in articles.items()
    }


def _said(language: str, articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> frozenset[int]:
    """Return the places of an edition's subheads that are paragraphs of others."""
    found: set[int] = set()
    for other, article in articles.items():
        for gap in _gaps(rows, language, other) if other != language else ():
            subheads = [place for place in _places(language, gap) if _is_subhead(articles[language].blocks[place])]
            lacking = [place for place in _places(other, gap) if article.blocks[place].kind in _TEXT]
            found.update(_answered(articles[language].blocks, subheads, article.blocks, lacking, vectors))
    return frozenset(found)


def _gaps(rows: Sequence[Row], *editions: str) -> Iterator[list[Row]]:
    """Yield the stretches of rows of which none has both of two editions."""
    for shared, stretch in itertools.groupby(rows, lambda row: all(row.cells.get(each) for each in editions)):
        if not shared:
            yield list(stretch)


def _places(language: str, rows: Sequence[Row]) -> list[int]:
    return [place for row in rows for place in row.cells.get(language, ())]


def _is_subhead(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.path.startswith(LINE)


def _answered(
    own: Sequence[Block], subheads: Sequence[int], others: Sequence[Block], lacking: Sequence[int], vectors: Vectors
) -> list[int]:
    """Return the subheads that are nearest to a paragraph which the edition lacks, as it is to them."""
    one, other = (vectors.matrix(block.text for block in blocks) for blocks in (own, others))
    if one is None or other is None or not subheads or not lacking:
        return []
    nearest = {place: int((other @ one[place]).argmax()) for place in subheads}
    return [
        place
        for place, answer in nearest.items()
        if answer in lacking
        and int((one @ other[answer]).argmax()) == place
        and 1 / _LONGER <= len(own[place].text) / len(others[answer].text) <= _LONGER
    ]


def _reread(article: Article, places: frozenset[int]) -> Article:
    if not places:
        return article
    blocks = [
        replace(block, kind=BlockKind.PARAGRAPH, level=None) if place in places else block
        for place, block in enumerate(article.blocks)
    ]
    return replace(article, blocks=tuple(blocks))
