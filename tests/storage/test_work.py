"""The books: every story once, whoever dies on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.many.queue import AT_ONCE, key, weight
from pipeline.request import Request, pack_request
from storage.work_items import DONE, SET_ASIDE, TRIES, WAITING, Work

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEASE = timedelta(minutes=10)


@pytest.fixture
def work(database_url):
    with Work(database_url) as work:
        work.plan("batch", {"a": "{}", "b": "{}"}, NOW)
        yield work


def take(work, owner, now=NOW):
    return work.take("batch", owner, now, lease=LEASE)


def states(work):
    return {item.key: item.state for item in work.items("batch")}


def test_two_workers_never_have_the_same_story(work):
    assert [take(work, "one").key, take(work, "two").key, take(work, "one")] == ["a", "b", None]


def test_planning_again_changes_nothing(work):
    work.finish(take(work, "one"), NOW, story="s", exit_status=0)
    work.plan("batch", {"a": "{}", "b": "{}", "c": "{}"}, NOW)
    assert states(work) == {"a": DONE, "b": WAITING, "c": WAITING}


def test_story_of_a_dead_worker_is_taken_when_its_lease_ends(work):
    take(work, "dead")
    take(work, "alive")
    assert take(work, "alive", NOW + LEASE) is None
    assert take(work, "alive", NOW + LEASE + timedelta(seconds=1)).key == "a"


def test_story_given_back_is_taken_at_once_and_was_never_tried(work):
    left = take(work, "told to end")
    assert work.give_back("batch", "told to end", NOW) == 1
    assert not work.finish(left, NOW, story="too late", exit_status=0)
    again = take(work, "next")
    assert (again.key, again.tries) == ("a", 1)
    assert work.give_back("batch", "told to end", NOW) == 0, "it is somebody else's now"


def test_story_left_by_somebody_who_is_gone_is_free_and_was_tried(work):
    take(work, "gone")
    mine = take(work, "here")
    assert work.take_from_others("batch", "here", NOW) == 1
    left = take(work, "here")
    assert (left.key, left.tries) == ("a", 2)
    assert work.finish(mine, NOW, story="s", exit_status=0), "what is in one's own hand stays there"


def test_late_worker_does_not_overwrite_the_one_who_took_over(work):
    late = take(work, "late")
    after = NOW + LEASE * 2
    quick = take(work, "quick", after)
    while quick.key != late.key:  # what was never tried comes first
        work.finish(quick, after, story="other", exit_status=0)
        quick = take(work, "quick", after)
    assert work.finish(quick, after, story="quick", exit_status=0)
    assert not work.finish(late, after, story="late", exit_status=0)
    assert {item.key: item.story for item in work.items("batch")}["a"] == "quick"


def test_story_that_fails_comes_after_the_others_and_is_set_aside_at_last(work):
    seen = []
    while (item := take(work, "one")) is not None:
        seen.append(item.key)
        if item.key == "a":
            work.fail(item, NOW, '{"message": "no"}')
        else:
            work.finish(item, NOW, story="s", exit_status=0)
    assert seen == ["a", "b"] + ["a"] * (TRIES - 1)
    assert states(work) == {"a": SET_ASIDE, "b": DONE}
    assert [item.key for item in work.set_aside()] == ["a"]


def test_story_that_kills_its_workers_is_set_aside(work):
    now = NOW
    for _ in range(TRIES):
        work.finish(take(work, "b", now), now, story="s", exit_status=0) if now == NOW else None
        assert take(work, "victim", now) is not None
        now += LEASE * 2
    assert take(work, "victim", now) is None
    assert SET_ASIDE in states(work).values()


def test_story_that_rests_is_left_alone(work):
    work.finish(take(work, "one"), NOW, story="s", exit_status=0)
    work.fail(take(work, "one"), NOW, "{}", rest=timedelta(minutes=2))
    assert take(work, "one", NOW + timedelta(minutes=1)) is None
    assert work.unfinished(NOW + timedelta(minutes=1)) == []
    assert take(work, "one", NOW + timedelta(minutes=3)).key == "b"


def test_run_that_somebody_works_on_is_not_taken_up(work):
    take(work, "one")
    assert work.unfinished(NOW) == []
    assert work.unfinished(NOW + LEASE + timedelta(seconds=1)) == ["batch"]


def test_what_is_old_is_forgotten_and_what_waits_is_not(work):
    work.finish(take(work, "one"), NOW, story="s", exit_status=0)
    assert work.forget(NOW + timedelta(days=1)) == 1
    assert states(work) == {"b": WAITING}
    assert work.counts() == {WAITING: 1, DONE: 0, SET_ASIDE: 0}


@pytest.mark.parametrize(
    ("request_", "at_a_time"),
    [
        (Request(story="https://visnyk.example/1"), 4),
        (Request(editions={"uk": "https://visnyk.example/1", "en": "https://visnyk.example/en/1"}), 4),
        (Request(story="/stories/1"), 2),
        (Request(story="/day.warc.gz", editions={"uk": "https://visnyk.example/1"}), 2),
    ],
)
def test_stories_that_wait_for_nothing_are_not_taken_many_at_a_time(work, request_, at_a_time):
    work.plan("other", {key(request_): pack_request(request_)}, NOW)
    (item,) = work.items("other")
    assert AT_ONCE // weight(item) == at_a_time
