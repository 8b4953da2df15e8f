"""Inside a row: which sentences of its blocks say the same thing, and which stand in some editions only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.centring import centred
from alignment.search import score, search
from alignment.splitting import split
from alignment.units import make_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.types import Row
    from alignment.units import Units
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
    sentences = [_sentences(articles[language], row.cells[language]) for language in languages]
    found = search(_units(sentences, languages, vectors))
    return tuple(
        SentenceRow(
            cells={
                language: edition[start : start + size]
                for language, edition, (start, size) in zip(languages, sentences, match.groups, strict=True)
            },
            score=score(match),
            moved=tuple(languages[edition] for edition in match.moved),
        )
        for match in found
    )


def _units(sentences: Sequence[Sequence[Sentence]], languages: Sequence[str], vectors: Vectors) -> list[Units]:
    texts = [[sentence.text for sentence in edition] for edition in sentences]
    matrices = centred(texts, languages, vectors)
    return [
        make_units(edition, language, matrix)
        for edition, language, matrix in zip(texts, languages, matrices, strict=True)
    ]


def _sentences(article: Article, cell: tuple[int, ...]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(block=index, start=start, end=end, text=article.blocks[index].text[start:end])
        for index in cell
        for start, end in split(article.blocks[index].text, article.blocks[index].language or article.language)
    )
