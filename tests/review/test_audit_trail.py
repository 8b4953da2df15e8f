"""Every change leaves an entry that says who, and one of tomorrow has to stand here."""

import shutil
from datetime import UTC, datetime

import pytest

from storage.decisions import Choice, Reason, Scope
from storage.user_accounts import Role
from tests.review.conftest import Site
from tests.review.test_routes_and_roles import FILLED, all_routes
from tests.review.test_running import given_up
from tests.support.desk import Desk
from tests.support.pool import wait_until

PASSWORD = "correct horse"
FINDING = {"finding": FILLED["finding"]}
WATCHED = '[visnyk]\nfeeds = ["https://kurier.example/rss"]\n\n[[visnyk.notify]]\nto = "VISNYK_DESK"\n'
FEED = {"name": "herald", "feeds": "https://herald.example/rss"}
#: What is sent to change something, and what stands in the trail then, by path without ``.json``.
CHANGES = {
    "/login": ({"name": "editor", "password": PASSWORD}, "login"),
    "/logout": ({}, "logout"),
    "/me/password": ({"old": PASSWORD, "password": "battery staple"}, "password"),
    "/users": ({"name": "anna", "password": PASSWORD, "role": "reader"}, "user-set"),
    "/users/role": ({"name": "reader", "role": "editor"}, "user-set"),
    "/users/remove": ({"name": "reader"}, "user-removed"),
    "/stories/{story}/share": ({"days": "3"}, "share"),
    "/stories/{story}/delete": ({}, "delete"),
    "/stories/{story}/owner": ({"owner": "editor"}, "owner"),
    "/stories/{story}/comments": (FINDING | {"text": "seen"}, "comment"),
    "/stories/{story}/decisions": (FINDING | {"reason": "deliberate", "scope": "text"}, "dismiss"),
    "/decisions/{decision}/undo": ({"story": FILLED["story"]}, "undo"),
    "/stories/{story}/drafts": ({"finding": "m-1f3390ab54e8"}, "draft"),
    "/stories/{story}/check": ({}, "check"),
    "/check": ({"uk": "Міст відкрили.", "en": "The bridge was opened."}, "check"),
    "/checks": ({"uk": "Міст відкрили.", "en": "The bridge was opened."}, "check"),
    "/set-aside": ({"batch": "night", "key": "one"}, "return"),
    "/settings": ({"history.keep_days": "9"}, "settings"),
    "/glossary": ({"text": '[[term]]\nforbidden = { en = ["warranty"] }\n'}, "glossary"),
    "/add-publisher": (FEED, "publisher-added"),
    "/publishers/{name}/edit": (FEED | {"name": "visnyk"}, "publisher-changed"),
    "/publishers/{name}/notices": ({"number": "0"}, "notice-test"),
    "/publishers/{name}/{act}": ({}, "publisher-pause"),
}
#: What is posted for its length, and changes nothing.
ASKING = {"/gate", "/add-publisher/try", "/glossary/try"}
POSTS = sorted(path for method, path in all_routes() if method == "POST" and path.removesuffix(".json") not in ASKING)


@pytest.fixture
def site(tmp_path, server, staffed_template, libre, monkeypatch):
    """The app with three people, a publisher, a provider of drafts, a decision, and a story that was set aside."""
    desk, home = Desk(), tmp_path / "home"
    monkeypatch.setenv("VISNYK_DESK", desk.url)
    home.mkdir()
    shutil.copy(staffed_template, home / "zvirka.db")
    (home / "zvirka.toml").write_text('[drafts]\nprovider = "libre"\nretries = 0\ndelay = 0.0\n')
    (home / "publishers.toml").write_text(WATCHED)
    site = Site(home, server, ZVIRKA_LIBRE_URL=libre.base, ZVIRKA_ALLOW_HOSTS="127.0.0.1").start()
    given_up(site)
    yield site
    wait_until(lambda: all(job.done for job in site.app.state.jobs._jobs.values()))
    site.stop()
    desk.stop()


def decide(site):
    """Set a finding aside, which can be undone."""
    found = site.store.comparison(FILLED["story"])
    choice = Choice(reason=Reason.DELIBERATE, scope=Scope.TEXT, who="admin", made=datetime.now(UTC), note="")
    site.store.decisions.make(found, found.findings[:1], choice)


@pytest.mark.parametrize("path", POSTS)
def test_every_change_leaves_an_entry(site, path):
    change = path.removesuffix(".json")
    sent, action = CHANGES[change]
    client = site.client(None if change == "/login" else Role.ADMIN.value)
    target = path.format(**FILLED | {"name": "visnyk", "act": "pause"})
    if "undo" in path:
        decide(site)
    if path.startswith("/publishers/{name}/edit"):
        sent = client.get("/publishers/visnyk/edit.json").json() | sent
    before = {each.id for each in site.store.users.trail()}
    answer = client.submit(target, **sent)
    assert answer.status_code < 400, answer.text[-400:]
    new = [(each.action, each.who) for each in site.store.users.trail() if each.id not in before]
    assert new == [(action, sent["name"] if change == "/login" else Role.ADMIN.value)]
