"""Lists of stories, newest first, piece by piece."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from alignment.types import Severity
from storage.models import Edition, Story
from storage.stories import finding_statistics
from storage.types import EditionSummary, Overdue, StoryPage, StorySummary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

#: Between the time and the id in a cursor; ids never hold it.
_SEPARATOR = "~"
#: What a list shows; the counts are kept up to date where findings and decisions are written.
_COLUMNS = (
    Story.id,
    Story.title,
    Story.compared,
    Story.publisher,
    Story.critical,
    Story.major,
    Story.minor,
    Story.info,
)


def stories(connection: Connection, limit: int, after: str | None) -> StoryPage:
    """Return a piece of the list; see `Store.stories`."""
    query = sa.select(*_COLUMNS).order_by(Story.compared.desc(), Story.id.desc())
    if after is not None:
        compared, story = _position(after)
        older = sa.or_(Story.compared < compared, sa.and_(Story.compared == compared, Story.id < story))
        query = query.where(older)
    rows = connection.execute(query.limit(limit + 1)).all()
    piece = rows[:limit]
    following = f"{piece[-1].compared.isoformat()}{_SEPARATOR}{piece[-1].id}" if len(rows) > limit else None
    return StoryPage(stories=_summaries(connection, piece), next=following)


def summary(connection: Connection, story: str) -> StorySummary | None:
    """Return one story's entry; see `Store.summary`."""
    query = sa.select(*_COLUMNS).where(Story.id == story)
    found = _summaries(connection, connection.execute(query).all())
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


def _position(cursor: str) -> tuple[datetime, str]:
    """Return the time and the id that a cursor stands for.

    Raises:
        ValueError: it stands for none.
    """
    compared, separator, story = cursor.partition(_SEPARATOR)
    if not separator:
        message = f"{cursor!r} is no cursor"
        raise ValueError(message)
    return datetime.fromisoformat(compared), story


def _summaries(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[StorySummary, ...]:
    ids = [row.id for row in rows]
    editions, absent = _editions(connection, ids), finding_statistics.absences(connection, ids)
    return tuple(
        StorySummary(
            id=row.id,
            title=row.title,
            compared=row.compared,
            counts={severity: getattr(row, severity.value) for severity in Severity},
            editions=tuple(editions.get(row.id, ())),
            publisher=row.publisher,
            absent=absent.get(row.id, ()),
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
        found.setdefault(story, []).append(EditionSummary(language=language, url=url, title=title))
    return found
