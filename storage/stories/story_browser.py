"""What the review app lists: stories by filter, the events of a story, publishers and their days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from alignment.types import Severity
from storage.models import Day, Event, StoredComparison, Story, Word
from storage.stories import publisher_sums
from storage.stories.finding_statistics import CLEAR, MESSAGE
from storage.stories.new_findings import new_findings
from storage.stories.search_words import asked, owned_by, without
from storage.stories.story_lists import cursor, place_of, summaries
from storage.types import StoryPage, Totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import CompoundSelect, Connection, Engine, RowMapping, Select

    from locales.messages import Message
    from storage.stories.new_findings import NewFinding
    from storage.stories.publisher_sums import Week
    from storage.stories.story_lists import Place

#: Stories that one search looks through, and words of it that count; what it costs does not grow with the database.
SCANNED, WORDS = 5_000, 8
#: Stories in which what is open is counted.
COUNTED = 1_000
#: Stands for stories that nobody has taken; no name begins with it.
NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which stories are listed."""

    #: "" for all.
    publisher: str = ""
    #: The severity of a story's most serious open finding; "clear" for none open, "" for any.
    worst: str = ""
    #: Words in any form, ids, whole addresses (see ``search_words``); "" for any story.
    words: str = ""
    #: The language of an edition that they lack though they ought to have it; "" for any story.
    without: str = ""
    #: Whose they are; "" for any, `NOBODY` for those of nobody.
    owner: str = ""


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
    #: ISO 8601, by the newsroom's clock when the comparison was written.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """The stories of a publisher that appeared on a day, and how many of them lack which edition."""

    publisher: str
    #: ISO 8601, by the newsroom's clock when the comparison was written.
    day: str
    stories: int
    #: By language; one that none of them lacks is not there.
    absent: Mapping[str, int]


class Browsing:
    """Lists of one database.

    Args:
        engine: for reading.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def stories(self, wanted: Filter, *, limit: int = 50, after: str | None = None) -> StoryPage:
        """Return stories, the most recently compared first.

        A search that finds little looks through a certain number of stories and no more: then the piece is short, may
        even be empty, and `next` leads to where it has to go on.

        Args:
            wanted: which ones.
            limit: how many at most.
            after: the cursor of the piece before; None begins at the newest.

        Raises:
            ValueError: the cursor is none.
        """
        place = None if after is None else place_of(after)
        words = _words(wanted)
        if words is None:
            return StoryPage(stories=(), next=None)
        with self.engine.begin() as connection:
            if words:
                return _searched(connection, wanted, words, place, limit)
            rows = connection.execute(_placed(wanted, place).limit(limit + 1)).mappings().all()
            piece = summaries(connection, rows[:limit])
        return StoryPage(stories=piece, next=cursor(piece[-1].compared, piece[-1].id) if len(rows) > limit else None)

    def totals(self, wanted: Filter, least: Severity) -> Totals:
        """Return what is open in the stories of a filter, counted in `COUNTED` of them at most.

        Args:
            wanted: which ones.
            least: stories without anything so serious are left out.

        Raises:
            ValueError: there is no such severity.
        """
        words = _words(wanted)
        counted = [sa.func.sum(getattr(Story, severity.value)) for severity in Severity]
        with self.engine.begin() as connection:
            if words is None:
                return Totals(stories=0, counts=dict.fromkeys(Severity, 0), more=False)
            found = _matching(wanted, _by_rarity(connection, words), None) if words else _placed(wanted, None)
            some = found.where(Story.rank <= least.rank).order_by(None).limit(COUNTED + 1).with_only_columns(Story.id)
            query = sa.select(sa.func.count(), *counted).where(Story.id.in_(some))
            stories, *sums = connection.execute(query).one()
        counts = dict(zip(Severity, (int(each or 0) for each in sums), strict=True))
        return Totals(stories=min(stories, COUNTED), counts=counts, more=stories > COUNTED)

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
        first = sa.select(sa.func.min(Day.publisher).label("name")).cte("publishers", recursive=True)
        following = sa.select(sa.func.min(Day.publisher)).where(Day.publisher > first.c.name).scalar_subquery()
        # From name to name through the index, not through all days of all of them.
        every = first.union_all(sa.select(following).where(first.c.name.is_not(None)))
        query = sa.select(every.c.name).where(every.c.name.is_not(None))
        with self.engine.begin() as connection:
            return tuple(connection.execute(query).scalars())

    def new_findings(self, publisher: str, least: Severity, *, limit: int = 50) -> Sequence[NewFinding]:
        """Return the open findings that came last, the newest first.

        Args:
            publisher: only this one's; "" for all.
            least: nothing less serious.
            limit: how many at most.
        """
        with self.engine.begin() as connection:
            return new_findings(connection, publisher, least, limit)

    def days(self, since: str) -> tuple[PublisherDay, ...]:
        """Return what days came to, publisher by publisher, oldest first.

        Args:
            since: the first day, ISO 8601.
        """
        query = sa.select(Day).where(Day.day >= since).order_by(Day.publisher, Day.day)
        with self.engine.begin() as connection:
            return tuple(PublisherDay(**row) for row in connection.execute(query).mappings())

    def open_findings(self, publisher: str) -> Mapping[Severity, int]:
        """Return how many findings of a publisher's stories are open, by severity."""
        with self.engine.begin() as connection:
            return publisher_sums.open_by_severity(connection, publisher)

    def weeks(self, publisher: str, since: date) -> tuple[Week, ...]:
        """Return how long a publisher's editions took, week by week, the oldest first.

        Args:
            publisher: whose stories.
            since: a Monday.
        """
        with self.engine.begin() as connection:
            return publisher_sums.weeks(connection, publisher, since)

    def completeness(self, since: str) -> tuple[Completeness, ...]:
        """Return how many stories appeared on which day, and how many of them lack which edition by now.

        Args:
            since: the first day, ISO 8601.
        """
        with self.engine.begin() as connection:
            return _completeness(connection, since)


def _completeness(connection: Connection, since: str) -> tuple[Completeness, ...]:
    """Return how complete the stories of each publisher and day are, in this order."""
    by = (Story.publisher, Story.appeared)
    counted = sa.func.count()
    recent = Story.appeared >= since
    absent: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    lacking = sa.select(*by, Word.beginning, counted).join(Word, Word.story == Story.id).where(recent)
    lacking = lacking.where(Word.beginning.startswith(without("")))
    for publisher, day, word, count in connection.execute(lacking.group_by(*by, Word.beginning)):
        absent[publisher, day][word.removeprefix(without(""))] = count
    rows = connection.execute(sa.select(*by, counted).where(recent).group_by(*by).order_by(*by))
    return tuple(
        Completeness(publisher=publisher, day=day, stories=count, absent=absent[publisher, day])
        for publisher, day, count in rows
    )


def _placed(wanted: Filter, after: Place | None) -> Select[Any]:
    """Return the stories of a publisher or a rank, in their order.

    What is fixed stands in the order and as a range: only the index that begins with it gives that order, so no
    database reads through all stories because it expects many of the kind among the newest.
    """
    fixed = {Story.publisher: wanted.publisher or None, Story.rank: _rank(wanted)}
    columns = [column for column, value in fixed.items() if value is not None]
    values = [value for value in fixed.values() if value is not None]
    order = [*columns, Story.compared, Story.id]
    query = sa.select(*Story.__table__.columns).order_by(*(column.desc() for column in order))
    if columns:
        query = query.where(sa.tuple_(*columns) >= tuple(values), sa.tuple_(*columns) <= tuple(values))
    if after is not None:
        query = query.where(sa.tuple_(*order) < (*values, *after))
    return query


def _rank(wanted: Filter) -> int | None:
    if not wanted.worst:
        return None
    return CLEAR if wanted.worst == "clear" else Severity(wanted.worst).rank


def _words(wanted: Filter) -> list[frozenset[str]] | None:
    """Return what stories have to be found by, none for all; None where nothing that was written can be found."""
    words = sorted(asked(wanted.words), key=_length, reverse=True)[:WORDS]
    if wanted.words.strip() and not words:
        return None  # "%" is no word: nothing has it, and it is no wish for all
    words += [frozenset({without(wanted.without)})] if wanted.without else []
    words += [frozenset({owned_by(wanted.owner.removeprefix(NOBODY))})] if wanted.owner else []
    return words


def _searched(
    connection: Connection, wanted: Filter, words: Sequence[frozenset[str]], after: Place | None, limit: int
) -> StoryPage:
    """Return the stories with certain words among the next `SCANNED` ones that have the rarest of them."""
    words = _by_rarity(connection, words)
    rows = connection.execute(_matching(wanted, words, after).limit(limit + 1)).mappings().all()
    piece = summaries(connection, rows[:limit])
    if len(rows) > limit:
        return StoryPage(stories=piece, next=cursor(piece[-1].compared, piece[-1].id))
    last = connection.execute(_with_word(words[0], after, SCANNED + 1).offset(SCANNED - 1).limit(2)).all()
    return StoryPage(stories=piece, next=cursor(*last[0]) if len(last) > 1 else None)


def _by_rarity(connection: Connection, words: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    """Return words, the one that fewest stories have first."""
    return sorted(words, key=lambda word: _frequency(connection, word)) if len(words) > 1 else words


def _matching(wanted: Filter, words: Sequence[frozenset[str]], after: Place | None) -> Select[Any]:
    """Return the stories with all words among the next `SCANNED` ones that have the first of them."""
    rarest, *others = words
    scanned = _with_word(rarest, after, SCANNED).limit(SCANNED).subquery()
    query = sa.select(*Story.__table__.columns).join(scanned, scanned.c.story == Story.id)
    for word in others:
        here = sa.and_(Word.compared == scanned.c.compared, Word.story == scanned.c.story)
        same = sa.select(Word.story).where(Word.beginning.in_(sorted(word)), here)
        query = query.where(same.offset(0).exists())  # looked up story by story: no join of all that have the word
    if wanted.publisher:
        query = query.where(Story.publisher == wanted.publisher)
    if wanted.worst:
        query = query.where(Story.rank == _rank(wanted))
    return query.order_by(scanned.c.compared.desc(), scanned.c.story.desc())


def _length(word: frozenset[str]) -> tuple[int, list[str]]:
    """Return what puts long words before short ones, always in one order."""
    return max(map(len, word)), sorted(word)


def _with_word(word: frozenset[str], after: Place | None, most: int) -> CompoundSelect[datetime, str]:
    """Return where the stories with a word in one of its forms stand, the newest first, each once.

    Each form gives its newest ones by the index, `most` at most: what it costs does not grow with the database. The
    order stands on the union itself, which SQLite then makes by merging.
    """
    forms = [_with_form(form, after).limit(most).subquery() for form in sorted(word)]
    found = sa.union(*(sa.select(form.c.compared, form.c.story) for form in forms))
    return found.order_by(sa.desc("compared"), sa.desc("story"))


def _with_form(form: str, after: Place | None) -> Select[datetime, str]:
    query = sa.select(Word.compared, Word.story).where(Word.beginning == form)
    if after is not None:
        query = query.where(sa.tuple_(Word.compared, Word.story) < after)
    return query.order_by(Word.compared.desc(), Word.story.desc())


def _frequency(connection: Connection, word: frozenset[str]) -> int:
    """Return how many stories have a word, each of its forms counted up to `SCANNED`."""
    forms = [sa.select(sa.literal(1)).where(Word.beginning == form).limit(SCANNED).subquery() for form in sorted(word)]
    some = sa.union_all(*(sa.select(form) for form in forms)).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()


def _happening(row: RowMapping) -> Happening:
    return Happening(**{**row, "severity": Severity(row["severity"]), "said": MESSAGE.validate_json(row["said"])})
