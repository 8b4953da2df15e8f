"""Pages as they were fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage import models, serial
from storage.types import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, RowMapping

_WHOLE = sa.select(models.Snapshot, models.Content.packed).join(
    models.Content, models.Content.sha256 == models.Snapshot.sha256
)
# Asked for every page that is fetched; SQLAlchemy takes longer to build such queries than a database to answer them.
_NEWEST = (
    _WHOLE.where(models.Snapshot.url == sa.bindparam("url"))
    .order_by(models.Snapshot.last_seen.desc(), models.Snapshot.id.desc())
    .limit(1)
)
_OF_STORY = _WHOLE.where(models.Snapshot.story == sa.bindparam("story")).order_by(
    models.Snapshot.last_seen, models.Snapshot.id
)


def newest(connection: Connection, url: str) -> Snapshot | None:
    """Return what an address held when it was last fetched; see `Store.snapshot`."""
    row = connection.execute(_NEWEST, {"url": url}).mappings().one_or_none()
    return None if row is None else _taken(row)


def of_story(connection: Connection, story: str) -> Mapping[str, Snapshot]:
    """Return the newest snapshot of each edition of a story; see `Store.snapshots`."""
    last = {row["language"]: row for row in connection.execute(_OF_STORY, {"story": story}).mappings()}
    return {language: _taken(row) for language, row in last.items()}


def _taken(row: RowMapping) -> Snapshot:
    return Snapshot(
        url=row["url"],
        raw=serial.unpack(row["packed"]),
        media_type=row["media_type"],
        http_charset=row["http_charset"],
        fetched=row["last_seen"],
        headers=serial.read_headers(row["headers"]),
    )
