"""Pages as they were fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage import models, serial
from storage.types import Snapshot

if TYPE_CHECKING:
    from sqlalchemy import Connection


def newest(connection: Connection, url: str) -> Snapshot | None:
    """Return what an address held when it was last fetched; see `Store.snapshot`."""
    query = (
        sa.select(models.Snapshot, models.Content.packed)
        .join(models.Content, models.Content.sha256 == models.Snapshot.sha256)
        .where(models.Snapshot.url == url)
        .order_by(models.Snapshot.last_seen.desc(), models.Snapshot.id.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return Snapshot(
        url=row["url"],
        raw=serial.unpack(row["packed"]),
        media_type=row["media_type"],
        http_charset=row["http_charset"],
        fetched=row["last_seen"],
        headers=serial.read_headers(row["headers"]),
    )
