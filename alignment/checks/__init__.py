"""Checks: what differs between the editions of a row, and how much it matters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.checks import addition, missing, moved, name, negation, number, omission
from alignment.checks.context import RowText, Story, story_of
from alignment.checks.gaps import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    return tuple(each for row in story.rows for each in _row(story, row))


def _row(story: Story, row: RowText) -> Iterator[Finding]:
    found = gaps(story, row)
    rest = replace(row.without(span for gap in found if not gap.whole for span in gap.having), gaps=found)
    for check in (missing.check, moved.check, omission.check, addition.check, number.check, negation.check, name.check):
        yield from check(story, rest)
