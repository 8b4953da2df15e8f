"""The findings that came last and are still open, of all stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from alignment.types import Severity
from storage.models import Event, StoredFinding, Story
from storage.stories.finding_statistics import MESSAGE, dismissed
from storage.stories.story_lists import summaries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from locales.messages import Message
    from storage.types import StorySummary

#: Events that one look goes through.
SCANNED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """A finding that is open, and when it was found, or found again."""

    story: StorySummary
    finding: str
    severity: Severity
    said: Message
    at: datetime


def new_findings(connection: Connection, publisher: str, least: Severity, limit: int) -> Sequence[NewFinding]:
    """Return the open findings among the last `SCANNED` events, the newest first; see `Browsing.new_findings`."""
    last = sa.select(sa.func.max(Event.id).label("id")).group_by(Event.story, Event.finding)
    newest = sa.select(Event.id).order_by(Event.id.desc()).limit(SCANNED).subquery()
    last = last.where(Event.id.in_(sa.select(newest.c.id)))
    serious = [each.value for each in Severity if each.rank <= least.rank]
    same = sa.and_(StoredFinding.story == Event.story, StoredFinding.id == Event.finding)
    query = (
        sa.select(Event.story, Event.finding, StoredFinding.severity, Event.said, Event.at)
        .join(StoredFinding, same)
        .join(Story, Story.id == Event.story)
        .where(Event.id.in_(last), Event.what != "resolved", StoredFinding.resolved.is_(None), ~dismissed())
        .where(StoredFinding.severity.in_(serious))
        .order_by(Event.id.desc())
        .limit(limit)
    )
    if publisher:
        query = query.where(Story.publisher == publisher)
    rows = connection.execute(query).all()
    wanted = sa.select(*Story.__table__.columns).where(Story.id.in_({row.story for row in rows}))
    stories = {each.id: each for each in summaries(connection, connection.execute(wanted).mappings().all())}
    return [
        NewFinding(
            story=stories[row.story],
            finding=row.finding,
            severity=Severity(row.severity),
            said=MESSAGE.validate_json(row.said),
            at=row.at,
        )
        for row in rows
    ]
