"""The one clause that SQLAlchemy knows for each database by itself: insert, or else update."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.dialects.sqlite import Insert

    from storage.models import Base


def insert_or(connection: Connection, model: type[Base]) -> Insert:
    """Return an insert that can say what happens on a conflict.

    PostgreSQL's is made of the same methods; its package takes .15 s to load, which SQLite need not wait for.
    """
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - see above

        return postgresql.insert(model)  # type: ignore[return-value] # the methods used here are the same
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - the other one of the two

    return sqlite.insert(model)


def upsert(
    connection: Connection, model: type[Base], rows: Sequence[Mapping[str, object]], keep: tuple[str, ...] = ()
) -> None:
    """Insert rows; where a row with the primary key is there, update it.

    Args:
        connection: SQLite's or PostgreSQL's; both know the same clause.
        model: the table.
        rows: each with the same columns.
        keep: columns that an update leaves as they are; all of them when every column is named.
    """
    if not rows:
        return
    statement = insert_or(connection, model)
    keys = [column.name for column in sa.inspect(model).primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys and name not in keep}
    if changed:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys), rows)
