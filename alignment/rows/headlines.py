"""Headlines of copied text that the other editions tell: editions translate each other, their headlines too."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.rows.unanswered import LINE, alone, is_doubtful
from alignment.rows.unrelated import unrelated
from parsers.types import BlockKind, DroppedBlock, DropReason, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.types import Row
    from parsers.types import Article, Block

#: Where the line stood that was taken for the headline: at the headline's place.
_PLACE = "title"


def with_headlines(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> Mapping[str, Article]:
    """Return the editions with the headline that the others translate, where another line was taken for it.

    The line that was taken has nothing to do with any other headline; the true one stands above the first sentence, no
    other edition has it as a paragraph, and it is nearer to the other headlines. What stands above it is dropped.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors; without them every headline stays.

    Returns:
        The editions to align again; the same values where every headline stays.
    """
    wanted = {language: _candidates(article, alone(language, rows)) for language, article in articles.items()}
    if not vectors or not any(wanted.values()):
        return articles
    cells = [
        (number, language, articles[language].blocks[place].text)
        for number, row in enumerate(rows)
        for language, cell in row.cells.items()
        for place in cell
    ]
    usual = unrelated(cells, vectors)
    return {language: _chosen(language, wanted[language], articles, vectors, usual) for language in articles}


def _candidates(article: Article, single: frozenset[int]) -> list[int]:
    """Return the places of the lines that begin the story before its first sentence and that no other edition has."""
    begin = itertools.takewhile(lambda each: each[0] in single and is_doubtful(each[1]), enumerate(article.blocks))
    return [place for place, _ in begin] if article.title else []


def _chosen(
    language: str, places: Sequence[int], articles: Mapping[str, Article], vectors: Vectors, usual: float
) -> Article:
    article = articles[language]
    others = [each.title for name, each in articles.items() if name != language and each.title]
    if not places or not others:
        return article
    found = [article.title, *(article.blocks[place].text for place in places)]
    matrix, titles = vectors.matrix(found), vectors.matrix(others)
    assert matrix is not None
    assert titles is not None
    likeness = (matrix @ titles.T).max(axis=1)
    best = int(likeness.argmax())
    return _with_title(article, places[best - 1]) if likeness[0] < usual < likeness[best] else article


def _with_title(article: Article, place: int) -> Article:
    """Return an article with a block's text as its headline, without what stands above, and with its lead below."""
    above, title, rest = article.blocks[:place], article.blocks[place], list(article.blocks[place + 1 :])
    below = next((number for number, block in enumerate(rest) if _can_lead(block)), None)
    if below is not None and any(block.role is Role.LEAD for block in (*above, title)):
        rest[below] = replace(rest[below], role=Role.LEAD)
    lines = [(article.title, _PLACE), *((block.text, block.path) for block in above)]
    taken = [
        DroppedBlock(kind=BlockKind.PARAGRAPH, text=text, reason=DropReason.NAVIGATION, path=path)
        for text, path in lines
    ]
    return replace(article, title=title.text, blocks=tuple(rest), dropped=(*article.dropped, *taken))


def _can_lead(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.role and block.path.startswith(LINE)
