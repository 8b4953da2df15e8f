import io
import sys
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from review import people
from review.access import UnsafeAddressError, loopback
from review.app import TRIES, WITHIN, create
from review.guards import tokens
from review.guards.rate_limits import Limit
from storage.user_accounts import Role, hashed, matches

STORY = "/stories/security-guarantees"
DECIDE = {"finding": "n-8d01c2f7a6b3", "reason": "deliberate", "scope": "text"}


def test_nobody_logs_in_on_this_machine_alone(shared):
    assert shared.client().get("/me.json").json()["name"] == "local"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_other_addresses_need_users(site, host):
    with pytest.raises(UnsafeAddressError, match=r"python -m review\.people add"):
        create(site.settings, site.store, host=host)
    site.store.users.put("anna", "correct horse", Role.ADMIN, datetime.now(UTC))
    assert create(site.settings, site.store, host=host)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_what_is_this_machine(host, own):
    assert loopback(host) is own


def test_a_foreign_name_for_this_machine_is_refused(shared):
    # A page elsewhere may let its name point here; without login the name has to be ours.
    answer = shared.client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 403
    assert "for this machine alone" in answer.text


@pytest.mark.parametrize("path", ["/", STORY, f"{STORY}/history", "/publishers", "/check", "/audit", f"{STORY}.md"])
def test_with_users_everything_asks_for_a_login(shared_staffed, path):
    answer = shared_staffed.client().get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")


@pytest.mark.parametrize(
    "path",
    [
        "/stories.json",
        f"{STORY}.json",
        f"{STORY}/decisions.json",
        "/publishers.json",
        "/audit.json",
        "/checks/x.json",
        "/checks/x/events",
    ],
)
def test_programs_are_told_to_log_in(shared_staffed, path):
    assert shared_staffed.client().get(path).status_code == 401


ALLOWED = {
    ("reader", "/"): 200,
    ("reader", "/check"): 403,
    ("reader", "/audit"): 403,
    ("editor", "/check"): 200,
    ("editor", "/audit"): 403,
    ("admin", "/check"): 200,
    ("admin", "/audit"): 200,
}


@pytest.mark.parametrize(("role", "path"), ALLOWED)
def test_roles_allow_more_and_more(shared_staffed, role, path):
    assert shared_staffed.looking(role).get(path).status_code == ALLOWED[role, path]


def test_readers_see_no_buttons_and_may_not_decide(staffed):
    reader, editor = staffed.client("reader"), staffed.client("editor")
    assert "form.dismiss" not in reader.get(STORY).text
    assert 'class="dismiss"' not in reader.get(STORY).text
    assert reader.submit(f"{STORY}/decisions", **DECIDE).status_code == 403
    assert editor.submit(f"{STORY}/decisions", **DECIDE).status_code == 303
    assert editor.get(f"{STORY}/decisions.json").json()[0]["who"] == "editor"


def test_login_goes_where_one_wanted_to_go_but_never_elsewhere(shared_staffed):
    for wanted, target in (
        ("/publishers", "/publishers"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        answer = shared_staffed.client().submit("/login", name="reader", password="correct horse", next=wanted)
        assert answer.headers["location"] == target


def test_cookies_cannot_be_read_by_scripts_or_sent_from_elsewhere(shared_staffed):
    answer = shared_staffed.client().submit("/login", name="reader", password="correct horse")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_guessing_is_slowed_down(staffed):
    assert (TRIES, WITHIN) == (10, 300)
    staffed.app.state.logins = Limit(2, WITHIN)
    client = staffed.client()
    answers = [client.submit("/login", name="admin", password="guess").status_code for _ in range(3)]
    assert answers == [401] * 2 + [429]
    assert client.submit("/login", name="admin", password="correct horse").status_code == 429
    told = client.submit("/login.json", name="admin", password="correct horse")
    assert (told.status_code, "Too many tries" in told.json()["detail"]) == (429, True)
    assert int(told.headers["retry-after"]) > 0
    assert [entry.action for entry in staffed.store.users.trail()].count("login-failed") == 2


def test_sessions_end_with_logout_removal_or_a_new_password(staffed):
    client = staffed.client("editor")
    assert client.submit("/logout").headers["location"] == "/login"
    assert client.get("/").status_code == 303
    client = staffed.client("editor")
    staffed.store.users.put("editor", "another password", Role.EDITOR, datetime.now(UTC))
    assert client.get("/").status_code == 303
    client = staffed.client("reader")
    staffed.store.users.disable("reader", datetime.now(UTC))
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("path", ["/logout", "/logout.json"])
def test_a_copied_cookie_is_worth_nothing_after_logout_and_other_logins_go_on(staffed, path):
    leaving, staying = staffed.client("editor"), staffed.client("editor")
    copy = leaving.cookies["session"]
    leaving.submit(path)
    thief = staffed.client()
    thief.cookies["session"] = copy
    assert thief.get("/").status_code == 303
    assert staying.get("/").status_code == 200


def test_ended_sessions_are_forgotten_when_their_cookies_are_too_old(staffed):
    users, then, lasts = staffed.store.users, datetime.now(UTC), timedelta(days=14)
    users.end_session("first", then, lasts)
    users.end_session("first", then, lasts)
    users.end_session("second", then + lasts, lasts)
    assert users.ended("first")
    users.end_session("third", then + lasts + timedelta(seconds=1), lasts)
    assert [users.ended(name) for name in ("first", "second", "third")] == [False, True, True]


@pytest.mark.parametrize("change", ["no token", "wrong token", "foreign origin", "no cookie"])
def test_forms_of_other_sites_change_nothing(shared, change):
    client = shared.client()
    token = client.get("/me.json").json()["token"]
    headers = {"origin": "https://evil.example"} if change == "foreign origin" else {}
    if change == "no cookie":
        client.cookies.clear()
    data = DECIDE | {"token": {"no token": "", "wrong token": "x"}.get(change, token)}
    assert client.post(f"{STORY}/decisions", data=data, headers=headers).status_code == 403
    assert shared.client().get(f"{STORY}/decisions.json").json() == []


def test_a_form_has_a_size(shared):
    assert shared.client().post("/check", content=b"uk=" + b"a" * 2_000_001).status_code == 413


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_what_is_no_form_is_refused(shared, content):
    answer = shared.client().post("/checks.json", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 400


def test_programs_log_in_and_out(shared_staffed):
    client = shared_staffed.client()
    assert client.submit("/login.json", name="editor", password="guess").json() == {
        "detail": "Name or password is wrong"
    }
    assert client.submit("/login.json", name="editor", password="correct horse").json()["role"] == "editor"
    assert client.get("/me.json").json() == client.get("/login.json").json()
    assert client.get("/stories.json").status_code == 200
    assert client.submit("/logout.json").json()["logged_in"] is False
    assert client.get("/stories.json").status_code == 401


GONE = "Матеріал звірено заново, і цього зауваження вже немає; відкрийте сторінку знову"
#: What is asked for, and what is answered in Ukrainian: to people on a page, to programs as JSON.
REFUSALS = [
    ("GET", "/nowhere", 404, "Такої сторінки немає"),
    ("GET", "/stories/nothing", 404, "Матеріалу nothing немає"),
    ("GET", "/checks/nothing", 404, "Такої звірки немає; можливо, вона була надто давно"),
    ("GET", "/audit?before=x", 422, "В адресі є те, що там прочитати не можна: before"),
    ("GET", "/?after=x", 400, "У списку немає такої сторінки чи фільтра; почніть із початку"),
    ("PUT", "/check", 405, "Тут цього зробити не можна"),
    ("POST", "/check", 403, "Форма застаріла; відкрийте сторінку знову й повторіть"),
    (
        "POST",
        f"{STORY}/decisions",
        409,
        "Матеріал звірено заново, і цього зауваження вже немає; відкрийте сторінку знову",
    ),
    ("POST", "/decisions/999/undo", 404, "Такого рішення немає"),
    ("POST", "/set-aside", 409, "Цей матеріал уже повернуто в роботу"),
]


@pytest.mark.parametrize(("method", "path", "status", "told"), REFUSALS)
def test_refusals_are_told_in_the_reader_s_language(shared, method, path, status, told):
    client = shared.client()
    sent = {"finding": "gone", "reason": "deliberate", "scope": "text", "token": client.get("/me.json").json()["token"]}
    if status == 403:
        sent["token"] = "wrong"
    asking = {"headers": {"accept-language": "uk"}, "data": sent if method == "POST" else None}
    page = client.request(method, path, **asking)
    assert (page.status_code, BeautifulSoup(page.text, "lxml").h1.get_text()) == (status, told)
    asking["headers"]["accept"] = "application/json"
    answer = client.request(method, path, **asking)
    assert (answer.status_code, answer.json()) == (status, {"detail": told})


def test_a_mistake_of_ours_is_told_without_its_insides(site):
    client = site.client()
    with site.store.browsing.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE words"))
    answer = client.get("/", params={"q": "secret"})
    assert answer.status_code == 500
    assert "The review app failed; its log says why" in answer.text
    assert "words" not in BeautifulSoup(answer.text, "lxml").main.get_text()
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    told = site.client().get("/stories.json?q=secret")  # the server hangs up on whoever met the mistake
    assert told.json() == {"detail": "The review app failed; its log says why"}


def test_tokens_are_bound_to_their_use_and_age():
    session = tokens.Session(name="anna", stamp="s", issued=1000)
    cookie = tokens.signed(session, b"key")
    assert tokens.read(cookie, b"key", 1001) == session
    assert tokens.read(cookie, b"other", 1001) is None
    assert tokens.read(cookie, b"key", 1000 + tokens.LASTS) is None
    assert tokens.read(cookie, b"key", 999) is None
    assert tokens.read(cookie[:-1], b"key", 1001) is None
    assert tokens.read("", b"key", 1001) is None
    of_before = tokens.sealed("session", urlsafe_b64encode(b'["anna", "s", 1000]').decode(), b"key")
    assert tokens.read(of_before, b"key", 1001) is None
    assert not tokens.fits(tokens.form_token("a", b"key"), "b", b"key")


def test_passwords_are_kept_as_hashes():
    kept = hashed("пароль")
    assert kept != hashed("пароль")
    assert "пароль" not in kept
    assert matches("пароль", kept)
    assert not matches("Пароль", kept)


def test_limits_forget_in_time():
    now = 0.0
    limit = Limit(2, 10, lambda: now)
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 10]
    assert limit.wait("b") == 0
    now = 10.5
    assert limit.wait("a") == 0


def test_people_are_added_and_removed_by_command(site, monkeypatch, capsys):
    environment = {"ZVIRKA_HOME": str(site.settings.home)}
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert people.main(["add", "anna"], environment) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("long enough password\n"))
    assert people.main(["add", "anna", "--role", "admin"], environment) == 0
    assert site.store.users.check("anna", "long enough password").role is Role.ADMIN
    assert people.main(["list"], environment) == 0
    assert capsys.readouterr().out == "anna\tadmin\n"
    assert people.main(["remove", "anna"], environment) == 0
    assert people.main(["remove", "anna"], environment) == 2
    assert not site.store.users.any()
    trail = [(entry.action, entry.subject, entry.detail) for entry in site.store.users.trail()]
    assert trail == [("user-removed", "anna", ""), ("user-set", "anna", "admin")]
