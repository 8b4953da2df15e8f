"""Inside a row: which sentences of its blocks say the same thing, and which stand in some editions only."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.lattice import Lattice
from alignment.similarity import log_odds, probability
from alignment.splitting import split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Row
    from alignment.vectors import Vectors
    from parsers.types import Article

__all__ = ["Sentence", "SentenceRow", "align_row", "split"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A span of one block's text (characters, end exclusive)."""

    block: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """Sentences of a row's blocks that say the same thing; every sentence stands in exactly one."""

    #: For every edition that has a cell in the row its sentences here, in reading order; () where it lacks them.
    cells: Mapping[str, tuple[Sentence, ...]]
    #: Probability that the cells say the same thing, 0 to 1; 1 where only one edition has sentences.
    score: float
    #: The editions in which these sentences stand at another place of the paragraph than in the others.
    moved: tuple[str, ...] = ()


def align_row(articles: Mapping[str, Article], row: Row, vectors: Vectors) -> tuple[SentenceRow, ...]:
    """Align the sentences inside one row.

    A sentence row in which an edition's cell is empty says that this edition omits the sentence (or, where only one
    edition has it, that it adds it). Editions that have no block in the row do not take part.

    Args:
        articles: the editions by language.
        row: one of their rows.
        vectors: vectors of the blocks; sentences that need one are added to it.
    """
    languages = sorted(language for language, cell in row.cells.items() if cell)
    sentences = {language: _sentences(articles[language], row.cells[language]) for language in languages}
    texts = [[sentence.text for sentence in sentences[language]] for language in languages]
    vectors.ensure(itertools.chain.from_iterable(texts))
    odds = {
        (first, second): log_odds(texts[first], texts[second], vectors)
        for first, second in itertools.combinations(range(len(languages)), 2)
    }
    sizes = tuple(map(len, texts))
    lattice = Lattice(sizes, odds)
    found = []
    for start, step in lattice.best_path((0,) * len(sizes), sizes):
        filled = sum(1 for length in step if length)
        cells = {
            language: sentences[language][begin : begin + length]
            for language, begin, length in zip(languages, start, step, strict=True)
        }
        score = 1.0 if filled == 1 else probability(lattice.gain(start, step) / (filled * (filled - 1) / 2))
        found.append(SentenceRow(cells=cells, score=score))
    return tuple(found)


def _sentences(article: Article, cell: tuple[int, ...]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(block=index, start=start, end=end, text=article.blocks[index].text[start:end])
        for index in cell
        for start, end in split(article.blocks[index].text, article.blocks[index].language or article.language)
    )
