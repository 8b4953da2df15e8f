"""Who may log in, the trail of what they did, and the keys of an installation."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.user_accounts import Role, hashed, matches
from tests.support.stories import HOUR, NOW


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.READER, {Role.READER}),
        (Role.EDITOR, {Role.READER, Role.EDITOR}),
        (Role.ADMIN, {Role.READER, Role.EDITOR, Role.ADMIN}),
    ],
)
def test_each_role_may_do_what_the_ones_below_may(role, allowed):
    assert {wanted for wanted in Role if role.allows(wanted)} == allowed


def test_password_is_kept_with_a_salt_and_nowhere_in_words():
    one, other = hashed("річка 7"), hashed("річка 7")
    assert one != other
    assert "7" not in one.partition("$")[0]
    assert matches("річка 7", one)
    assert not matches("річка 8", one)


def test_user_is_let_in_with_the_right_password_only(store):
    store.users.put("anna", "first", Role.EDITOR, NOW)
    assert store.users.check("anna", "first").role is Role.EDITOR
    assert store.users.check("anna", "second") is None
    assert store.users.check("nobody", "first") is None


def test_another_password_ends_the_sessions_of_before(store):
    store.users.put("anna", "first", Role.EDITOR, NOW)
    before = store.users.get("anna")
    store.users.put("anna", "second", Role.ADMIN, NOW + HOUR)
    after = store.users.get("anna")
    assert after.stamp != before.stamp
    assert (after.role, after.created) == (Role.ADMIN, NOW)
    assert store.users.check("anna", "first") is None


def test_another_role_keeps_the_password_and_the_sessions(store):
    store.users.put("anna", "first", Role.EDITOR, NOW)
    before = store.users.get("anna")
    assert store.users.change_role("anna", Role.READER)
    after = store.users.get("anna")
    assert (after.role, after.stamp) == (Role.READER, before.stamp)
    assert not store.users.change_role("nobody", Role.READER)


def test_the_trail_holds_no_novels_and_nothing_that_steers_a_terminal(store):
    store.users.note("a\x1b[2J\u202e" + "x" * 10_000, "login-failed", "1\n2", NOW, "y" * 10_000)
    (entry,) = store.users.trail()
    assert entry.who.startswith("a\\x1b[2J\\u202exxx")
    assert (len(entry.who) < 600, len(entry.detail)) == (True, 503)
    assert entry.subject == "1\\n2"


def test_somebody_who_is_out_is_out_everywhere_until_put_again(store):
    store.users.put("anna", "first", Role.EDITOR, NOW)
    store.users.put("boris", "other", Role.READER, NOW)
    assert store.users.disable("anna", NOW)
    assert not store.users.disable("anna", NOW), "already out"
    assert store.users.get("anna") is None
    assert store.users.check("anna", "first") is None
    assert not store.users.change_role("anna", Role.ADMIN)
    assert [user.name for user in store.users.all()] == ["boris"]
    store.users.put("anna", "again", Role.READER, NOW)
    assert [user.name for user in store.users.all()] == ["anna", "boris"]


def test_whether_anybody_may_log_in(store):
    assert not store.users.any()
    store.users.put("anna", "first", Role.ADMIN, NOW)
    assert store.users.any()
    store.users.disable("anna", NOW)
    assert not store.users.any()


def test_key_is_made_once_even_by_many_at_once(store):
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: store.users.key("sessions"), range(12)))
    assert len(keys) == 1
    assert len(keys.pop()) == 32
    assert store.users.key("forms") != store.users.key("sessions")


def test_trail_is_newest_first_and_goes_back_piece_by_piece(store):
    for number in range(5):
        store.users.note("anna", "dismissed", f"finding-{number}", NOW + number * HOUR, detail="meant")
    newest = store.users.trail(limit=2)
    assert [entry.subject for entry in newest] == ["finding-4", "finding-3"]
    assert (newest[0].who, newest[0].action, newest[0].detail, newest[0].at) == (
        "anna", "dismissed", "meant", NOW + 4 * HOUR,
    )  # fmt: skip
    assert [each.subject for each in store.users.trail(before=newest[-1].id)] == ["finding-2", "finding-1", "finding-0"]
