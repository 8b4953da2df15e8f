"""What runs have to do and have done: zvirka's own books, which outlive every process that does the work.

Whoever works takes an item for a while (a lease). When a lease runs out without a word, the next one takes the item;
an item that was tried too often is set aside, so that one bad story never stops the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.dialect import upsert
from storage.engine import Database
from storage.models import Hold, WorkItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

#: How long one story may take before somebody else begins it anew.
LEASE = timedelta(minutes=10)
#: How often a story is tried.
TRIES = 3

WAITING, DONE, SET_ASIDE = "waiting", "done", "set-aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story of a run."""

    batch: str
    key: str
    #: What to check, as JSON.
    request: str
    state: str
    tries: int
    owner: str | None
    leased_until: datetime | None
    story: str | None
    exit_status: int | None
    #: Why the last try failed, a message as JSON.
    error: str | None
    updated: datetime


_COLUMNS = [getattr(WorkItem, name) for name in Item.__dataclass_fields__]
#: The condition that an item waits and nobody is at it; takes the time as "now".
_FREE = sa.and_(
    WorkItem.state == WAITING,
    sa.or_(WorkItem.leased_until.is_(None), WorkItem.leased_until < sa.bindparam("now")),
)
_THIS_BATCH = WorkItem.batch == sa.bindparam("this_batch")
#: The item of a batch that has its turn.
_NEXT = (
    sa.select(*_COLUMNS)
    .where(_THIS_BATCH, _FREE)
    .order_by(WorkItem.tries, WorkItem.position)
    .limit(1)
    .with_for_update(skip_locked=True)
)
#: Sets aside what was taken too often and never given back: it kills whoever takes it.
_HOPELESS = (
    sa.update(WorkItem)
    .where(_THIS_BATCH, WorkItem.tries >= TRIES, _FREE)
    .values(state=SET_ASIDE, owner=None, leased_until=None, updated=sa.bindparam("now"))
)


class Work(Database):
    """The books of one database; many processes open it."""

    def plan(self, batch: str, requests: Mapping[str, str], now: datetime) -> None:
        """Write down what a run has to do; what stands there already stays as it is.

        Args:
            batch: the run.
            requests: what to check as JSON, by a key that names it within the run.
            now: the time.
        """
        with self._writing.begin() as connection:
            known = set(connection.scalars(sa.select(WorkItem.key).where(WorkItem.batch == batch)))
            new = [(key, request) for key, request in requests.items() if key not in known]
            rows = [_row(batch, len(known) + n, *each, now) for n, each in enumerate(new)]
            if rows:  # another process may plan the same at once, where writing does not wait for its turn
                upsert(connection, WorkItem, rows, keep=tuple(rows[0]))

    def take(
        self, batch: str, owner: str, now: datetime, *, lease: timedelta = LEASE, key: str | None = None
    ) -> Item | None:
        """Take the next item that nobody is at, for as long as the lease lasts; None where there is none.

        Args:
            batch: the run.
            owner: who takes it.
            now: the time.
            lease: after that, another one may take it.
            key: a certain item; None takes the first.
        """
        with self._writing.begin() as connection:
            query = _NEXT if key is None else _NEXT.where(WorkItem.key == key)
            found = connection.execute(query, {"this_batch": batch, "now": now}).mappings().one_or_none()
            if found is None:
                return None
            if found["tries"] >= TRIES:  # the least tried comes first, so all that are left are like it
                connection.execute(_HOPELESS, {"this_batch": batch, "now": now})
                return None
            taken = {"owner": owner, "leased_until": now + lease, "tries": found["tries"] + 1, "updated": now}
            which = sa.update(WorkItem).where(WorkItem.batch == batch, WorkItem.key == found["key"])
            connection.execute(which.values(taken))
            return Item(**{**found, **taken})

    def finish(
        self, item: Item, now: datetime, *, story: str | None, exit_status: int, error: str | None = None
    ) -> bool:
        """Write down that an item is done.

        Args:
            item: as it was taken.
            now: the time.
            story: its id in the store, where there is a comparison.
            exit_status: what ``zvirka check`` would have ended with.
            error: why there is no comparison, a message as JSON.

        Returns:
            False where the lease had run out and another one has it now; nothing is written then.
        """
        return self._write(item, now, state=DONE, story=story, exit_status=exit_status, error=error)

    def fail(self, item: Item, now: datetime, error: str, *, rest: timedelta | None = None) -> bool:
        """Give an item back that could not be done; after too many tries it is set aside.

        Args:
            item: as it was taken.
            now: the time.
            error: why, a message as JSON.
            rest: nobody tries again before that; None lets the next one try at once.

        Returns:
            False where another one has it now.
        """
        state = SET_ASIDE if item.tries >= TRIES else WAITING
        return self._write(item, now, state=state, error=error, leased_until=now + rest if rest else None)

    def give_back(self, batch: str, owner: str, now: datetime) -> int:
        """Give back what somebody has in hand and was told to leave; that counts as no try. Return how many.

        Args:
            batch: the run.
            owner: who took it.
            now: the time.
        """
        mine = (WorkItem.batch == batch, WorkItem.owner == owner, WorkItem.state == WAITING)
        free = {"owner": None, "leased_until": None, "tries": WorkItem.tries - 1, "updated": now}
        with self._writing.begin() as connection:
            return connection.execute(sa.update(WorkItem).where(*mine).values(free)).rowcount

    def take_from_others(self, batch: str, owner: str, now: datetime) -> int:
        """Free what others have in hand, for whoever knows that they are gone; it counts as tried. Return how many.

        Args:
            batch: the run.
            owner: who asks; what is in its own hand stays there.
            now: the time.
        """
        theirs = (WorkItem.batch == batch, WorkItem.owner.is_not(None), WorkItem.owner != owner)
        free = {"owner": None, "leased_until": None, "updated": now}
        with self._writing.begin() as connection:
            left = sa.update(WorkItem).where(*theirs, WorkItem.state == WAITING)
            return connection.execute(left.values(free)).rowcount

    def _write(self, item: Item, now: datetime, **values: object) -> bool:
        mine = (WorkItem.batch == item.batch, WorkItem.key == item.key, WorkItem.owner == item.owner)
        statement = sa.update(WorkItem).where(*mine, WorkItem.tries == item.tries, WorkItem.state == WAITING)
        with self._writing.begin() as connection:
            free: dict[str, object] = {"owner": None, "leased_until": None, "updated": now}
            written = connection.execute(statement.values(free | values))
            return written.rowcount == 1

    def hold(self, name: str, owner: str, now: datetime, *, lease: timedelta = LEASE) -> bool:
        """Take, or keep, something that only one process does at a time.

        Args:
            name: what it is.
            owner: who does it.
            now: the time.
            lease: after that, another one may take it.

        Returns:
            False where another one has it.
        """
        with self._writing.begin() as connection:
            row = {"name": name, "owner": owner, "until": now + lease}
            upsert(connection, Hold, [row], keep=("owner", "until"))
            mine = sa.or_(Hold.owner == owner, Hold.until < now)
            taken = sa.update(Hold).where(Hold.name == name, mine).values(owner=owner, until=now + lease)
            return connection.execute(taken).rowcount == 1

    def release(self, name: str, owner: str) -> None:
        """Let others have what only one process does at a time."""
        with self._writing.begin() as connection:
            connection.execute(sa.delete(Hold).where(Hold.name == name, Hold.owner == owner))

    def items(self, batch: str) -> Sequence[Item]:
        """Return everything that a run has to do, in order."""
        query = sa.select(*_COLUMNS).where(WorkItem.batch == batch).order_by(WorkItem.position)
        with self._engine.begin() as connection:
            return [Item(**row) for row in connection.execute(query).mappings()]

    def set_aside(self, limit: int = 100) -> Sequence[Item]:
        """Return the items that were given up, the latest first."""
        query = sa.select(*_COLUMNS).where(WorkItem.state == SET_ASIDE).order_by(WorkItem.updated.desc()).limit(limit)
        with self._engine.begin() as connection:
            return [Item(**row) for row in connection.execute(query).mappings()]

    def restore(self, batch: str, key: str, now: datetime) -> bool:
        """Let an item that was given up be tried again; False where it is not set aside."""
        which = (WorkItem.batch == batch, WorkItem.key == key, WorkItem.state == SET_ASIDE)
        anew: dict[str, object] = {"state": WAITING, "tries": 0, "owner": None, "leased_until": None, "updated": now}
        with self._writing.begin() as connection:
            return connection.execute(sa.update(WorkItem).where(*which).values(anew)).rowcount == 1

    def unfinished(self, now: datetime) -> Sequence[str]:
        """Return the runs that nobody works on although there are items left."""
        at_work = sa.select(WorkItem.batch).where(WorkItem.owner.is_not(None), WorkItem.leased_until >= now)
        query = sa.select(WorkItem.batch).where(_FREE, WorkItem.batch.not_in(at_work)).distinct()
        query = query.order_by(WorkItem.batch)
        with self._engine.begin() as connection:
            return list(connection.scalars(query, {"now": now}))

    def owners(self, now: datetime) -> Sequence[str]:
        """Return who has something in hand."""
        query = sa.select(WorkItem.owner).where(WorkItem.owner.is_not(None), WorkItem.leased_until >= now).distinct()
        with self._engine.begin() as connection:
            return [owner for owner in connection.scalars(query) if owner is not None]

    def counts(self) -> Mapping[str, int]:
        """Return how many items are in each state."""
        query = sa.select(WorkItem.state, sa.func.count().label("n")).group_by(WorkItem.state)
        with self._engine.begin() as connection:
            found = {row.state: row.n for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in (WAITING, DONE, SET_ASIDE)}

    def forget(self, before: datetime) -> int:
        """Remove finished items that were last touched before a time; return how many."""
        old = sa.delete(WorkItem).where(WorkItem.state != WAITING, WorkItem.updated < before)
        with self._writing.begin() as connection:
            return connection.execute(old).rowcount


def _row(batch: str, position: int, key: str, request: str, now: datetime) -> dict[str, object]:
    return {
        "batch": batch,
        "key": key,
        "position": position,
        "request": request,
        "state": WAITING,
        "tries": 0,
        "updated": now,
    }
