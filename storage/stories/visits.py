"""When somebody last read a story, so that the report tells what has changed for that reader."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.dialect import upsert
from storage.models import Visit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

#: Visits that follow one another within this time are one: a page that is loaded again tells the same.
PAUSE = timedelta(minutes=30)
#: Nothing is written for a visit so soon after the last one.
SOON = timedelta(minutes=1)


class Visits:
    """The visits of one database.

    Args:
        engine: for reading.
        writing: the same, for transactions that write.
    """

    def __init__(self, engine: Engine, writing: Engine) -> None:
        self._engine, self._writing = engine, writing

    def note(self, reader: str, story: str, seen: datetime, now: datetime) -> datetime | None:
        """Write down that a reader reads a story, and return what the same reader saw before.

        Args:
            reader: who it is.
            story: its id; it has to be in the store.
            seen: when the comparison was made that is shown.
            now: with its zone.

        Returns:
            When the comparison was made that was shown the time before; None where it is the first visit.
        """
        query = sa.select(Visit.since, Visit.seen, Visit.last).where(Visit.reader == reader, Visit.story == story)
        with self._engine.begin() as connection:
            known = connection.execute(query).one_or_none()
        if known is not None and known.seen == seen and now - known.last < SOON:
            before: datetime | None = known.since
            return before
        since = None if known is None else known.since if now - known.last < PAUSE else known.seen
        with self._writing.begin() as connection:
            upsert(connection, Visit, [{"reader": reader, "story": story, "since": since, "seen": seen, "last": now}])
        return since
