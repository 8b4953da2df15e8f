"""What may be forgotten: what is old and has something newer after it, never the newest."""

from dataclasses import replace

import pytest

from tests.support.stories import HOUR, NOW, comparison, finding, snapshot


def recorded(store, times, story="s"):
    """Record a story several times, each with a page of its own."""
    for number, hours in enumerate(times):
        made = comparison(story, findings=(finding(str(number)),), created=NOW + hours * HOUR)
        page = replace(snapshot(), raw=b"page %d " % number * 200, fetched=made.created)
        store.record(made, {"uk": page})


def test_the_newest_of_a_story_stays_however_old_it_is(store):
    recorded(store, [0])
    pruned = store.prune(NOW + 1000 * HOUR, dry_run=False)
    assert (pruned.comparisons, pruned.snapshots, pruned.freed) == (0, 0, 0)
    assert store.comparison("s") is not None
    assert store.snapshots("s")["uk"].raw.startswith(b"page 0")


def test_what_has_a_newer_one_after_it_goes_with_its_bytes(store):
    recorded(store, [0, 1, 2])
    pruned = store.prune(NOW + 1.5 * HOUR, dry_run=False)
    assert (pruned.comparisons, pruned.snapshots) == (2, 2)
    assert pruned.freed > 0
    assert store.snapshots("s")["uk"].raw.startswith(b"page 2")
    assert store.prune(NOW + 1.5 * HOUR, dry_run=False).comparisons == 0


def test_a_dry_run_says_the_same_and_changes_nothing(store):
    recorded(store, [0, 1, 2])
    said = store.prune(NOW + 1.5 * HOUR, dry_run=True)
    assert said == store.prune(NOW + 1.5 * HOUR, dry_run=False)


@pytest.mark.parametrize("before", [-1, 0])
def test_nothing_older_than_the_time_is_nothing_to_do(store, before):
    recorded(store, [0, 1])
    assert store.prune(NOW + before * HOUR, dry_run=False).comparisons == 0


def test_stories_are_pruned_each_by_itself(store):
    recorded(store, [0, 5], "one")
    recorded(store, [0], "two")
    store.prune(NOW + 2 * HOUR, dry_run=False)
    assert {each.id for each in store.stories().stories} == {"one", "two"}
    assert store.snapshots("two")["uk"].raw.startswith(b"page 0")
