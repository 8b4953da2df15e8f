"""Settings and the glossary in the browser: put into their files, tried before, and out of everybody else's reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from alignment.checks.registry import CHECKS
from pipeline.settings.load import load_settings
from pipeline.settings.publisher_settings import Publisher
from pipeline.watching import watched_publishers
from tests.review.administration.test_control_room import enter
from tests.review.conftest import Site

FILE = """# The desk's own.
languages = ["uk", "en", "ru"]  # all of them

[fetch]
contact = "desk@example.org"

[checks]
off = ["media"]  # no videos here

[checks.severity]
moved = "minor"  # not so bad
"""
TERMS = '[[term]]\nforbidden = { en = ["security guarantees"] }\nnote = "say warranties"\nseverity = "minor"\n'


@pytest.fixture
def admin(staffed, by_clock):  # noqa: ARG001 - what is saved may set another
    (staffed.settings.home / "zvirka.toml").write_text(FILE)
    return staffed.client("admin")


def file_of(site):
    return (site.settings.home / "zvirka.toml").read_text()


def loaded(site):
    return load_settings({"ZVIRKA_HOME": str(site.settings.home)})


def test_settings_are_put_in_their_place_and_hold_at_once(staffed, admin):
    sent = {"languages": "uk, en", "time_zone": "UTC", "history.keep_days": "30", "history.stale_after": "1,5"}
    sent |= {"check:moved": "own", "check:number": "info", "check:label": "off", "check:media": "own"}
    assert admin.submit("/settings", **sent).headers["location"] == "/settings?done=1"
    assert file_of(staffed) == (
        '# The desk\'s own.\nlanguages = ["uk", "en"]  # all of them\ntime_zone = "UTC"\n\n'
        '[fetch]\ncontact = "desk@example.org"\n\n[checks]\noff = ["label"]  # no videos here\n\n'
        '[checks.severity]\nnumber = "info"\n# not so bad\n\n[history]\nstale_after = 1.5\nkeep_days = 30\n'
    )
    settings = loaded(staffed)
    assert (settings.languages, settings.time_zone, settings.history.stale_after) == (("uk", "en"), "UTC", 1.5)
    assert (settings.checks.off, dict(settings.checks.severity)) == (("label",), {"number": "info"})
    assert staffed.app.state.settings.languages == ("uk", "en")
    assert "UTC</time>" in admin.get("/").text
    entry = staffed.store.users.trail()[0]
    assert (entry.action, "languages = uk, en; time_zone = UTC" in entry.detail) == ("settings", True)
    before = file_of(staffed)
    admin.submit("/settings", **sent)
    assert file_of(staffed) == before, "what says nothing new writes nothing"


def test_every_check_and_setting_has_its_explanation(admin):
    page = BeautifulSoup(admin.get("/settings?lang=uk").text, "lxml")
    labels = page.select("form.stack label")
    assert len(labels) == 7 + len(CHECKS)
    assert all(each.select_one(".quiet").get_text().strip() for each in labels)
    chosen = {each["name"]: each.select_one("[selected]")["value"] for each in page.select(".settings-checks select")}
    assert (chosen["check:moved"], chosen["check:media"], chosen["check:number"]) == ("minor", "off", "own")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"languages": "uk"}, "two or more"),
        ({"languages": "uk, Ukrainian!"}, "no language code"),
        ({"time_zone": "Mars/Base"}, "no zone"),
        ({"time_zone": "../../../etc/passwd"}, "no zone"),
        ({"history.keep_days": "-1"}, "too small"),
        ({"history.keep_days": "many"}, "no number"),
        ({"history.keep_days": "30.5"}, "no whole number"),
        ({"history.stale_after": "inf"}, "no number"),
        ({"ui_language": 'x"\n[serve]\nfolders = ["/"]'}, ""),
        ({"check:moved": "terrible"}, "no severity"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(staffed, admin, sent, said):
    for path in ("/settings", "/settings.json"):
        answer = admin.submit(path, **sent)
        assert said in answer.text
        if said:
            assert answer.status_code == 422
    assert "folders" not in loaded(staffed).serve.__class__.__name__
    assert loaded(staffed).serve.folders == ()
    if said:
        assert file_of(staffed) == FILE


def test_nothing_else_can_be_set(staffed, admin):
    sent = {"database_url": "sqlite:////etc/x", "serve.folders": "/", "checks.glossary": "/etc/passwd"}
    sent |= {"fetch.allowed_hosts": "127.0.0.1", "encoder.url": "http://x", "check:nothing": "off", "gate.token": "x"}
    admin.submit("/settings", **sent)
    assert file_of(staffed) == FILE


def test_what_the_environment_has_set_stays(tmp_path, server):
    home = tmp_path / "home"
    home.mkdir()
    site = Site(home, server, ZVIRKA_LANGUAGES="uk,en").start()
    try:
        client = site.client()
        page = BeautifulSoup(client.get("/settings").text, "lxml")
        assert page.select_one("input[name=languages]").has_attr("disabled")
        assert "ZVIRKA_LANGUAGES" in page.get_text()
        client.submit("/settings", languages="uk, ru")
        assert not (home / "zvirka.toml").exists()
        listed = {each["name"]: each for each in client.get("/settings.json").json()["settings"]}
        assert (listed["languages"]["value"], listed["languages"]["variable"]) == ("uk, en", "ZVIRKA_LANGUAGES")
    finally:
        site.stop()


def test_only_admins_see_settings_and_glossary(staffed):
    for name in ("reader", "editor"):
        client = staffed.looking(name)
        for path in ("/settings", "/settings.json", "/glossary", "/glossary.json"):
            assert client.get(path).status_code == client.submit(path).status_code == 403, path
        assert client.submit("/glossary/try.json").status_code == 403
        assert "/settings" not in client.get("/").text


@pytest.mark.parametrize("script", [True, False])
def test_a_glossary_is_tried_on_a_story_and_saved(open_page, staffed, script):
    page = enter(open_page, staffed, "/glossary", script=script)
    page.locator("textarea[name=text]").fill(TERMS.replace("]]", "]"))
    page.get_by_role("button", name="Try it").click()
    assert "cannot be read" in page.get_by_role("alert").inner_text()
    page.locator("textarea[name=text]").fill(TERMS)
    page.get_by_role("button", name="Try it").click()
    found = page.locator(".tried li")
    assert found.count() > 0
    assert "say warranties" in found.first.inner_text()
    file = staffed.settings.home / "glossary.toml"
    assert not file.exists(), "trying saves nothing"
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/glossary?done=1")
    assert file.read_text() == TERMS
    assert page.locator("textarea[name=text]").input_value() == TERMS
    assert staffed.store.users.trail()[0].action == "glossary"


def test_a_glossary_is_not_overwritten_by_who_never_saw_it(staffed):
    admin = staffed.looking("admin")
    seen = admin.get("/glossary.json").json()["version"]
    assert admin.submit("/glossary.json", text=TERMS, version=seen).status_code == 200
    for path in ("/glossary", "/glossary.json"):
        late = admin.submit(path, text="# mine\n", version=seen)
        assert (late.status_code, "meanwhile" in late.text) == (409, True)
    assert admin.get("/glossary.json").json()["text"] == TERMS


def test_a_glossary_elsewhere_is_neither_read_nor_written(tmp_path, server):
    home = tmp_path / "home"
    home.mkdir()
    secret = tmp_path / "other.toml"
    secret.write_text("# secret\n")
    (home / "zvirka.toml").write_text(f'[checks]\nglossary = "{secret}"\n')
    site = Site(home, server).start()
    try:
        client = site.client()
        assert "secret" not in client.get("/glossary").text
        assert client.get("/glossary.json").json()["text"] == ""
        assert client.submit("/glossary.json", text=TERMS).status_code == 409
        (home / "glossary.toml").symlink_to(secret)
        (home / "zvirka.toml").write_text("")
        client.submit("/settings", **{"history.keep_days": "3"})
        assert client.submit("/glossary.json", text=TERMS).status_code == 409
        assert secret.read_text() == "# secret\n"
    finally:
        site.stop()


def test_stories_that_are_not_there_and_glossaries_without_end_are_refused(staffed):
    admin = staffed.looking("admin")
    assert admin.submit("/glossary/try.json", text=TERMS, story="nothing").status_code == 404
    for path in ("/glossary", "/glossary.json"):
        assert admin.submit(path, text="x" * 300_000).status_code == 413


@pytest.mark.parametrize(
    ("scheme", "width", "language"), [("light", 1440, "en"), ("dark", 380, "uk"), ("light", 380, "ru")]
)
def test_settings_are_read_by_everybody(open_page, staffed, scheme, width, language):
    page = enter(open_page, staffed, "/settings", scheme=scheme, width=width)
    for path in ("/settings", "/glossary"):
        page.goto(f"{staffed.url}{path}?lang={language}")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_what_a_command_or_an_editor_has_changed_holds_from_the_next_page_on(staffed):
    """Until the app was started again, Check again went by the publishers that there had been."""
    home, client = staffed.settings.home, staffed.looking("reader")
    watched_publishers.add(home, Publisher(name="kurier", feeds=("https://kurier.example/rss",), schedule="10m"))
    client.get("/")
    assert staffed.app.state.settings.publishers["kurier.example"].name == "kurier"
    (home / "zvirka.toml").write_text("languages = [")
    assert client.get("/").status_code == 200
    (home / "zvirka.toml").write_text('languages = ["uk", "ru"]')
    client.get("/")
    assert staffed.app.state.settings.languages == ("uk", "ru")
