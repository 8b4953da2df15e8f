"""Checks: what differs between the editions of a row, and how much it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks import missing, moved, number
from alignment.checks.context import story_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Finding, Row
    from alignment.vectors import Vectors
    from parsers.types import Article

__all__ = ["find"]


def find(articles: Mapping[str, Article], rows: tuple[Row, ...], vectors: Vectors) -> tuple[Finding, ...]:
    """Check every row.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors of their blocks.

    Returns:
        Findings in the order of the rows.
    """
    story = story_of(articles, rows, vectors)
    return tuple(
        each for row in story.rows for check in (missing.check, moved.check, number.check) for each in check(story, row)
    )
