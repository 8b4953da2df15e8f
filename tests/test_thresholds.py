"""What ``benchmarks.thresholds`` moves: a constant wherever it stands, what is derived from it, what rested on it."""

import pytest

from alignment.checks.gaps import candidates, find, matching
from alignment.texts import names, sounds
from benchmarks.thresholds import House, Threshold, lost, shown

BEFORE = {"rows": 0.99, "missing": 0.9, "precision": 0.9, "alarms": 1.0, "found": 0.8, "extra": 0.1}


@pytest.fixture(scope="module")
def house():
    return House()


def test_a_threshold_is_found_with_its_comment(house):
    found = {f"{each.module}.{each.name}": each for each in house.thresholds()}
    closer = found["alignment.checks.claims.name.CLOSER"]
    assert closer.comment.startswith("How much closer the editions must come")
    assert (
        found["alignment.checks.gaps.find.ENOUGH_OF_TWO"].comment == found["alignment.checks.gaps.find.ENOUGH"].comment
    )
    assert not any(name.startswith("alignment.encoders") for name in found)


@pytest.mark.parametrize(
    ("value", "less", "more"), [(10, 8, 12), (3, 2, 4), (1, 0, 2), (0.5, 0.4, 0.6), (-0.06, -0.048, -0.072)]
)
def test_whole_numbers_stay_whole(value, less, more):
    threshold = Threshold("m", "N", value, "")
    assert (threshold.moved(-0.2), threshold.moved(0.2)) == (pytest.approx(less), pytest.approx(more))
    assert type(threshold.moved(0.2)) is type(value)


def test_a_constant_is_moved_wherever_it_was_imported(house):
    usual = candidates.SHORTEST
    house.move("alignment.checks.gaps.candidates", "SHORTEST", 99)
    try:
        assert (candidates.SHORTEST, find.SHORTEST) == (99, 99)
    finally:
        house.move("alignment.checks.gaps.candidates", "SHORTEST", usual)
    assert (usual, usual) == (candidates.SHORTEST, find.SHORTEST)


def test_what_is_derived_follows(house):
    usual, before = matching.LONGER_RUN, matching._COSTS.copy()
    house.move("alignment.checks.gaps.matching", "LONGER_RUN", 2 * usual)
    try:
        assert (before != matching._COSTS).any()
    finally:
        house.move("alignment.checks.gaps.matching", "LONGER_RUN", usual)
    assert (before == matching._COSTS).all()


def test_what_rested_on_it_is_forgotten(house):
    names.names("Левченко приїхав.", "uk")
    assert names.names.cache_info().currsize
    house.move("alignment.texts.sounds", "ALIKE", sounds.ALIKE)
    assert not names.names.cache_info().currsize


def test_changes_are_shown_and_the_costliest_counts():
    worse = BEFORE | {"found": 0.7, "alarms": 1.5}
    assert shown(BEFORE, BEFORE) == "nothing"
    assert shown(BEFORE, worse) == "alarms +0.500, found -0.100"
    assert shown(BEFORE, None) == "does not run"
    assert lost(BEFORE, worse) == pytest.approx(0.1)
    assert lost(BEFORE, BEFORE) == 0
    assert lost(BEFORE, None) == 1
