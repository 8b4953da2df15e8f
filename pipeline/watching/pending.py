"""What has to be told about a story of a watched publisher."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from storage.outbox import Due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import Comparison, Finding
    from pipeline.watching.watched_publishers import Publisher, Target
    from storage.outbox import Notices
    from storage.store import Store


def note_due(publisher: Publisher, story: str, store: Store, notices: Notices) -> None:
    """Write down what has to be told about a story; what stands there already stays as it is.

    Args:
        publisher: whose story it is.
        story: its id.
        store: has its comparison.
        notices: where it is written down.
    """
    comparison = store.comparison(story)
    if comparison is None:
        return
    found = open_findings(store, comparison)
    for target in publisher.notify:
        serious = [each for each in found if each.severity.rank <= target.severity.rank]
        due = [Due(story=story, finding=each.id) for each in serious]
        notices.note(name_of(publisher, target), due, datetime.now(UTC))


def open_findings(store: Store, comparison: Comparison) -> Sequence[Finding]:
    """Return the findings that nobody has set aside, the most serious first."""
    settled = store.decisions.of(comparison).holding
    left = [finding for finding in comparison.findings if finding.id not in settled]
    return sorted(left, key=lambda finding: finding.severity.rank)


def name_of(publisher: Publisher, target: Target) -> str:
    """Return what the books call somebody who is told."""
    return f"{publisher.name} {target.to}"
