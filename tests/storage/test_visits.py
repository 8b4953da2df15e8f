from datetime import timedelta

from tests.support.stories import HOUR, NOW, comparison


def test_visits_of_long_ago_are_forgotten(store):
    store.record(comparison("old"), {})
    store.record(comparison("new"), {})
    store.visits.note("user:anna", "old", NOW, NOW)
    store.visits.note("user:anna", "new", NOW, NOW + 2 * HOUR)
    store.prune(NOW + HOUR, dry_run=True)
    later = NOW + timedelta(days=1)
    assert store.visits.note("user:boris", "old", NOW, later) is None
    store.prune(NOW + HOUR, dry_run=False)
    assert store.visits.note("user:anna", "old", NOW + HOUR, later) is None
    assert store.visits.note("user:anna", "new", NOW + HOUR, later) == NOW


SEEN = [NOW, NOW + HOUR, NOW + 2 * HOUR]
MINUTE = timedelta(minutes=1)


def test_a_reader_is_told_what_was_seen_the_time_before(store):
    store.record(comparison("s"), {})
    assert store.visits.note("anna", "s", SEEN[0], NOW) is None
    assert store.visits.note("anna", "s", SEEN[1], NOW + HOUR) == SEEN[0]
    assert store.visits.note("anna", "s", SEEN[2], NOW + 2 * HOUR) == SEEN[1]


def test_readers_do_not_see_with_one_anothers_eyes(store):
    store.record(comparison("s"), {})
    store.visits.note("anna", "s", SEEN[0], NOW)
    assert store.visits.note("boris", "s", SEEN[1], NOW + HOUR) is None


def test_looks_in_a_row_are_one(store):
    store.record(comparison("s"), {})
    store.visits.note("anna", "s", SEEN[0], NOW)
    begun = NOW + timedelta(days=1)
    told = [store.visits.note("anna", "s", SEEN[1], begun + number * 20 * MINUTE) for number in range(4)]
    assert told == [SEEN[0]] * 4, "each within half an hour of the one before"
    assert store.visits.note("anna", "s", SEEN[1], begun + 60 * MINUTE + 31 * MINUTE) == SEEN[1]
