"""Subheads of copied text that another edition answers with a paragraph.

A short line without a mark at its end is read as a subhead, but sentences lose their full stop too (a quotation above
the line that says who speaks). One edition alone cannot tell them apart; the others can.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.rows.copied import LINE, alone
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.types import Row
    from parsers.types import Article, Block

_TEXT = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM))
#: Translations of a sentence are not longer than this many times the other.
_LONGER = 2


def as_paragraphs(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> Mapping[str, Article]:
    """Return the editions with subheads as paragraphs where they say what a paragraph of another edition says.

    Both stand alone at the same place of the story, and each is nearest to the other in meaning of all that the
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
    single = {each: alone(each, rows) for each in articles}
    found: set[int] = set()
    for shared, stretch in itertools.groupby(
        rows, lambda row: bool(set(row.cells.get(language, ())) - single[language])
    ):
        gap = () if shared else tuple(stretch)
        subheads = [
            place
            for row in gap
            for place in row.cells.get(language, ())
            if _is_subhead(articles[language].blocks[place])
        ]
        for other, article in articles.items():
            if other != language and subheads:
                lacking = [
                    place for row in gap for place in row.cells.get(other, ()) if article.blocks[place].kind in _TEXT
                ]
                found.update(_answered(articles[language].blocks, subheads, article.blocks, lacking, vectors))
    return frozenset(found)


def _is_subhead(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.path.startswith(LINE)


def _answered(
    own: Sequence[Block], subheads: Sequence[int], others: Sequence[Block], lacking: Sequence[int], vectors: Vectors
) -> list[int]:
    """Return the subheads that are nearest to a paragraph which the edition lacks, as it is to them."""
    one, other = (vectors.matrix(block.text for block in blocks) for blocks in (own, others))
    if one is None or other is None or not lacking:
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
