"""What the stories of one publisher come to: open findings by severity, and how long editions take, week by week."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

import sqlalchemy as sa

from alignment.types import Severity
from storage.models import Story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The stories whose first edition appeared in a week."""

    #: Its Monday.
    begin: date
    stories: int
    #: Those of them that have all editions, each with the time when it appeared.
    complete: int
    #: Hours from the first edition to the last that half of the complete stories, and nine in ten, did not exceed.
    #: None where there is none.
    median: float | None
    p90: float | None


def open_by_severity(connection: Connection, publisher: str) -> Mapping[Severity, int]:
    """Return how many findings of a publisher's stories are open; dismissed ones are not."""
    sums = [sa.func.coalesce(sa.func.sum(getattr(Story, severity.value)), 0) for severity in Severity]
    serious = (Story.publisher == publisher, Story.rank < len(Severity))  # most stories have nothing open
    found = connection.execute(sa.select(*sums).where(*serious)).one()
    return dict(zip(Severity, map(int, found), strict=True))


def weeks(connection: Connection, publisher: str, since: date) -> tuple[Week, ...]:
    """Return the weeks of a publisher, the oldest first; one without stories is left out.

    Args:
        connection: for reading.
        publisher: whose stories.
        since: a Monday.
    """
    query = sa.select(Story.appeared, Story.took)  # both stand in the index
    query = query.where(Story.publisher == publisher, Story.appeared >= since.isoformat())
    found: defaultdict[date, list[float | None]] = defaultdict(list)
    for appeared, took in connection.execute(query):
        day = date.fromisoformat(appeared)
        found[day - timedelta(days=day.weekday())].append(took)
    return tuple(_week(begin, found[begin]) for begin in sorted(found))


def _week(begin: date, took: Sequence[float | None]) -> Week:
    hours = sorted(each / 3600 for each in took if each is not None)
    return Week(
        begin=begin,
        stories=len(took),
        complete=len(hours),
        median=median(hours) if hours else None,
        p90=hours[math.ceil(0.9 * len(hours)) - 1] if hours else None,  # nearest rank: a time that a story did take
    )
