"""Parsed editions to a comparison, with the encoder and the database's cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.comparing import parser_notices
from pipeline.errors import ZvirkaError
from pipeline.settings import policy
from pipeline.stages import Stages
from pipeline.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alignment.checks import Glossary, Settings
    from alignment.types import Comparison, Finding
    from parsers.types import Article
    from pipeline.reading.page_parsing import Do
    from pipeline.story_run import Run
    from storage.caches import Vectors
    from storage.store import Store


def compare(run: Run, articles: Mapping[str, Article], story: str, first: tuple[Finding, ...] = ()) -> Comparison:
    """Align and check.

    Args:
        run: gives the database.
        articles: by language.
        story: the story's id.
        first: findings that were made before and stand first.

    Raises:
        ZvirkaError: it takes too long (only where the run has workers).
    """
    checks, glossary = policy.wanted([article.url for article in articles.values()], run.settings)
    aligned = partial(_aligned, articles, story=story, glossary=glossary, settings=checks)
    comparison = aligned(run.store().vectors, run.stages.begin) if run.do is None else _elsewhere(run, run.do, aligned)
    return replace(comparison, findings=(*first, *parser_notices.findings(articles), *comparison.findings))


def _aligned(
    articles: Mapping[str, Article],
    cache: Vectors,
    stage: Callable[[str], None],
    *,
    story: str,
    glossary: Glossary,
    settings: Settings,
) -> Comparison:
    from alignment import compare as aligning  # noqa: PLC0415 - numpy; errors of usage come without it
    from alignment.encoders.encoder import default_embedder  # noqa: PLC0415 - the same

    return aligning.compare(
        articles,
        created=datetime.now(UTC),
        version=version(),
        embedder=default_embedder(),
        cache=cache,
        stage=stage,
        story=story,
        glossary=glossary,
        settings=settings,
    )


def _elsewhere(run: Run, do: Do, aligned: partial[Comparison]) -> Comparison:
    """Align and check in a worker."""
    from pipeline.workers import TooLongError  # noqa: PLC0415 - only with workers

    try:
        comparison, took = do(_in_worker, aligned, run.settings.database_url)
    except TooLongError as error:
        names = ", ".join(aligned.args[0])
        said = message("comparing {names} takes too long; is one of them no article?", names=names)
        raise ZvirkaError(said) from error
    run.stages.add(took)
    return comparison  # type: ignore[no-any-return] # `do` returns anything


def _in_worker(aligned: partial[Comparison], database_url: str) -> tuple[Comparison, Mapping[str, float]]:
    stages = Stages()
    comparison = aligned(store(database_url).vectors, stages.begin)
    stages.end()
    return comparison, stages.seconds


@cache
def store(database_url: str) -> Store:
    """Return the database of a worker, which keeps it open as long as it lives."""
    from storage.store import Store  # noqa: PLC0415 - SQLAlchemy

    return Store(database_url)
