"""Editions that cannot be used: a finding where two others can, the end of the run where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.types import Finding, FindingKind, Severity
from locales.messages import message, translatable
from pipeline.errors import LOCAL_INPUT, TooFewEditionsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.reading.read_editions import Edition, Lost

#: Fewer cannot be compared.
ENOUGH = 2
_ALONE = translatable("{name} is the only edition ({edition}), two are needed; give another one with {options}")
_UNLINKED = translatable(
    "{name} is the only edition ({edition}) that WordPress tells of, two are needed; link them there, or give another"
    " one with {options}"
)


def finding(lost: Lost) -> Finding:
    """Return the finding that tells about a lost edition; its id is made from what was asked for and why it failed."""
    language = lost.target.language
    return Finding(
        id=finding_id(FindingKind.EDITION_UNAVAILABLE, language or "", lost.target.source, lost.cause),
        kind=FindingKind.EDITION_UNAVAILABLE,
        severity=Severity.MAJOR,
        message=lost.message,
        edition=language,
        cause=lost.cause,
    )


def require_two(
    found: Mapping[str, Edition], lost: Sequence[Lost], languages: Sequence[str], *, posts: bool = False
) -> None:
    """Let a run go on with two editions or more.

    Args:
        found: what can be compared, by language.
        lost: what cannot.
        languages: the languages that editions are expected in.
        posts: whether what can be compared are posts of a WordPress that is asked for their editions.

    Raises:
        TooFewEditionsError: with all reasons.
    """
    if len(found) >= ENOUGH:
        return
    if lost:
        raise too_few(lost)
    options = ", ".join(f"--{language}" for language in languages if language not in found)
    source, edition = next(((each.target.source, f"language:{code}") for code, each in found.items()), ("", ""))
    said = message(_UNLINKED if posts else _ALONE, name=source, edition=edition, options=options)
    raise TooFewEditionsError(said, LOCAL_INPUT)


def too_few(lost: Sequence[Lost]) -> TooFewEditionsError:
    """Return the error of a run that was left with fewer than two editions because these were lost."""
    status = max(each.exit_status for each in lost)
    details = tuple(each.message for each in lost)
    return TooFewEditionsError(message("Two editions are needed"), status, details=details)
