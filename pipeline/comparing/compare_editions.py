"""Parsed editions to a comparison, with the encoder and the database's cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.comparing import parser_notices
from pipeline.encoder_choice import chosen_encoder
from pipeline.settings import policy
from pipeline.version import version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Finding
    from parsers.types import Article
    from pipeline.story_run import Run


def compare(run: Run, articles: Mapping[str, Article], story: str, first: tuple[Finding, ...] = ()) -> Comparison:
    """Align and check.

    Args:
        run: gives the database.
        articles: by language.
        story: the story's id.
        first: findings that were made before and stand first.
    """
    from alignment import compare as aligning  # noqa: PLC0415 - numpy; errors of usage come without it

    checks, glossary = policy.wanted([article.url for article in articles.values()], run.settings)
    comparison = aligning.compare(
        articles,
        story=story,
        created=datetime.now(UTC),
        version=version(),
        embedder=chosen_encoder(run.settings),
        cache=run.store().vectors,
        glossary=glossary,
        settings=checks,
        stage=run.stages.begin,
    )
    return replace(comparison, findings=(*first, *parser_notices.findings(articles), *comparison.findings))
