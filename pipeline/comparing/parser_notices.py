"""What parsers want people to know about a page, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.types import Finding, FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from locales.messages import Message
    from parsers.types import Article, Notice

#: A doubtful extraction can bring false findings; a profile that lapsed is for those who look after profiles.
_SEVERITIES = {FindingKind.EXTRACTION_DOUBTFUL: Severity.MINOR, FindingKind.PROFILE_STALE: Severity.INFO}


def findings(articles: Mapping[str, Article]) -> tuple[Finding, ...]:
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
