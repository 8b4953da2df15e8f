"""Who has to be told about which finding, and who was."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.outbox import Due, Notices
from storage.store import Store
from tests.support.stories import HOUR, NOW, comparison


@pytest.fixture
def notices(database_url):
    with Store(database_url) as store:
        for story in ("s", "another"):
            store.record(comparison(story), {})
    with Notices(database_url) as notices:
        yield notices


def due(*names, story="s"):
    return [Due(story=story, finding=name) for name in names]


def test_the_oldest_comes_first(notices):
    notices.note("desk", due("b"), NOW + HOUR)
    notices.note("desk", due("c", "a"), NOW)
    assert notices.due("desk") == due("a", "c", "b")


def test_each_target_is_told_by_itself(notices):
    notices.note("desk", due("a", "b"), NOW)
    notices.note("mail", due("a"), NOW)
    notices.mark_sent("desk", due("a"), NOW + HOUR)
    assert (notices.due("desk"), notices.due("mail"), notices.due("nobody")) == (due("b"), due("a"), [])


def test_what_was_told_is_never_due_again(notices):
    notices.note("desk", due("a"), NOW)
    notices.mark_sent("desk", due("a"), NOW)
    notices.note("desk", due("a"), NOW + HOUR)
    assert notices.due("desk") == []
    notices.note("desk", due("a", story="another"), NOW + HOUR)
    assert notices.due("desk") == due("a", story="another")


def test_the_first_time_of_noting_stays(notices):
    notices.note("desk", due("a"), NOW)
    notices.note("desk", due("b"), NOW + HOUR)
    notices.note("desk", due("a"), NOW + 2 * HOUR)
    assert notices.due("desk") == due("a", "b")


def test_nothing_to_note(notices):
    notices.note("desk", [], NOW)
    notices.mark_sent("desk", [], NOW)
    assert notices.due("desk") == []


def test_many_note_the_same_at_once(notices):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: notices.note("desk", due("a", "b", "c"), NOW), range(12)))
    assert notices.due("desk") == due("a", "b", "c")
