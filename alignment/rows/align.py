"""N-way alignment: which blocks of which editions say the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.rows.centring import centred
from alignment.rows.expansions import join_expanded
from alignment.rows.search import score, search
from alignment.rows.splits import join_split
from alignment.rows.units import Texts, make_units
from alignment.texts.keys import link_keys
from alignment.types import Relation, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.rows.moves import Found
    from alignment.rows.units import Units
    from parsers.types import Article, Block


def align(articles: Mapping[str, Article], vectors: Vectors) -> tuple[Row, ...]:
    """Align two to five editions block by block.

    Args:
        articles: the editions by language.
        vectors: sentence vectors of their blocks; empty ones align by words, names and numbers alone.

    Returns:
        Rows in reading order; every block of every edition stands in exactly one of them. The order in which the
        editions are given changes nothing.
    """
    languages = sorted(articles)
    found = search(units(articles, languages, vectors))
    blocks = [[(block_class(block), block.text) for block in articles[language].blocks] for language in languages]
    texts = Texts(languages, blocks, vectors)
    found = join_split(join_expanded(found, texts), texts)
    return tuple(_row(each, languages) for each in found)


def units(articles: Mapping[str, Article], languages: Sequence[str], vectors: Vectors) -> list[Units]:
    """Make the blocks of the editions ready for comparing."""
    blocks = [articles[language].blocks for language in languages]
    matrices = centred([[block.text for block in edition] for edition in blocks], languages, vectors)
    return [
        make_units(
            [block.text for block in edition],
            language,
            matrix,
            more_keys=[link_keys(block) for block in edition],
            classes=[block_class(block) for block in edition],
        )
        for language, edition, matrix in zip(languages, blocks, matrices, strict=True)
    ]


def block_class(block: Block) -> int:
    """Return a number for the class of a block: blocks are aligned among their own class only."""
    return {"heading": 1, "caption": 2, "image": 3, "embed": 3}.get(block.kind, 0)


def _row(found: Found, languages: Sequence[str]) -> Row:
    cells = {
        language: tuple(range(start, start + size))
        for language, (start, size) in zip(languages, found.groups, strict=True)
    }
    moved = tuple(languages[edition] for edition in found.moved)
    return Row(cells=cells, relation=_relation(found), score=score(found), moved=moved)


def _relation(found: Found) -> Relation:
    if found.moved:
        return Relation.MOVED
    if max(size for _, size in found.groups) > 1:
        return Relation.GROUPED
    return Relation.ALIGNED if len(found.present) == len(found.groups) else Relation.PARTIAL
