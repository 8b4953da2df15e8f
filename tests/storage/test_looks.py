from datetime import timedelta

from tests.support.stories import HOUR, NOW, comparison


def test_looks_of_long_ago_are_forgotten(store):
    store.record(comparison("old"), {})
    store.record(comparison("new"), {})
    store.looks.note("user:anna", "old", NOW, NOW)
    store.looks.note("user:anna", "new", NOW, NOW + 2 * HOUR)
    store.prune(NOW + HOUR, dry_run=True)
    later = NOW + timedelta(days=1)
    assert store.looks.note("user:boris", "old", NOW, later) is None
    store.prune(NOW + HOUR, dry_run=False)
    assert store.looks.note("user:anna", "old", NOW + HOUR, later) is None
    assert store.looks.note("user:anna", "new", NOW + HOUR, later) == NOW
