"""Connections to SQLite or PostgreSQL, with the schema brought up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage.models import HEAD
from storage.types import StorageError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

#: Seconds that one process waits for another to finish writing.
BUSY = 30
#: Seconds between two attempts where SQLite does not wait by itself.
TURN = 0.05
#: Any number; all zvirka processes of one PostgreSQL database agree on it while they migrate.
_MIGRATION_LOCK = 0x7A76_6972


class Database:
    """A database that is open; whoever keeps something in it inherits from this. Threads can share it.

    Args:
        database_url: ``sqlite:///path`` or ``postgresql://user@host/name``; the schema is made or brought up to date.

    Raises:
        StorageError: the database cannot be used.
    """

    def __init__(self, database_url: str) -> None:
        self._engine = connect(database_url)
        self._writing = writing(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


def connect(database_url: str) -> Engine:
    """Return an engine whose schema is current.

    Args:
        database_url: ``sqlite:///path`` or ``postgresql://user@host/name``.

    Raises:
        StorageError: the database cannot be reached, or was made by a newer zvirka.
    """
    try:
        return _current(_engine(database_url))
    except (DBAPIError, ArgumentError, NoSuchModuleError, ImportError, OSError) as error:
        why = " ".join(str(getattr(error, "orig", None) or error).split())
        place = _place(database_url)
        advice = "check ZVIRKA_DATABASE_URL and that it is running"
        if database_url.startswith("sqlite"):
            advice = "set ZVIRKA_DATABASE_URL or ZVIRKA_HOME to a folder of yours"
        message = f"the database {place} cannot be opened ({why}); {advice}"
        raise StorageError(message) from error


def _current(engine: Engine) -> Engine:
    """Return the engine once the schema is up to date; leave no connection open where that fails."""
    try:
        with engine.connect() as connection:
            version = schema_version(connection)
        if version != HEAD:
            _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _place(database_url: str) -> str:
    """Name a database without its password."""
    try:
        return sa.make_url(database_url).render_as_string(hide_password=True)
    except ArgumentError:
        return "of the settings"


def schema_version(connection: Connection) -> str | None:
    """Return the migration that a database is at, None before the first one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _engine(database_url: str) -> Engine:
    url = sa.make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() == "postgresql":
        return sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    message = f"zvirka keeps its data in SQLite or PostgreSQL, not in {url.get_backend_name()}; set ZVIRKA_DATABASE_URL"
    raise StorageError(message)


def _sqlite(url: sa.URL) -> Engine:
    if url.database and url.database != ":memory:":
        _make_private(Path(url.database))
    engine = sa.create_engine(url.set(drivername="sqlite"), connect_args={"timeout": BUSY})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(file: Path) -> None:
    """Make a new database for our own eyes, whatever the process's mask is; SQLite's other files take after it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    """Set a new SQLite connection up; the driver shall not begin transactions by itself."""
    connection.isolation_level = None
    _write_ahead(connection)
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at once; SQLite itself does not wait for others who change this mode."""
    end = time.monotonic() + BUSY
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:  # the rest tells why
                raise
            time.sleep(TURN)
        else:
            return


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes its turn at once, for a later upgrade can fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write."""
    return engine.execution_options(writes=True)


def _migrate(engine: Engine) -> None:
    """Bring the schema up to date in one transaction; other processes wait for it."""
    with writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        if schema_version(connection) != HEAD:  # another process may have been faster
            upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations inside a connection's transaction.

    Raises:
        StorageError: the database was made by a newer zvirka.
    """
    from alembic import command  # noqa: PLC0415 - half a second, and only needed when the schema changes
    from alembic.util import CommandError  # noqa: PLC0415 - the same

    try:
        command.upgrade(configuration(connection), revision)
    except CommandError as error:
        message = f"the database was made by another version of zvirka ({error}); install the newest zvirka"
        raise StorageError(message) from error


def configuration(connection: Connection | None = None) -> Any:  # noqa: ANN401 - alembic is imported only here
    """Return alembic's configuration for the scripts inside this package."""
    from alembic.config import Config  # noqa: PLC0415 - half a second, and only needed when the schema changes

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
