"""What one process does at a time: the hold is renewed for as long as it takes, and lost soon after a death."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.many.logfmt import line
from pipeline.many.queue import key, requests_for
from pipeline.request import Request
from pipeline.watching.lock import holding
from storage.work import Work
from tests.support.publisher import edition, write

LEASE = timedelta(seconds=0.4)


@pytest.fixture
def work(tmp_path):
    with Work(f"sqlite:///{tmp_path / 'zvirka.db'}") as work:
        yield work


def test_hold_outlasts_its_lease_and_ends_with_the_work(work):
    with holding(work, "watch visnyk", "first", LEASE) as lost:
        time.sleep(3 * LEASE.total_seconds())
        assert not lost.is_set()
        with holding(work, "watch visnyk", "second", LEASE) as nothing:
            assert nothing is None
    with holding(work, "watch visnyk", "second", LEASE) as lost:
        assert lost is not None


def test_dead_holder_is_followed_by_the_next(work):
    assert work.hold("watch visnyk", "dead", datetime.now(UTC) - 2 * LEASE, lease=LEASE)
    with holding(work, "watch visnyk", "alive", LEASE) as lost:
        assert lost is not None


def test_holder_that_slept_too_long_is_told(work):
    with holding(work, "watch visnyk", "first", LEASE) as lost:
        later = datetime.now(UTC) + timedelta(hours=1)
        assert work.hold("watch visnyk", "second", later, lease=LEASE), "as if the first had slept for an hour"
        assert lost.wait(5)


def test_batch_takes_folders_of_stories_and_single_ones(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / "all" / name, [edition("uk"), edition("ru")])
    single = write(tmp_path / "single", [edition("uk"), edition("ru")])
    found = requests_for([str(tmp_path / "all"), str(single), "https://visnyk.example/1"], "")
    expected = [str(tmp_path / "all" / "one"), str(tmp_path / "all" / "two"), str(single), "https://visnyk.example/1"]
    assert [key(each) for each in found] == expected


def test_stories_of_an_archive_have_keys_of_their_own():
    crawl = [Request(story="a.warc", editions={"uk": f"u{n}", "ru": f"r{n}"}) for n in range(2)]
    assert [key(each) for each in crawl] == ["r0 u0", "r1 u1"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"story": "a-1", "seconds": "0.4"}, "story=a-1 seconds=0.4"),
        ({"why": 'it said "no"', "nothing": ""}, 'why="it said \\"no\\"" nothing=""'),
    ],
)
def test_lines_for_programs(values, expected):
    assert line(**values) == expected
