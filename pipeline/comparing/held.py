"""Since when editions say what they say: only text that was not there before may have been added just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.gaps.missing import changed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from alignment.types import Comparison
    from parsers.types import Article

#: Share of letters, percent, that a paragraph has in common with what it was before a figure or a phrase was changed;
#: other paragraphs of a story reach about fifty.
ALIKE = 80


def since(
    history: Sequence[Comparison], articles: Mapping[str, Article], now: datetime
) -> dict[str, tuple[datetime, ...]]:
    """Return since when each edition has had each of its blocks, as far as earlier comparisons tell.

    Args:
        history: the story's earlier comparisons, oldest first.
        articles: the editions of now, by language.
        now: the time of what was not there before.

    Returns:
        By language, a time for each block; editions that were never compared before are left out.
    """
    found = {}
    for language, article in articles.items():
        steps = [step for step in history if language in step.articles]
        if steps:
            found[language] = _times(
                article, [(_when(step, language, steps[0]), _texts(step, language)) for step in steps], now
            )
    return found


def _times(article: Article, steps: Sequence[tuple[datetime, Collection[str]]], now: datetime) -> tuple[datetime, ...]:
    return tuple(next((time for time, texts in steps if _is_in(block.text, texts)), now) for block in article.blocks)


def _when(step: Comparison, language: str, first: Comparison) -> datetime:
    """Return when the text of a comparison was there: what the first one holds is as old as its page says."""
    return changed(step.articles[language]) or step.created if step is first else step.created


def _texts(step: Comparison, language: str) -> Collection[str]:
    return frozenset(block.text for block in step.articles[language].blocks)


def _is_in(text: str, texts: Collection[str]) -> bool:
    if text in texts:
        return True
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where something changed

    return process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None
