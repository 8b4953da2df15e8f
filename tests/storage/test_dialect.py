"""Insert, or else update, in both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.dialect import upsert
from storage.engine import connect, writing
from storage.models import Day, Timing
from storage.store import Store
from tests.support.stories import NOW


@pytest.fixture
def engine(database_url):
    Store(database_url).close()  # makes the tables
    engine = connect(database_url)
    yield engine
    engine.dispose()


def put(engine, rows, model=Timing, **how):
    with writing(engine).begin() as connection:
        upsert(connection, model, rows, **how)


def timing(stage="parsing", count=1, seconds=0.5, longest=0.5):
    return {"day": "2026-03-01", "stage": stage, "count": count, "seconds": seconds, "longest": longest}


def held(engine, *columns):
    with engine.begin() as connection:
        query = sa.select(*(getattr(Timing, name) for name in columns)).order_by(Timing.stage)
        return [tuple(row) for row in connection.execute(query)]


def test_a_row_with_a_known_key_is_updated(engine):
    put(engine, [timing(), timing("storing")])
    put(engine, [timing(count=9)])
    assert held(engine, "stage", "count") == [("parsing", 9), ("storing", 1)]


def test_columns_that_are_kept_stay_as_they_were(engine):
    put(engine, [timing(count=1, seconds=0.5)])
    put(engine, [timing(count=9, seconds=9.0)], keep=("count",))
    assert held(engine, "count", "seconds") == [(1, 9.0)]


def test_where_all_columns_are_kept_nothing_is_updated(engine):
    put(engine, [timing(count=1)])
    put(engine, [timing(count=9, seconds=9.0, longest=9.0)], keep=("count", "seconds", "longest"))
    assert held(engine, "count", "seconds", "longest") == [(1, 0.5, 0.5)]


def test_sums_and_highest_values(engine):
    for seconds in (0.5, 2.0, 1.0):
        put(engine, [timing(seconds=seconds, longest=seconds)], add=("count", "seconds"), highest=("longest",))
    assert held(engine, "count", "seconds", "longest") == [(3, 3.5, 2.0)]


def test_no_rows_are_no_statement(engine):
    put(engine, [])
    assert held(engine, "stage") == []


def test_times_come_back_with_their_zone(engine):
    row = {
        "publisher": "visnyk.example", "day": "2026-03-01", "comparisons": 1, "rows": 2, "findings": 3,
        "unavailable": 0, "stale": 0, "last": NOW,
    }  # fmt: skip
    put(engine, [row], Day)
    put(engine, [row | {"last": NOW + timedelta(hours=1)}], Day, add=("comparisons",))
    with engine.begin() as connection:
        assert [tuple(row) for row in connection.execute(sa.select(Day.comparisons, Day.last))] == [
            (2, NOW + timedelta(hours=1))
        ]
