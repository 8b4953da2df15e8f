"""Parsed editions to a comparison, with the encoder and the database's cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.types import Finding, FindingKind, Severity
from locales.messages import message
from pipeline.encoder_choice import chosen_encoder
from pipeline.settings import house, policy
from pipeline.version import version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alignment.types import Comparison
    from locales.messages import Message
    from parsers.types import Article, Notice
    from pipeline.story_run import Run

#: A doubtful extraction can bring false findings; a profile that lapsed is for those who look after profiles.
_SEVERITIES = {FindingKind.EXTRACTION_DOUBTFUL: Severity.MINOR, FindingKind.PROFILE_STALE: Severity.INFO}


def compare(run: Run, articles: Mapping[str, Article], story: str, first: tuple[Finding, ...] = ()) -> Comparison:
    """Align and check.

    Args:
        run: gives the database.
        articles: by language.
        story: the story's id.
        first: findings that were made before and stand first.
    """
    from alignment import compare as aligning  # noqa: PLC0415 - numpy; errors of usage come without it
    from pipeline.comparing import held  # noqa: PLC0415 - the same

    now = datetime.now(UTC)
    checks, glossary = policy.wanted([article.url for article in articles.values()], run.settings)
    comparison = aligning.compare(
        articles,
        story=story,
        created=now,
        version=version(),
        embedder=chosen_encoder(run.settings),
        cache=run.store().vectors,
        glossary=glossary,
        settings=checks,
        since=held.since(run.history(story), articles, now),
        stage=run.stages.begin,
    )
    return replace(
        comparison,
        findings=(*first, *notices_of_parsers(articles), *comparison.findings),
        publisher=house.name(house.addresses(articles.values()), run.settings.publishers),
    )


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
