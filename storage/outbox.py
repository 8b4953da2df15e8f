"""Who has to be told about which finding, and who was: nobody is told the same twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.dialect import upsert
from storage.engine import Database
from storage.models import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A finding that somebody has not been told about yet."""

    story: str
    finding: str


class Notices(Database):
    """The notices of one database."""

    def note(self, target: str, found: Iterable[Due], now: datetime) -> None:
        """Write down what somebody has to be told; what stands there already stays as it is."""
        rows = [{"target": target, "story": e.story, "finding": e.finding, "noted": now, "sent": None} for e in found]
        with self._writing.begin() as connection:
            upsert(connection, Notice, rows, keep=("noted", "sent"))

    def due(self, target: str) -> Sequence[Due]:
        """Return what somebody has not been told yet, the oldest first."""
        query = sa.select(Notice.story, Notice.finding).where(Notice.target == target, Notice.sent.is_(None))
        with self._engine.begin() as connection:
            rows = connection.execute(query.order_by(Notice.noted, Notice.story, Notice.finding))
            return [Due(story=row.story, finding=row.finding) for row in rows]

    def mark_sent(self, target: str, what: Iterable[Due], now: datetime) -> None:
        """Write down that it arrived."""
        with self._writing.begin() as connection:
            for each in what:
                which = (Notice.target == target, Notice.story == each.story, Notice.finding == each.finding)
                connection.execute(sa.update(Notice).where(*which).values(sent=now))
