"""Editions that are not there: awaited for some hours after the first one appeared, missing from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.types import Finding, FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from alignment.types import Comparison

#: The cause of these findings.
NOT_PUBLISHED = "not-published"


def findings(
    current: Comparison, expected: Mapping[str, Severity], since: datetime, window: timedelta
) -> tuple[Finding, ...]:
    """Return a finding for each edition that is not there; it resolves by itself when the edition is.

    Args:
        current: the comparison of now.
        expected: the languages in which the story ought to appear, with how serious it is that it never does.
        since: when the first edition appeared.
        window: how long after that the others are awaited.
    """
    absent = [language for language in expected if language not in current.articles]
    if current.created - since < window:
        return tuple(_pending(language, current.story) for language in absent)
    return tuple(_missing(language, current.story, expected[language]) for language in absent)


def _pending(language: str, story: str) -> Finding:
    return Finding(
        id=finding_id(FindingKind.PENDING, language, story),
        kind=FindingKind.PENDING,
        severity=Severity.INFO,
        message=message("{edition} has not appeared yet", edition=f"language:{language}"),
        edition=language,
        cause=NOT_PUBLISHED,
    )


def _missing(language: str, story: str, severity: Severity) -> Finding:
    return Finding(
        id=finding_id(FindingKind.MISSING, language, story),
        kind=FindingKind.MISSING,
        severity=severity,
        message=message("There is no {edition} edition of this story", edition=f"language:{language}"),
        edition=language,
        cause=NOT_PUBLISHED,
    )
