"""Publishers as a control room: what each comes to, its feeds and rounds, and what admins change in publishers.toml."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from flows.serving import address
from flows.serving.rounds import PrefectRounds
from locales.messages import message
from pipeline.watching.watched_publishers import load
from storage.sources import Given, Sources
from storage.user_accounts import Role
from tests.review.conftest import Site
from tests.support.desk import Desk, Postbox
from tests.support.site import Answer
from tests.support.site import Site as Pages

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise imports it
FEED = '<rss version="2.0"><channel><title>V</title>{items}</channel></rss>'
ITEM = "<item><title>Story {n}</title><link>{url}</link></item>"
FILE = """# Our publishers.
[visnyk]  # the daily
feeds = ["{feed}"]  # all editions
schedule = "10m"
pending_for = 2.0

[visnyk.checks]
off = ["moved"]  # they move everything

[[visnyk.notify]]
to = "VISNYK_DESK"

# Another one.
[herald]
feeds = ["https://herald.example/rss"]
"""


@pytest.fixture(scope="module")
def pages():
    served = Pages()
    served.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"}))
    items = "".join(ITEM.format(n=n, url=served.url(f"/news/{n}")) for n in range(5))
    served.put("/rss", Answer(body=FEED.format(items=items).encode(), headers={"Content-Type": "application/rss+xml"}))
    yield served
    served.stop()


def tell(site, comparison):
    """Let a publisher have six weeks of stories: editions follow after some hours, one of them has not come."""
    last = datetime.now(UTC).replace(hour=3) - timedelta(days=1)  # the hours that follow are of the same day
    for place in range(24):
        appeared = last - timedelta(days=2 * place)
        late = {"uk": 0, "en": place % 5, "ru": 1 + place % 9}
        articles = {
            code: replace(article, published=appeared + timedelta(hours=late[code]))
            for code, article in comparison.articles.items()
            if not (code == "en" and place % 6 == 1)
        }
        found = tuple(replace(each, id=f"{each.id}-{place}") for each in comparison.findings if place % 3)
        values = {"story": f"story-{place:02}", "created": appeared + timedelta(hours=9), "findings": found}
        site.store.record(
            replace(comparison, articles=articles, publisher="visnyk", expected=("uk", "en", "ru"), **values), {}
        )


@pytest.fixture
def newsroom(tmp_path, server, pages, comparison):
    home = tmp_path / "home"
    home.mkdir()
    (home / "publishers.toml").write_text(FILE.format(feed=pages.url("/rss")))
    site = Site(home, server, ZVIRKA_ALLOW_HOSTS="127.0.0.1").start()
    for role in Role:
        site.store.users.put(role.value, "correct horse", role, datetime.now(UTC))
    tell(site, comparison)
    with Sources(site.settings.database_url) as sources:
        sources.note("visnyk", {pages.url("/rss"): Given(listed=5)}, datetime.now(UTC))
    yield site
    site.stop()


def file_of(site):
    return (site.settings.home / "publishers.toml").read_text()


def enter(open_page, site, path, name="admin", **more):
    """Return a page that somebody who has logged in sees."""
    page = open_page(f"{site.url}/login?next={path}", **more)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    page.goto(site.url + path)
    return page


def test_a_publisher_is_told_in_charts_with_axes_units_and_tables(newsroom):
    page = BeautifulSoup(newsroom.looking("reader").get("/publishers/visnyk").text, "lxml")
    figures = {each["id"]: each for each in page.select("figure")}
    assert list(figures) == ["open", "per-hundred", "absent", "times"]
    for figure in figures.values():
        assert figure.select_one("h3").get_text()
        assert figure.select_one("svg[role=img]")["aria-label"]
        assert figure.select_one("figcaption p").get_text(), "a unit"
        assert figure.select_one(".along").get_text(), "what goes along"
        assert len(figure.select("tbody tr")) > 1
    room = newsroom.looking("reader").get("/publishers/visnyk.json").json()
    told = {row.th.get_text(): row.td.get_text() for row in figures["open"].select("tbody tr")}
    assert told == {"Critical": "16", "Major": "32", "Minor": "0", "Note": "16"}
    head = BeautifulSoup(newsroom.looking("reader").get("/publishers/visnyk?lang=uk").text, "lxml").select("#times th")
    assert [each.get_text() for each in head][1:3] == ["Медіана, год", "90-й перцентиль, год"]
    assert room["open"] == {"critical": 16, "major": 32, "minor": 0, "info": 16}
    assert room["health"]["absent"]["en"] == pytest.approx(3 / 15, abs=0.05)


def test_how_long_editions_take_counts_complete_stories_only(newsroom):
    weeks = newsroom.looking("reader").get("/publishers/visnyk.json").json()["weeks"]
    assert len(weeks) == 12
    assert sum(each["stories"] for each in weeks) == 24
    assert sum(each["complete"] for each in weeks) == 20, "four lack an edition"
    assert all(each["median"] is None for each in weeks if not each["complete"])
    full = [each for each in weeks if each["complete"]]
    assert all(1 <= each["median"] <= each["p90"] <= 9 for each in full)


def test_feeds_are_told_with_success_error_and_pages(newsroom, pages):
    with Sources(newsroom.settings.database_url) as sources:
        sources.note(
            "herald", {"https://herald.example/rss": Given(listed=0, why=message("no answer"))}, datetime.now(UTC)
        )
    reader = newsroom.looking("reader")
    row = BeautifulSoup(reader.get("/publishers/visnyk").text, "lxml").select_one("#sources ~ div tbody tr")
    assert [each.get_text() for each in row.select("th, td")][::3] == [pages.url("/rss"), "5"]
    assert "works" in row.get_text()
    dead = BeautifulSoup(reader.get("/publishers/herald").text, "lxml").select_one("#sources ~ div tbody tr")
    assert "gives nothing" in dead.get_text()
    assert "never read" in dead.get_text()
    assert reader.get("/publishers/nobody").status_code == 404


def test_readers_and_editors_look_and_change_nothing(newsroom):
    before = file_of(newsroom)
    for name in ("reader", "editor"):
        client = newsroom.looking(name)
        page = BeautifulSoup(client.get("/publishers/visnyk").text, "lxml")
        assert page.select("main form") == []
        for path in ("/publishers/visnyk/pause", "/publishers/visnyk/remove.json", "/publishers/visnyk/edit"):
            assert client.submit(path).status_code == 403, path
        assert client.submit("/add-publisher.json", name="x", feeds="https://x.example/rss").status_code == 403
        assert client.get("/add-publisher").status_code == client.get("/publishers/visnyk/edit").status_code == 403
    assert newsroom.looking("admin").post("/publishers/visnyk/pause").status_code == 403, "no token"
    assert file_of(newsroom) == before


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_and_weeks_are_those_of_the_newsroom_at_any_hour(newsroom, by_clock, zone):
    """One of the two is on another day than UTC whenever this runs."""
    by_clock(zone)
    reader, today = newsroom.looking("reader"), datetime.now(ZoneInfo(zone)).date()
    room = reader.get("/publishers/visnyk.json").json()
    assert room["health"]["days"][-1]["day"] == today.isoformat()
    assert room["weeks"][-1]["begin"] == (today - timedelta(days=today.weekday())).isoformat()


def test_pausing_and_resuming_writes_the_file_and_the_trail(newsroom):
    admin, before = newsroom.client("admin"), file_of(newsroom)
    assert admin.submit("/publishers/visnyk/pause").status_code == 303
    assert file_of(newsroom) == before.replace("the daily\n", "the daily\npaused = true\n")
    assert "paused" in admin.get("/publishers").text
    assert admin.submit("/publishers/visnyk/resume.json").json()["paused"] is False
    assert [each.action for each in newsroom.store.users.trail()][:2] == ["publisher-resume", "publisher-pause"]
    assert "paused a publisher" in admin.get("/audit").text
    assert admin.submit("/publishers/nobody/pause").status_code == 404
    assert admin.submit("/publishers/visnyk/explode").status_code == 404
    assert admin.get("/publishers/visnyk?done=remove").status_code == 200, "an address that somebody makes up"
    refused = admin.submit("/publishers/visnyk/run")
    assert (refused.status_code, "start zvirka serve" in refused.text) == (409, True)


def test_removing_leaves_the_others_with_their_comments(newsroom):
    admin = newsroom.client("admin")
    assert admin.submit("/publishers/visnyk/remove").headers["location"] == "/publishers"
    assert "# Our publishers." in file_of(newsroom)
    assert "[visnyk" not in file_of(newsroom)
    assert list(load(newsroom.settings.home)) == ["herald"]
    assert sum(each["health"]["comparisons"] for each in rooms(admin)) == 15, "its stories stay, by their host"


def test_a_server_that_refuses_leaves_no_change_without_a_trace(newsroom, pages):
    """The file was changed, and nobody could see by whom."""
    home, admin = newsroom.settings.home, newsroom.client("admin")
    newsroom.app.state.rounds = PrefectRounds(home)
    refusing = pages.url("")  # it has no such pages
    with address.alone(home):
        place = {"prefect": refusing, "api": refusing, "enter": refusing, "review": refusing}
        address.publish(home, address.Address(pid=1, auth="zvirka:none", **place))
        paused = admin.submit("/publishers/visnyk/pause")
        assert (paused.status_code, load(home)["visnyk"].paused) == (409, True)
        assert newsroom.store.users.trail()[0].action == "publisher-pause"
        removed = admin.submit("/publishers/visnyk/remove")
        assert (removed.status_code, "visnyk" in load(home)) == (409, True)
        assert newsroom.store.users.trail()[0].action == "publisher-pause", "nothing has happened"


def rooms(client):
    """Return all publishers' rooms of the last thirty days."""
    names = [each["publisher"] for each in client.get("/publishers.json").json()]
    return [client.get(f"/publishers/{name}.json").json() for name in names if name]


@pytest.mark.parametrize("script", [True, False])
def test_a_feed_is_repaired_in_the_browser(open_page, newsroom, pages, script):
    before = file_of(newsroom)
    (newsroom.settings.home / "publishers.toml").write_text(before.replace('/rss"]  # all', '/gone"]  # all'))
    page = enter(open_page, newsroom, "/publishers/visnyk", script=script)
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_role("button", name="Try the sources").click()
    assert "gives nothing" in page.locator(".tried").inner_text()
    page.locator("textarea[name=feeds]").fill(pages.url("/rss"))
    page.get_by_role("button", name="Try the sources").click()
    assert "5 pages are listed" in page.locator(".tried").inner_text()
    assert pages.url("/news/0") in page.locator(".tried").inner_text()
    assert "/gone" in file_of(newsroom), "trying saves nothing"
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/publishers/visnyk?done=saved")
    assert file_of(newsroom) == before, "comments and all else as they were"
    assert newsroom.store.users.trail()[0].action == "publisher-changed"


def test_a_publisher_is_added_and_the_app_knows_it_at_once(newsroom, pages):
    admin, before = newsroom.client("admin"), file_of(newsroom)
    sent = {"name": "kurier", "feeds": f"uk {pages.url('/rss')}\nen {pages.url('/rss')}?en", "schedule": "*/5 * * * *"}
    edit = "https://cms.example/posts/{id}/edit"
    added = admin.submit("/add-publisher.json", **sent, languages="uk, en", pending_for="1,5", edit=edit)
    assert added.status_code == 201, added.text
    assert file_of(newsroom).startswith(before)
    found = load(newsroom.settings.home)["kurier"]
    assert (found.by_language["uk"], found.languages, found.pending_for) == (pages.url("/rss"), ("uk", "en"), 1.5)
    assert newsroom.app.state.settings.publishers["127.0.0.1"].name in {"visnyk", "kurier"}
    again = admin.submit("/add-publisher", **sent)
    assert (again.status_code, "is watched already" in again.text) == (422, True)
    assert "kurier" in BeautifulSoup(again.text, "lxml").select_one("input[name=name]")["value"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "Kurier"}, "cannot name a publisher"),
        ({"name": "a"}, "Give a feed"),
        ({"name": "a", "feeds": "file:///etc/passwd"}, "is no address"),
        ({"name": "a", "feeds": "https://"}, "is no address"),
        ({"name": "a", "feeds": "https://a.example/rss", "schedule": "often"}, "neither a cron line"),
        ({"name": "a", "feeds": "https://a.example/rss", "max_age": "long"}, "max_age"),
        ({"name": "a", "archives": "https://a.example/{year}/{month}/{day} ("}, "regular expression"),
        ({"name": "a", "feeds": "https://a.example/rss", "edit": "javascript:alert(1)"}, "https://"),
        ({"name": 'a"]\n[b', "feeds": "https://a.example/rss"}, "cannot name a publisher"),
    ],
)
def test_what_could_never_be_watched_is_refused_in_one_line(newsroom, sent, said):
    admin, before = newsroom.looking("admin"), file_of(newsroom)
    for answer in (admin.submit("/add-publisher", **sent), admin.submit("/add-publisher.json", **sent)):
        assert answer.status_code == 422
        assert said in answer.text
    assert file_of(newsroom) == before


def test_nothing_is_set_here_that_names_a_file_or_a_secret(newsroom):
    admin = newsroom.client("admin")
    more = {
        "checks": "x",
        "glossary": "/etc/passwd",
        "notify": "PATH",
        "to": "HOME",
        "hosts": "x",
        "paused": "true",
        "wordpress": "x",
    }
    admin.submit("/add-publisher.json", name="a", feeds="https://a.example/rss", **more)
    assert file_of(newsroom).endswith('[a]\nfeeds = ["https://a.example/rss"]\nschedule = "10m"\n')


def test_a_wordpress_of_the_file_is_tried_and_stays_whatever_else_changes(newsroom, pages, monkeypatch):
    """A form without feeds would be refused, were the WordPress not one of the publisher's sources."""
    line = f'wordpress = {{ site = "{pages.url("/")}", user = "anna", password = "VISNYK_WORDPRESS" }}'
    (newsroom.settings.home / "publishers.toml").write_text(f"[visnyk]\n{line}\n")
    monkeypatch.setenv("VISNYK_WORDPRESS", "abcd efgh")
    pages.put("/", Answer(body=b'[{"id": 7, "translations": {}}]'))
    admin = newsroom.client("admin")
    form = admin.get("/publishers/visnyk/edit.json").json()
    tried = admin.submit("/publishers/visnyk/edit", **form, do="try")
    assert pages.url("/?p=7") in tried.text
    saved = admin.submit("/publishers/visnyk/edit.json", **{**form, "schedule": "5m"})
    assert (saved.status_code, file_of(newsroom)) == (200, f'[visnyk]\nschedule = "5m"\n{line}\n')


def test_sources_in_private_networks_are_not_tried(newsroom):
    admin = newsroom.client("admin")
    (tried,) = admin.submit("/add-publisher/try.json", feeds="http://10.0.0.1/rss").json()
    assert "private" in tried["why"]
    assert (tried["listed"], tried["pages"]) == (0, [])


def test_nobody_overwrites_what_somebody_else_has_changed(newsroom):
    admin = newsroom.client("admin")
    form = BeautifulSoup(admin.get("/publishers/visnyk/edit").text, "lxml").select_one("main form")
    sent = {each["name"]: each.get("value", "") for each in form.select("input")} | {
        each["name"]: each.get_text() for each in form.select("textarea")
    }
    admin.submit("/publishers/visnyk/pause")
    shown = admin.get("/publishers/visnyk/edit.json").json()
    assert admin.submit("/publishers/visnyk/edit.json", **shown).json() == shown, "nothing changes"
    late = admin.submit("/publishers/visnyk/edit", **{**sent, "schedule": "5m"})
    assert (late.status_code, "Somebody has changed this" in late.text) == (409, True)
    assert 'schedule = "10m"' in file_of(newsroom)


@pytest.fixture
def told(newsroom, monkeypatch):
    desk, postbox = Desk(), Postbox()
    more = '\n[[visnyk.notify]]\nto = "VISNYK_POST"\nseverity = "critical"\nlanguage = "uk"\n'
    more += '\n[[herald.notify]]\nto = "NOBODY_HAS_THIS"\n'
    (newsroom.settings.home / "publishers.toml").write_text(file_of(newsroom) + more)
    monkeypatch.setenv("VISNYK_DESK", desk.url)
    monkeypatch.setenv("VISNYK_POST", postbox.url)
    yield desk, postbox
    desk.stop()
    postbox.stop()


def test_what_is_told_is_seen_before_it_is_sent(newsroom, told):
    admin = newsroom.looking("admin")
    page = BeautifulSoup(admin.get("/publishers/visnyk/notices").text, "lxml")
    assert [each.get_text() for each in page.select("h2")] == ["VISNYK_DESK", "VISNYK_POST"]
    assert "127.0.0.1" not in page.select_one("main").get_text(), "addresses are secrets"
    desk, post = admin.get("/publishers/visnyk/notices.json").json()
    assert (desk["known"], desk["waiting"], desk["title"].startswith("zvirka: visnyk, ")) == (True, 0, True)
    assert "Critical:" in desk["text"]
    assert "Критичне:" in post["text"]
    assert "Важливе:" not in post["text"]
    (nobody,) = admin.get("/publishers/herald/notices.json").json()
    assert (nobody["known"], nobody["title"]) == (False, "")
    assert told[0].told == told[1].letters == []


def test_a_test_message_arrives_or_says_that_it_does_not(newsroom, told):
    admin, (desk, postbox) = newsroom.client("admin"), told
    assert admin.submit("/publishers/visnyk/notices", number="0").status_code == 303
    assert "test" in desk.told[0]["title"]
    assert admin.submit("/publishers/visnyk/notices.json", number="1").status_code == 200
    (letter,) = postbox.letters
    assert "visnyk" in letter.get_body(("plain",)).get_content()
    assert "visnyk" in letter.get_body(("html",)).get_content()
    desk.reachable = False
    failed = admin.submit("/publishers/visnyk/notices", number="0")
    assert (failed.status_code, "did not arrive" in failed.text) == (502, True)
    for number in ("2", "-1", "x", "9" * 400):
        assert admin.submit("/publishers/visnyk/notices.json", number=number).status_code == 422
    assert newsroom.looking("editor").submit("/publishers/visnyk/notices", number="0").status_code == 403
    assert "notice-test" in {each.action for each in newsroom.store.users.trail()}


@pytest.mark.parametrize(
    ("scheme", "width", "language"), [("light", 1440, "en"), ("dark", 380, "uk"), ("light", 380, "ru")]
)
def test_the_room_is_read_by_everybody(open_page, newsroom, scheme, width, language):
    page = enter(open_page, newsroom, "/publishers", scheme=scheme, width=width)
    for path in (
        "/publishers/visnyk",
        "/publishers/herald",
        "/add-publisher",
        "/publishers/visnyk/edit",
        "/publishers",
    ):
        page.goto(f"{newsroom.url}{path}?lang={language}")
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_publisher_is_paused_by_keys_alone(open_page, newsroom):
    page = enter(open_page, newsroom, "/publishers/visnyk")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Pause":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**done=pause")
    assert "Paused: no rounds" in page.locator("[role=status]").first.inner_text()
