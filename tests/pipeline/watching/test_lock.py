"""What one process does at a time: the hold is renewed for as long as it takes, and lost soon after a death."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from storage.models import Hold
from tests.support.batches import hold
from tests.support.pool import wait_until

NAME = "watch visnyk"
#: Long enough that no busy machine misses it, and so that a quarter of it is no long wait.
LEASE = timedelta(seconds=4)


def until(url):
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        found = connection.scalar(sa.select(Hold.until))
    engine.dispose()
    return found


def test_hold_is_renewed_and_ends_with_the_work(work, url):
    with hold(work, NAME, "first", LEASE) as lost:
        begun = until(url)
        wait_until(lambda: until(url) > begun)
        with hold(work, NAME, "second", LEASE) as nothing:
            assert nothing is None
        assert not lost.is_set()
    with hold(work, NAME, "second", LEASE) as lost:
        assert lost is not None


def test_other_things_are_held_beside_it(work):
    with hold(work, NAME, "first") as one, hold(work, "watch herald", "second") as other:
        assert one is not None
        assert other is not None


def test_dead_holder_is_followed_by_the_next(work):
    assert work.hold(NAME, "dead", datetime.now(UTC) - 2 * LEASE, lease=LEASE)
    with hold(work, NAME, "alive", LEASE) as lost:
        assert lost is not None


def test_holder_that_slept_too_long_is_told_and_takes_nothing_back(work):
    with hold(work, NAME, "first", LEASE) as lost:
        later = datetime.now(UTC) + timedelta(hours=1)
        assert work.hold(NAME, "second", later, lease=LEASE), "as if the first had slept for an hour"
        assert lost.wait(60)
    assert not work.hold(NAME, "third", datetime.now(UTC), lease=LEASE), "the second still has it"


def test_database_that_is_away_for_a_moment_loses_no_hold(work, url, caplog):
    engine = sa.create_engine(url)
    with hold(work, NAME, "first", LEASE) as lost:
        _rename(engine, "holds", "holds_away")
        wait_until(lambda: "a hold could not be renewed" in caplog.text)
        _rename(engine, "holds_away", "holds")
        begun = until(url)
        wait_until(lambda: until(url) > begun)
        assert not lost.is_set()
    engine.dispose()


def _rename(engine, old, new):
    def done():
        try:
            with engine.begin() as connection:
                connection.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))
        except OperationalError:
            return False
        return True

    wait_until(done)
