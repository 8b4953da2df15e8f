"""What the review app lists: stories by filter, the events of a story, publishers and their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from alignment.types import Severity
from storage.models import Day, Edition, Event, StoredComparison, Story, Word
from storage.standing import CLEAR, MESSAGE, beginnings
from storage.types import EditionSummary, StoryPage, StorySummary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine, RowMapping, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from alignment.types import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which stories are listed."""

    #: "" for all.
    publisher: str = ""
    #: The severity of a story's most serious open finding; "clear" for none open, "" for any.
    worst: str = ""
    #: Words of its titles or its publisher, "" for any; their first letters count.
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened to a finding of a story."""

    finding: str
    #: "opened", "resolved", "reopened".
    what: str
    at: datetime
    kind: str
    severity: Severity
    edition: str | None
    said: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A comparison of a story that came out differently from the one before."""

    at: datetime
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherDay:
    """What a publisher's comparisons of a day came to."""

    publisher: str
    #: ISO 8601, UTC.
    day: str
    comparisons: int
    rows: int
    findings: int
    unavailable: int
    stale: int
    last: datetime

    @property
    def per_hundred(self) -> float:
        """Findings for every hundred rows."""
        return 100 * self.findings / self.rows if self.rows else 0.0


class Browsing:
    """Lists of one database.

    Args:
        engine: for reading.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def stories(self, wanted: Filter, *, limit: int = 50, after: str | None = None) -> StoryPage:
        """Return stories, the most recently compared first.

        Args:
            wanted: which ones.
            limit: how many at most.
            after: the cursor of the piece before; None begins at the newest.

        Raises:
            ValueError: the cursor is none.
        """
        query, place = _filtered(wanted)
        if after is not None:
            moment, separator, story = after.partition("~")
            if not separator:
                message = f"{after!r} is no cursor"
                raise ValueError(message)
            query = query.where(sa.tuple_(*place) < (datetime.fromisoformat(moment), story))
        query = query.order_by(*(column.desc() for column in place))
        with self.engine.begin() as connection:
            rows = connection.execute(query.limit(limit + 1)).mappings().all()
            piece = _summaries(connection, rows[:limit])
        following = f"{piece[-1].compared.isoformat()}~{piece[-1].id}" if len(rows) > limit else None
        return StoryPage(stories=piece, next=following)

    def neighbours(self, story: str) -> tuple[str | None, str | None]:
        """Return the stories compared just after and just before one."""
        with self.engine.begin() as connection:
            here = connection.execute(sa.select(Story.compared).where(Story.id == story)).scalar()
            if here is None:
                return None, None
            place = sa.tuple_(Story.compared, Story.id)
            newer = sa.select(Story.id).where(place > (here, story)).order_by(Story.compared, Story.id)
            older = sa.select(Story.id).where(place < (here, story)).order_by(Story.compared.desc(), Story.id.desc())
            return connection.execute(newer.limit(1)).scalar(), connection.execute(older.limit(1)).scalar()

    def happenings(self, story: str) -> tuple[Happening, ...]:
        """Return what happened to a story's findings, newest first."""
        columns = [column for column in Event.__table__.columns if column.name not in {"id", "story"}]
        query = sa.select(*columns).where(Event.story == story).order_by(Event.id.desc())
        with self.engine.begin() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(_happening(row) for row in rows)

    def revisions(self, story: str) -> tuple[Revision, ...]:
        """Return when a story's comparison came out differently, newest first."""
        query = sa.select(StoredComparison.created, StoredComparison.engine).where(StoredComparison.story == story)
        with self.engine.begin() as connection:
            rows = connection.execute(query.order_by(StoredComparison.created.desc())).all()
        return tuple(Revision(at=row.created, engine=row.engine) for row in rows)

    def publishers(self) -> tuple[str, ...]:
        """Return all publishers, by name."""
        query = sa.select(Day.publisher).distinct().order_by(Day.publisher)
        with self.engine.begin() as connection:
            return tuple(connection.execute(query).scalars())

    def days(self, since: str) -> tuple[PublisherDay, ...]:
        """Return what days came to, publisher by publisher, oldest first.

        Args:
            since: the first day, ISO 8601.
        """
        query = sa.select(Day).where(Day.day >= since).order_by(Day.publisher, Day.day)
        with self.engine.begin() as connection:
            return tuple(PublisherDay(**row) for row in connection.execute(query).mappings())


def _filtered(wanted: Filter) -> tuple[Select[Any], tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[str]]]:
    """Return the stories that are wanted, and the columns of an index that has them in their order."""
    query = sa.select(*Story.__table__.columns)
    if wanted.publisher:
        query = query.where(Story.publisher == wanted.publisher)
    if wanted.worst:
        rank = CLEAR if wanted.worst == "clear" else Severity(wanted.worst).rank
        query = query.where(Story.rank == rank)
    words = sorted(beginnings(wanted.words), key=len, reverse=True)
    if not words:
        return query, (Story.compared, Story.id)
    query = query.join(Word, Word.story == Story.id).where(Word.beginning == words[0])
    for word in words[1:]:
        also = aliased(Word)
        query = query.where(
            sa.exists().where(also.beginning == word, also.compared == Word.compared, also.story == Word.story)
        )
    return query, (Word.compared, Word.story)


def _summaries(connection: Connection, rows: Sequence[RowMapping]) -> tuple[StorySummary, ...]:
    editions: dict[str, list[EditionSummary]] = {row["id"]: [] for row in rows}
    columns = (Edition.story, Edition.language, Edition.url, Edition.title)
    query = sa.select(*columns).where(Edition.story.in_(list(editions))).order_by(Edition.position)
    for story, language, url, title in connection.execute(query):
        editions[story].append(EditionSummary(language=language, url=url, title=title))
    return tuple(
        StorySummary(
            id=row["id"],
            title=row["title"],
            compared=row["compared"],
            counts={severity: row[severity.value] for severity in Severity},
            editions=tuple(editions[row["id"]]),
        )
        for row in rows
    )


def _happening(row: RowMapping) -> Happening:
    return Happening(**{**row, "severity": Severity(row["severity"]), "said": MESSAGE.validate_json(row["said"])})
