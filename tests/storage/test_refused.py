"""What a database can never take is no outage: nobody waits for it, and the story is set aside instead."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Timer

import pytest
import sqlalchemy as sa

from pipeline.many.retry import UnstorableError, retry_while_away
from storage.engine import connect
from storage.models import Story
from storage.store import Store
from storage.work_items import Work
from tests.support.stories import comparison


@pytest.mark.parametrize("title", ["\x00", "\ud800"])
def test_text_that_postgresql_refuses_is_not_waited_for(store, title):
    """It took a minute and a half of tries, and the story stayed taken."""
    said = []

    def write():
        with store._writing.begin() as connection:
            row = {"id": "a", "title": title, "compared": datetime.now(UTC)}
            connection.execute(sa.insert(Story).values(row))

    try:
        retry_while_away(write, said.append)
    except (UnstorableError, UnicodeEncodeError):
        pass
    else:
        assert store._engine.dialect.name == "sqlite", "it keeps NUL"
    assert said == []
    store.record(comparison(), {})


def test_key_that_is_too_long_for_an_index_is_not_waited_for(store):
    said, name = [], "".join(chr(0x4E00 + number) for number in range(9000))

    def write():
        with store._writing.begin() as connection:
            connection.execute(sa.insert(Story).values(id=name, title="", compared=datetime.now(UTC)))

    if store._engine.dialect.name == "sqlite":
        retry_while_away(write, said.append)
    else:
        with pytest.raises(UnstorableError):
            retry_while_away(write, said.append)
    assert said == []


def test_processes_that_begin_at_once_get_along(database_url):
    """On PostgreSQL the second to make a key or to plan a story failed."""
    together = Barrier(8)

    def begin(_number):
        together.wait()
        with Work(database_url) as work, Store(database_url) as store:
            work.plan("batch", {str(key): "{}" for key in range(50)}, datetime.now(UTC))
            return store.users.key("review")

    with ThreadPoolExecutor(8) as several:
        assert len(set(several.map(begin, range(8)))) == 1
    with Work(database_url) as work:
        assert len(work.items("batch")) == 50


def test_opening_waits_for_who_makes_the_database(tmp_path):
    """SQLite does not wait by itself where the mode of a new file's journal is set while somebody writes."""
    file = tmp_path / "zvirka.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        released = Timer(0.3, other.execute, ("COMMIT",))
        released.start()
        connect(f"sqlite:///{file}").dispose()
        released.join()


def test_newest_comparison_is_the_last_one_whatever_the_clock_said(store):
    first = comparison()
    later = replace(comparison(findings=()), created=first.created - timedelta(hours=1))
    store.record(first, {})
    store.record(later, {})
    assert store.comparison(first.story) == later
    assert store.history(first.story) == (first, later)
