"""Where stories and findings stand: counts that lists show, events of a finding's life, sums of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from pydantic import TypeAdapter

from alignment.types import FindingKind, Severity
from locales import clock
from locales.messages import Message
from storage.dialect import upsert
from storage.models import Day, Event, StoredDecision, StoredFinding, Story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from alignment.types import Comparison, Finding

MESSAGE = TypeAdapter(Message)
#: The rank of a story without open findings.
CLEAR = len(Severity)
#: The columns of a story that `refresh` keeps.
COLUMNS = (*(severity.value for severity in Severity), "rank")


def dismissed() -> ColumnElement[bool]:
    """Return the condition that a decision settles a finding of a story; both tables stand in the query around.

    A promise to mend the text settles nothing.
    """
    decision, same_kind = StoredDecision, _same_kind()
    holds = sa.or_(
        sa.and_(decision.scope == "text", decision.finding == StoredFinding.id),
        sa.and_(decision.scope == "story", decision.story == StoredFinding.story, *same_kind),
        sa.and_(decision.scope == "publisher", decision.publisher == Story.publisher, *same_kind),
    )
    return sa.exists().where(decision.undone.is_(None), decision.until.is_(None), holds)


def _same_kind() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    edition = sa.func.coalesce(StoredFinding.edition, "")
    return StoredDecision.kind == StoredFinding.kind, StoredDecision.edition == edition


def refresh(connection: Connection, stories: Sequence[str]) -> None:
    """Count the open findings of stories anew; dismissed ones do not count.

    Args:
        connection: inside a transaction that writes.
        stories: their ids.
    """
    counted = (
        sa.select(StoredFinding.story, StoredFinding.severity, sa.func.count().label("count"))
        .join(Story, Story.id == StoredFinding.story)
        .where(StoredFinding.story.in_(stories), StoredFinding.resolved.is_(None), ~dismissed())
        .group_by(StoredFinding.story, StoredFinding.severity)
    )
    counts: dict[str, dict[str, int]] = {story: {} for story in stories}
    for story, severity, count in connection.execute(counted):
        counts[story][severity] = count
    for story, by_severity in counts.items():
        connection.execute(sa.update(Story).where(Story.id == story).values(_columns(by_severity)))


def _columns(counts: Mapping[str, int]) -> dict[str, int]:
    rank = next((severity.rank for severity in Severity if counts.get(severity)), CLEAR)
    return {severity.value: counts.get(severity, 0) for severity in Severity} | {"rank": rank}


def note_events(connection: Connection, comparison: Comparison) -> None:
    """Write down which findings are new, came back or are gone; called before the findings themselves are written."""
    query = sa.select(StoredFinding.id, StoredFinding.resolved).where(StoredFinding.story == comparison.story)
    known = {row.id: row.resolved for row in connection.execute(query)}
    events = [
        _event(comparison, finding, "reopened" if finding.id in known else "opened")
        for finding in comparison.findings
        if finding.id not in known or known[finding.id] is not None
    ]
    if events:
        connection.execute(sa.insert(Event), events)
    present = {finding.id for finding in comparison.findings}
    gone = [name for name, resolved in known.items() if resolved is None and name not in present]
    for name in gone:
        _resolve(connection, comparison, name)


def _event(comparison: Comparison, finding: Finding, what: str) -> dict[str, object]:
    return {
        "story": comparison.story,
        "finding": finding.id,
        "what": what,
        "at": comparison.created,
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "edition": finding.edition,
        "said": MESSAGE.dump_json(finding.message).decode(),
    }


def _resolve(connection: Connection, comparison: Comparison, finding: str) -> None:
    """Repeat a finding's last event as resolved: what it said is not in the comparison any more."""
    columns = (Event.kind, Event.severity, Event.edition, Event.said)
    last = sa.select(*columns).where(Event.story == comparison.story, Event.finding == finding)
    row = connection.execute(last.order_by(Event.id.desc()).limit(1)).mappings().first()
    if row is not None:
        event = {**row, "story": comparison.story, "finding": finding, "what": "resolved", "at": comparison.created}
        connection.execute(sa.insert(Event).values(event))


def add_to_day(connection: Connection, comparison: Comparison) -> None:
    """Add a comparison to its publisher's day, by the newsroom's clock."""
    kinds = [finding.kind for finding in comparison.findings]
    sums = {
        "comparisons": 1,
        "rows": len(comparison.rows),
        "findings": sum(finding.severity is not Severity.INFO for finding in comparison.findings),
        "unavailable": kinds.count(FindingKind.EDITION_UNAVAILABLE),
        "stale": kinds.count(FindingKind.PROFILE_STALE),
    }
    key = {"publisher": comparison.house, "day": clock.here(comparison.created).date().isoformat()}
    upsert(connection, Day, [key | sums | {"last": comparison.created}], add=tuple(sums))
