"""The story that checks look at, made of articles and their rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from alignment.checks.types import Cell, RowText, Story
from alignment.rows.unrelated import unrelated
from alignment.texts.names import names
from alignment.texts.sentences import SEPARATOR
from alignment.texts.sounds import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.checks.glossary import Glossary
    from alignment.encoders.vectors import Vectors
    from alignment.texts.names import Name
    from alignment.texts.sounds import Sound
    from alignment.types import Row
    from parsers.types import Article


def story_of(articles: Mapping[str, Article], rows: tuple[Row, ...], vectors: Vectors, glossary: Glossary) -> Story:
    """Return the context of all checks for one comparison."""
    order = sorted(articles)
    texts = tuple(
        RowText(
            index,
            row,
            tuple(
                cell_of(edition, articles[edition], row.cells[edition]) for edition in order if row.cells.get(edition)
            ),
        )
        for index, row in enumerate(rows)
    )
    cells = [(row.index, cell.edition, cell.text) for row in texts for cell in row.cells]
    found = {edition: list(_names(article)) for edition, article in articles.items()}
    sounds = {edition: named(name.sound for some in each for name in some) for edition, each in found.items()}
    beside = {edition: frozenset(pair for some in each for pair in _beside(some)) for edition, each in found.items()}
    return Story(articles, texts, vectors, unrelated(cells, vectors), glossary, sounds, beside)


def _names(article: Article) -> Iterator[Sequence[Name]]:
    """Yield the names of the headline, and of each block."""
    for text in (article.title, *(block.text for block in article.blocks)):
        yield names(text, article.language)


def _beside(some: Sequence[Name]) -> Iterator[tuple[Sound, Sound]]:
    for left, right in pairwise(some):
        if right.start - left.end == 1:
            yield from ((left.sound, right.sound), (right.sound, left.sound))


def cell_of(edition: str, article: Article, indices: tuple[int, ...]) -> Cell:
    """Return an edition's blocks as one cell."""
    blocks = tuple(article.blocks[index] for index in indices)
    return Cell(edition, article.language, tuple(indices), blocks, SEPARATOR.join(block.text for block in blocks))
