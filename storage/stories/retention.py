"""What may be forgotten: old comparisons and snapshots, never the newest of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from storage.models import Content, Snapshot, StoredComparison, Story, Visit
from storage.stories import articles
from storage.types import Pruned

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def prune(connection: Connection, before: datetime) -> Pruned:
    """Delete what is older than a time, inside the connection's transaction; see `Store.prune`."""
    comparisons = connection.execute(_comparisons(before)).rowcount
    snapshots = connection.execute(_snapshots(before)).rowcount
    connection.execute(articles.outdated(before))
    connection.execute(sa.delete(Visit).where(Visit.last < before))
    unused = Content.sha256.not_in(sa.select(Snapshot.sha256))
    freed = connection.execute(
        sa.select(sa.func.coalesce(sa.func.sum(sa.func.length(Content.packed)), 0)).where(unused)
    )
    size = int(freed.scalar_one())
    connection.execute(sa.delete(Content).where(unused))
    return Pruned(comparisons=comparisons, snapshots=snapshots, freed=size)


def remove(connection: Connection, story: str) -> None:
    """Delete a story, and the bytes of its pages where no other one has them; see `Store.remove`."""
    mine = list(connection.execute(sa.select(Snapshot.sha256).where(Snapshot.story == story)).scalars())
    connection.execute(sa.delete(Story).where(Story.id == story))
    elsewhere = sa.select(Snapshot.sha256).where(Snapshot.sha256.in_(mine))
    connection.execute(sa.delete(Content).where(Content.sha256.in_(mine), Content.sha256.not_in(elsewhere)))


def _comparisons(before: datetime) -> sa.Delete:
    """Return the deletion of comparisons that are older and have a newer one after them."""
    newer = aliased(StoredComparison)
    followed = sa.exists().where(newer.story == StoredComparison.story, newer.id > StoredComparison.id)
    return sa.delete(StoredComparison).where(StoredComparison.created < before, followed)


def _snapshots(before: datetime) -> sa.Delete:
    """Return the deletion of snapshots that were last seen earlier and have a later one after them."""
    newer = aliased(Snapshot)
    followed = sa.exists().where(
        newer.story == Snapshot.story,
        newer.language == Snapshot.language,
        sa.or_(
            newer.last_seen > Snapshot.last_seen, sa.and_(newer.last_seen == Snapshot.last_seen, newer.id > Snapshot.id)
        ),
    )
    return sa.delete(Snapshot).where(Snapshot.last_seen < before, followed)
