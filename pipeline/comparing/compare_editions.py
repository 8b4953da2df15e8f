"""Parsed editions to a comparison, with the encoder and the database's cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.types import Finding, FindingKind, Severity
from locales.interface import edition_label
from locales.messages import message
from pipeline.encoder_choice import chosen_encoder
from pipeline.errors import ZvirkaError
from pipeline.settings import house, policy
from pipeline.stages import Stages
from pipeline.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from alignment.types import Comparison
    from locales.messages import Message
    from parsers.types import Article, Notice
    from pipeline.reading.page_parsing import Do
    from pipeline.settings.load import Settings
    from pipeline.story_run import Run
    from storage.caches import Vectors
    from storage.store import Store

#: A doubtful extraction can bring false findings; a profile that lapsed is for those who look after profiles.
_SEVERITIES = {FindingKind.EXTRACTION_DOUBTFUL: Severity.MINOR, FindingKind.PROFILE_STALE: Severity.INFO}


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
    from pipeline.comparing import held  # noqa: PLC0415 - numpy; errors of usage come without it

    now = datetime.now(UTC)
    since = held.since(run.history(story), articles, now)
    aligned = partial(_aligned, articles, run.settings, story=story, now=now, since=since)
    comparison = aligned(run.store().vectors, run.stages.begin) if run.do is None else _elsewhere(run, run.do, aligned)
    return replace(
        comparison,
        findings=(*first, *notices_of_parsers(articles), *comparison.findings),
        publisher=house.name(house.addresses(articles.values()), run.settings.publishers),
    )


def _aligned(
    articles: Mapping[str, Article],
    settings: Settings,
    cache: Vectors,
    stage: Callable[[str], None],
    *,
    story: str,
    now: datetime,
    since: Mapping[str, Sequence[datetime]],
) -> Comparison:
    from alignment import compare as aligning  # noqa: PLC0415 - numpy; errors of usage come without it

    checks, glossary = policy.wanted([article.url for article in articles.values()], settings)
    return aligning.compare(
        articles,
        story=story,
        created=now,
        version=version(),
        embedder=chosen_encoder(settings),
        cache=cache,
        glossary=glossary,
        settings=checks,
        since=since,
        stage=stage,
    )


def _elsewhere(run: Run, do: Do, aligned: partial[Comparison]) -> Comparison:
    """Align and check in a worker."""
    from pipeline.workers import TooLongError  # noqa: PLC0415 - only with workers

    try:
        comparison, took = do(_in_worker, aligned, run.settings.database_url)
    except TooLongError as error:
        names = ", ".join(map(edition_label, aligned.args[0]))
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


def notices_of_parsers(articles: Mapping[str, Article]) -> tuple[Finding, ...]:
    """Return a finding for each notice of a kind that findings have."""
    return tuple(_findings(articles))


def _findings(articles: Mapping[str, Article]) -> Iterator[Finding]:
    for language, article in articles.items():
        for notice in article.notices:
            kind = next((each for each in _SEVERITIES if each == notice.kind), None)
            if kind is not None:
                yield _finding(kind, language, notice)


def _finding(kind: FindingKind, language: str, notice: Notice) -> Finding:
    return Finding(
        id=finding_id(kind, language, str(notice.cause)),
        kind=kind,
        severity=_SEVERITIES[kind],
        message=_message(kind, language),
        edition=language,
        cause=notice.cause,
    )


def _message(kind: FindingKind, language: str) -> Message:
    edition = f"language:{language}"
    if kind is FindingKind.PROFILE_STALE:
        return message(
            "{edition} does not fit its publisher's profile any more; general rules read it", edition=edition
        )
    return message("{edition} may have been read wrongly; look at its page before its findings", edition=edition)
