"""What the feeds, sitemaps and archives of watched publishers gave: when it last was something, and why not since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.dialect import upsert
from storage.engine import Database
from storage.models import StoredSource
from storage.stories.finding_statistics import MESSAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from locales.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a source gave in one round."""

    #: How many articles it listed, old ones too.
    listed: int
    #: Why it gave nothing; None where it gave something.
    why: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source stands."""

    publisher: str
    address: str
    tried: datetime
    #: When it last gave something; None where it never did.
    succeeded: datetime | None
    #: Rounds without anything, up to now; 0 where the last one gave something.
    failures: int
    listed: int
    why: Message | None
    #: The targets that were told of it.
    told: frozenset[str]


class Sources(Database):
    """The sources of one database; see ``Database`` for its address."""

    def note(self, publisher: str, given: Mapping[str, Given], now: datetime) -> None:
        """Write down what the sources of a publisher gave in a round; what it has no more is forgotten.

        Args:
            publisher: as its section is called.
            given: by address.
            now: with its zone.
        """
        with self._writing.begin() as connection:
            mine = StoredSource.publisher == publisher
            connection.execute(sa.delete(StoredSource).where(mine, StoredSource.address.not_in(list(given))))
            for address, each in given.items():
                _note(connection, publisher, address, each, now)

    def of(self, publishers: Iterable[str]) -> tuple[SourceState, ...]:
        """Return how the sources of publishers stand, by publisher and address."""
        query = sa.select(StoredSource).where(StoredSource.publisher.in_(list(publishers)))
        with self._engine.begin() as connection:
            rows = connection.execute(query.order_by(StoredSource.publisher, StoredSource.address)).mappings().all()
        return tuple(
            SourceState(
                **{
                    **row,
                    "why": MESSAGE.validate_json(row["why"]) if row["why"] else None,
                    "told": frozenset(row["told"].split()),
                }
            )
            for row in rows
        )

    def tell(self, states: Iterable[SourceState], target: str) -> None:
        """Write down that somebody was told of sources that give nothing."""
        with self._writing.begin() as connection:
            for each in states:
                which = (StoredSource.publisher == each.publisher, StoredSource.address == each.address)
                told = " ".join(sorted({*each.told, target}))
                connection.execute(sa.update(StoredSource).where(*which).values(told=told))


def _note(connection: sa.Connection, publisher: str, address: str, given: Given, now: datetime) -> None:
    row = {"publisher": publisher, "address": address, "tried": now, "listed": given.listed}
    if given.why is None:
        upsert(connection, StoredSource, [row | {"succeeded": now, "failures": 0, "why": "", "told": ""}])
        return
    why = MESSAGE.dump_json(given.why).decode()
    failed = row | {"succeeded": None, "failures": 1, "why": why, "told": ""}
    upsert(connection, StoredSource, [failed], keep=("succeeded", "told"), add=("failures",))
