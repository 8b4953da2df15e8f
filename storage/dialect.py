"""The one clause that SQLAlchemy knows for each database by itself: insert, or else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
