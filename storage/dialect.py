"""What SQLite and PostgreSQL do in ways of their own: insert or else update, and times with their zone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Dialect, TextClause

_NAMED = sqlite.dialect(paramstyle="named")


def upsert(
    connection: Connection,
    model: type[Base],
    rows: Sequence[Mapping[str, object]],
    *,
    keep: tuple[str, ...] = (),
    add: tuple[str, ...] = (),
    highest: tuple[str, ...] = (),
) -> None:
    """Insert rows; where a row with the primary key is there, update it.

    Args:
        connection: SQLite's or PostgreSQL's.
        model: the table.
        rows: each with the same columns; all that have no default in the database.
        keep: columns that an update leaves as they are; all of them when every column is named.
        add: columns whose values are summed up.
        highest: columns that keep the higher value.
    """
    if rows:
        connection.execute(_statement(model, tuple(rows[0]), keep, add, highest), rows)


@cache
def _statement(
    model: type[Base], columns: tuple[str, ...], keep: tuple[str, ...], add: tuple[str, ...], highest: tuple[str, ...]
) -> TextClause:
    """Return the statement as text, which both databases understand.

    SQLAlchemy compiles this clause anew each time, which takes longer than running it; text it need not compile.
    """
    table = sa.inspect(model).local_table
    insert = sqlite.insert(model)
    keys = [column.name for column in table.primary_key]
    changed: dict[str, sa.ColumnElement[object]] = {}
    for name in columns:
        old, new = table.c[name], insert.excluded[name]
        if name in add:
            changed[name] = old + new
        elif name in highest:
            changed[name] = sa.case((new > old, new), else_=old)
        elif name not in keys and name not in keep:
            changed[name] = new
    if changed:
        insert = insert.on_conflict_do_update(index_elements=keys, set_=changed)
    else:
        insert = insert.on_conflict_do_nothing(index_elements=keys)
    text = insert.compile(dialect=_NAMED, column_keys=list(columns)).string
    return sa.text(text).bindparams(*(sa.bindparam(name, type_=table.c[name].type) for name in columns))


class Moment(sa.TypeDecorator[datetime]):
    """A time with its zone, kept in UTC: SQLite knows no zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn any zone into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give UTC back to what came without a zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""

    type_annotation_map = {datetime: Moment, bytes: sa.LargeBinary}  # noqa: RUF012 - SQLAlchemy's own protocol
