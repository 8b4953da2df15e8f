"""How often each stage of a run's stories was gone through, and how long that took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.dialect import upsert
from storage.engine import Database
from storage.models import Timing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """What a stage has taken so far."""

    stage: str
    #: How often it was gone through.
    count: int
    #: All of them together, and the longest one.
    seconds: float
    longest: float


class Timings(Database):
    """The times of one database; see ``Database`` for its address."""

    def note(self, seconds: Mapping[str, float], now: datetime) -> None:
        """Add what the stages of one story took.

        Args:
            seconds: by stage.
            now: with its zone; times are summed up by its day in UTC.
        """
        day = now.astimezone(UTC).date().isoformat()
        rows = [
            {"day": day, "stage": stage, "count": 1, "seconds": each, "longest": each}
            for stage, each in sorted(seconds.items())  # always in one order: two writers never wait for each other
        ]
        with self._writing.begin() as connection:
            upsert(connection, Timing, rows, add=("count", "seconds"), highest=("longest",))

    def totals(self, since: datetime | None = None) -> Sequence[StageTime]:
        """Return what each stage has taken, by its name.

        Args:
            since: days before that one are left out; None for all.
        """
        totals = (sa.func.sum(Timing.count), sa.func.sum(Timing.seconds), sa.func.max(Timing.longest))
        query = sa.select(Timing.stage, *totals).group_by(Timing.stage).order_by(Timing.stage)
        if since is not None:
            query = query.where(Timing.day >= since.astimezone(UTC).date().isoformat())
        with self._engine.begin() as connection:
            return [
                StageTime(stage=stage, count=int(count), seconds=seconds, longest=longest)
                for stage, count, seconds, longest in connection.execute(query)
            ]
