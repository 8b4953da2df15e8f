"""How far a decision reaches, when it lapses, and that it can be taken back."""

from dataclasses import replace

import pytest

from alignment.types import FindingKind
from storage.decisions import Choice, Reason, Scope
from tests.support.stories import HOUR, NOW, comparison, finding

OTHER_KIND = finding("kind", kind=FindingKind.NAME)
OTHER_EDITION = finding("edition", edition="uk")
ALIKE = finding("alike")
OURS = finding("ours")


def choice(scope, **changes):
    return replace(Choice(reason=Reason.DELIBERATE, scope=scope, who="anna", made=NOW), **changes)


def of_publisher(name, story, *found):
    return replace(comparison(story, findings=found), publisher=name)


def recorded(store, *made):
    for each in made:
        store.record(each, {})
    return made


@pytest.mark.parametrize(
    ("scope", "here", "sister", "stranger"),
    [
        (Scope.TEXT, {"ours"}, {"ours"}, {"ours"}),
        (Scope.STORY, {"ours", "alike"}, set(), set()),
        (Scope.PUBLISHER, {"ours", "alike"}, {"ours", "alike"}, set()),
    ],
)
def test_a_decision_reaches_as_far_as_its_scope(store, scope, here, sister, stranger):
    found = (OURS, ALIKE, OTHER_KIND, OTHER_EDITION)
    stories = recorded(
        store,
        of_publisher("Visnyk", "here", *found),
        of_publisher("Visnyk", "sister", *found),
        of_publisher("Herald", "stranger", *found),
    )
    store.decisions.make(stories[0], [OURS], choice(scope))
    for made, expected in zip(stories, (here, sister, stranger), strict=True):
        holding = store.decisions.of(made).holding
        assert {name.removeprefix("finding-") for name in holding} == expected
        open_now = sum(store.summary(made.story).counts.values())
        assert open_now == len(found) - len(expected), "the list counts as the report does"


@pytest.mark.parametrize("scope", list(Scope))
def test_undone_is_as_if_never_made_and_stays_in_the_history(store, scope):
    (made,) = recorded(store, comparison("here", findings=(OURS, ALIKE)))
    (number,) = store.decisions.make(made, [OURS], choice(scope, note="the house's style"))
    assert store.decisions.undo(number, who="boris", at=NOW + HOUR)
    assert not store.decisions.undo(number, who="boris", at=NOW + HOUR)
    assert not store.decisions.undo(number + 1, who="boris", at=NOW + HOUR)
    assert store.decisions.of(made).holding == {}
    assert sum(store.summary("here").counts.values()) == 2
    (kept,) = store.decisions.of_story("here")
    assert (kept.note, kept.who, kept.undone_by, kept.undone) == ("the house's style", "anna", "boris", NOW + HOUR)
    assert kept == store.decisions.get(number)


def test_a_decision_about_a_text_lapses_with_the_text_and_comes_back_with_it(store):
    (made,) = recorded(store, comparison("here", findings=(OURS,)))
    (number,) = store.decisions.make(made, [OURS], choice(Scope.TEXT))
    changed = comparison("here", findings=(ALIKE,), created=NOW + HOUR)
    store.record(changed, {})
    standing = store.decisions.of(changed)
    assert (standing.holding, [each.id for each in standing.lapsed]) == ({}, [number])
    back = comparison("here", findings=(OURS,), created=NOW + 2 * HOUR)
    store.record(back, {})
    assert store.decisions.of(back).holding.keys() == {OURS.id}
    assert store.decisions.of(back).lapsed == ()


def test_several_are_decided_in_their_order(store):
    (made,) = recorded(store, comparison("here", findings=(OURS, ALIKE)))
    ids = store.decisions.make(made, [ALIKE, OURS], choice(Scope.TEXT, reason=Reason.WILL_FIX))
    assert [store.decisions.get(number).finding for number in ids] == [ALIKE.id, OURS.id]
    assert [each.id for each in store.decisions.of_story("here")] == list(reversed(ids))
    assert store.decisions.get(max(ids) + 1) is None
