from dataclasses import replace

import pytest

from tests.support.stories import HOUR, NOW, comparison, finding, snapshot

OLD, NEWER = NOW, NOW + 48 * HOUR


@pytest.fixture
def story(store):
    """A story whose Ukrainian page changed once, with one comparison before and one after."""
    store.record(
        comparison(), {"uk": snapshot(b"old" * 100), "en": snapshot(b"same", url="https://visnyk.example/en/1")}
    )
    later = comparison(created=NEWER, findings=(finding("b"),))
    pages = {
        "uk": snapshot(b"new", fetched=NEWER),
        "en": snapshot(b"same", fetched=NEWER, url="https://visnyk.example/en/1"),
    }
    store.record(later, pages)
    return later


def test_history_is_oldest_first(store, story):
    assert [each.created for each in store.history(story.story)] == [OLD, NEWER]
    assert [each.created for each in store.history(story.story, limit=1)] == [NEWER]
    assert store.history("nowhere") == ()


def test_address_gives_what_it_held_last(store, story):
    assert store.snapshot("https://visnyk.example/uk/1") == snapshot(b"new", fetched=NEWER)
    assert store.snapshot("https://visnyk.example/en/1").fetched == NEWER
    assert store.snapshot("https://visnyk.example/other") is None
    assert story


def test_story_gives_the_newest_snapshot_of_each_edition(store, story):
    assert {language: each.raw for language, each in store.snapshots(story.story).items()} == {
        "uk": b"new",
        "en": b"same",
    }


def test_validators_of_the_last_answer_are_kept(store):
    store.record(comparison(), {"uk": snapshot()})
    renewed = replace(snapshot(fetched=NEWER), headers={"etag": '"2"'})
    store.record(comparison(), {"uk": renewed})
    assert store.snapshot("https://visnyk.example/uk/1").headers == {"etag": '"2"'}


def test_dry_run_only_counts(store, story):
    before = NEWER
    dry = store.prune(before, dry_run=True)
    assert (dry.comparisons, dry.snapshots) == (1, 1)
    assert dry.freed > 0
    assert len(store.history(story.story)) == 2
    assert store.prune(before, dry_run=False) == dry
    assert [each.created for each in store.history(story.story)] == [NEWER]
    assert store.prune(before, dry_run=False) == replace(dry, comparisons=0, snapshots=0, freed=0)


def test_newest_is_never_forgotten(store, story):
    store.prune(NEWER + 1000 * HOUR, dry_run=False)
    assert store.comparison(story.story) == story
    assert set(store.snapshots(story.story)) == {"uk", "en"}


def test_bytes_that_another_story_needs_stay(store, story):
    store.record(comparison("other"), {"uk": snapshot(b"old" * 100)})
    assert store.prune(NEWER, dry_run=False).freed == 0
    assert store.snapshots("other")["uk"].raw == b"old" * 100
    assert story
