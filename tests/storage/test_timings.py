"""What the stages of checks took, summed up by day, also by several writers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage.timings import StageTime, Timings
from tests.support.stories import NOW


def test_stages_are_summed_up(database_url):
    with Timings(database_url) as timings:
        timings.note({"reading": 0.5, "comparing": 2.0}, NOW - timedelta(days=3))
        timings.note({"reading": 1.5}, NOW)
        timings.note({"reading": 0.25}, NOW)
        timings.note({}, NOW)
        assert timings.totals() == [
            StageTime(stage="comparing", count=1, seconds=2.0, longest=2.0),
            StageTime(stage="reading", count=3, seconds=2.25, longest=1.5),
        ]
        assert timings.totals(since=NOW) == [StageTime(stage="reading", count=2, seconds=1.75, longest=1.5)]


def test_several_writers_lose_nothing(database_url):
    with Timings(database_url) as timings, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: timings.note({"storing": 0.5, "reading": 1.0}, NOW), range(40)))
        assert [(each.count, each.seconds) for each in timings.totals()] == [(40, 40.0), (40, 20.0)]
