"""What only time tells: editions that have yet to appear, never came, or did not follow a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.types import Finding, FindingKind, Severity
from locales.messages import message
from pipeline.comparing import revisions
from pipeline.reading import lost_editions
from pipeline.request import is_url
from pipeline.settings import house, policy
from sources.types import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from alignment.types import Comparison
    from pipeline.reading.read_editions import Lost
    from pipeline.story_run import Run

#: The cause of findings on editions that are not there.
NOT_PUBLISHED = "not-published"


def is_told_by_time(finding: Finding) -> bool:
    """Return whether a finding may come, change and go although no page does."""
    return finding.cause in {NOT_PUBLISHED, revisions.NOT_UPDATED}


def judge(run: Run, comparison: Comparison, gone: Sequence[Lost]) -> Comparison:
    """Return a comparison with what is unavailable, what has yet to appear and what did not follow a change.

    It also tells when it has to be judged again.

    Args:
        run: what was asked for, the settings, and the database with the story's earlier comparisons.
        comparison: without any of these findings.
        gone: the editions that were promised and could not be used.
    """
    articles, story = tuple(comparison.articles.values()), run.request.story
    settings = policy.times([article.url for article in articles], run.settings)
    history = run.history(comparison.story)
    expected = house.expected(articles, run.settings) if story is not None and is_url(story) else {}
    since = min(each.appeared for each in (*history[:1], comparison))
    missing = _absent(comparison, expected, since, timedelta(hours=settings.pending_for))
    waited = {finding.edition for finding in missing if finding.kind is FindingKind.PENDING}
    unavailable = [
        lost_editions.finding(each)
        for each in gone
        if each.target.language not in waited or each.cause != Reason.NOT_FOUND
    ]
    told = {each.edition for each in (*unavailable, *comparison.findings) if each.of_edition}
    first = [*unavailable, *(finding for finding in missing if finding.edition not in told)]
    grace = timedelta(hours=settings.stale_after)
    changes = revisions.changes(history, comparison)
    stale = revisions.stale(changes, comparison, grace)
    ends = [*(change.seen + grace for change in changes.values()), *_fresh_until(comparison, grace)]
    ends += [since + timedelta(hours=settings.pending_for)] if waited else []
    return replace(
        comparison,
        findings=(*first, *comparison.findings, *stale),
        expected=tuple(expected),
        due=min((end for end in ends if end > comparison.created), default=None),
    )


def _fresh_until(comparison: Comparison, grace: timedelta) -> list[datetime]:
    """Return when paragraphs that may just have been added are new no more."""
    if not any(each.cause == "pending" for each in comparison.findings):
        return []
    changes = (article.modified for article in comparison.articles.values())
    return [change + grace for change in changes if change is not None and change.tzinfo is not None]


def _absent(
    current: Comparison, expected: Mapping[str, Severity], since: datetime, window: timedelta
) -> tuple[Finding, ...]:
    """Return a finding for each edition that is not there; it resolves by itself when the edition is."""
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
