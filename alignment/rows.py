"""N-way alignment: which blocks of which editions say the same thing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from alignment.lattice import Lattice
from alignment.similarity import log_odds, probability
from alignment.types import Relation, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.vectors import Vectors
    from parsers.types import Article


def align(articles: Mapping[str, Article], vectors: Vectors) -> tuple[Row, ...]:
    """Align two to five editions block by block.

    Args:
        articles: the editions by language.
        vectors: sentence vectors of their blocks; empty ones align by words, names and numbers alone.

    Returns:
        Rows in reading order; every block of every edition stands in exactly one of them.
    """
    languages = sorted(articles)
    sizes = tuple(len(articles[language].blocks) for language in languages)
    texts = [[block.text for block in articles[language].blocks] for language in languages]
    odds = {
        (first, second): log_odds(texts[first], texts[second], vectors)
        for first, second in itertools.combinations(range(len(languages)), 2)
    }
    lattice = Lattice(sizes, odds)
    path = lattice.best_path((0,) * len(sizes), sizes)
    rows = []
    for start, step in path:
        cells = {
            language: tuple(range(begin, begin + length))
            for language, begin, length in zip(languages, start, step, strict=True)
        }
        filled = sum(1 for length in step if length)
        relation = Relation.PARTIAL if filled < len(languages) else Relation.ALIGNED
        if max(step) > 1:
            relation = Relation.GROUPED
        score = 1.0 if filled == 1 else probability(lattice.gain(start, step) / (filled * (filled - 1) / 2))
        rows.append(Row(cells=cells, relation=relation, score=score))
    return tuple(rows)
