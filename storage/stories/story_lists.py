"""What stands in lists of stories, and where a piece of a list begins."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from alignment.types import Severity
from storage import serial
from storage.models import Edition, Story
from storage.stories import open_findings
from storage.stories.search_words import absences
from storage.types import EditionSummary, Overdue, StorySummary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, RowMapping

    Place = tuple[datetime, str]

#: Between the time and the id in a cursor; ids never hold it.
_SEPARATOR = "~"


def summary(connection: Connection, story: str) -> StorySummary | None:
    """Return one story's entry; see `Store.summary`."""
    query = sa.select(*Story.__table__.columns).where(Story.id == story)
    found = summaries(connection, connection.execute(query).mappings().all())
    return found[0] if found else None


def overdue(connection: Connection, publisher: str, now: datetime) -> tuple[Overdue, ...]:
    """Return the stories of a publisher that have to be judged again; see `Store.overdue`."""
    query = (
        sa.select(Story.id, Story.due, sa.func.min(Edition.url))
        .join(Edition, Edition.story == Story.id)
        .where(Story.publisher == publisher, Story.due <= now)
        .group_by(Story.id, Story.due)
        .order_by(Story.due, Story.id)
    )
    return tuple(Overdue(story=story, url=url, due=due) for story, due, url in connection.execute(query) if due)


def cursor(moment: datetime, story: str) -> str:
    """Return what stands for a place in a list; `place_of` gives it back."""
    return f"{moment.isoformat()}{_SEPARATOR}{story}"


def place_of(cursor: str) -> Place:
    """Return the time and the id that a cursor stands for.

    Raises:
        ValueError: it stands for none.
    """
    moment, separator, story = cursor.partition(_SEPARATOR)
    if not separator:
        message = f"{cursor!r} is no cursor"
        raise ValueError(message)
    return datetime.fromisoformat(moment), story


def summaries(connection: Connection, rows: Sequence[RowMapping]) -> tuple[StorySummary, ...]:
    """Return the entries of stories, given their rows, in their order."""
    ids = [row["id"] for row in rows]
    editions, absent = _editions(connection, ids), absences(connection, ids)
    found = open_findings.of_stories(connection, ids)
    return tuple(
        StorySummary(
            id=row["id"],
            title=serial.calm(row["title"]),
            compared=row["compared"],
            counts={severity: row[severity.value] for severity in Severity},
            editions=tuple(editions.get(row["id"], ())),
            publisher=row["publisher"],
            absent=absent.get(row["id"], ()),
            owner=row["owner"],
            open=found.get(row["id"], ()),
        )
        for row in rows
    )


def _editions(connection: Connection, ids: Sequence[str]) -> Mapping[str, Sequence[EditionSummary]]:
    """Return the editions by story, in their order."""
    query = (
        sa.select(Edition.story, Edition.language, Edition.url, Edition.title)
        .where(Edition.story.in_(ids))
        .order_by(Edition.position)
    )
    found: dict[str, list[EditionSummary]] = {}
    for story, language, url, title in connection.execute(query):
        found.setdefault(story, []).append(EditionSummary(language=language, url=url, title=serial.calm(title)))
    return found
