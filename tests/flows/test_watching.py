"""A publisher on loopback is watched by a real server: new stories, late editions, corrections, and who is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import httpx
import pytest

from storage.decisions import Choice, Reason, Scope
from storage.store import Store
from storage.work_items import DONE, Work
from tests.support.pool import wait_until
from tests.support.publisher import edition, publish, without
from tests.support.site import Answer, Site

ITEM = "<item><title>Story</title><link>{url}</link><pubDate>{time:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
LISTED = "<url><loc>{url}</loc><lastmod>{time:%Y-%m-%dT%H:%M:%S}+00:00</lastmod></url>"


@pytest.fixture(scope="module")
def site():
    site = Site()
    site.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"}))
    yield site
    site.stop()


def announce(site, entries, path="/rss"):
    """Serve a feed; entries are addresses and times."""
    items = "".join(ITEM.format(url=url, time=time) for url, time in entries)
    feed = f'<rss version="2.0"><channel><title>Visnyk</title>{items}</channel></rss>'
    site.put(path, Answer(body=feed.encode(), headers={"Content-Type": "application/rss+xml"}))


def list_pages(site, entries):
    """Serve a sitemap; entries are addresses and times."""
    pages = "".join(LISTED.format(url=url, time=time) for url, time in entries)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'
    site.put("/map.xml", Answer(body=body.encode(), headers={"Content-Type": "application/xml"}))


def stories(serving):
    with Store(f"sqlite:///{serving.home / 'zvirka.db'}") as store:
        return [each for each in store.stories().stories if "127.0.0.1" in each.editions[0].url]


def kinds(serving):
    """Return what is found in the only story."""
    (story,) = stories(serving)
    with Store(f"sqlite:///{serving.home / 'zvirka.db'}") as store:
        found = store.comparison(story.id).findings
    return sorted((each.kind.value, each.edition) for each in found if each.severity.rank <= 1)


FINAL = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")

SECTION = """
[visnyk]
feeds = ["{feed}"]
sitemaps = ["{sitemap}"]
schedule = "24h"  # the tests ask for every round themselves
delay = 0.0
max_age = 24

[[visnyk.notify]]
to = "TEST_DESK"
severity = "major"
language = "uk"

[[visnyk.notify]]
to = "TEST_POST"
severity = "major"
language = "ru"
"""


def test_a_day_at_a_publisher(serving, call, site, desk, postbox):
    list_pages(site, [(site.url("/old"), datetime.now(UTC) - timedelta(days=9))])  # an empty one would be a dead one
    (serving.home / "publishers.toml").write_text(SECTION.format(feed=site.url("/rss"), sitemap=site.url("/map.xml")))
    now = datetime.now(UTC)

    # A story in two editions, one of which lacks a paragraph; something old is announced too and left alone.
    urls = publish(site, [edition("uk"), without(edition("ru"), 2)])
    announce(site, [(urls["uk"], now), (urls["ru"], now), (site.url("/old"), now - timedelta(days=9))])
    desk.reachable = False
    done = serving.zvirka("watch", "run", "visnyk")
    assert (done.returncode, "1 story compared: 2 major" in done.stderr) == (0, True), done.stderr
    assert kinds(serving) == [("missing", "en"), ("missing", "ru")], "an edition that has not come, and a paragraph"
    assert site.requests("/old") == []
    check_letter(postbox)

    # Nothing new: nobody is asked for pages, and what could not be told arrives now, once.
    desk.reachable = True
    fetched = len(site.requests("/news/bridge/uk.html"))
    call("watch", publisher="visnyk")
    assert len(site.requests("/news/bridge/uk.html")) == fetched
    check_message(desk, serving)
    assert len(postbox.letters) == 1, "the mail arrived the first time"

    # The English edition is late: it joins the story that is there.
    urls = publish(site, [edition("uk"), without(edition("ru"), 2), edition("en")])
    announce(site, [(urls["en"], now), (urls["uk"], now), (urls["ru"], now)])
    call("watch", publisher="visnyk")
    (story,) = stories(serving)
    assert sorted(each.language for each in story.editions) == ["en", "ru", "uk"]
    assert kinds(serving) == [("missing", "ru")]
    assert len(desk.told) == 2, "the English text is new evidence, and makes it another finding"

    # The Russian edition is corrected, which only the sitemap says.
    urls = publish(site, [edition("uk"), edition("ru"), edition("en")])
    list_pages(site, [(urls["ru"], datetime.now(UTC) + timedelta(seconds=5))])
    call("watch", publisher="visnyk")
    assert kinds(serving) == []

    # The paragraph is lost again, and an editor says that this is meant: nobody is told.
    urls = publish(site, [edition("uk"), without(edition("ru"), 3), edition("en")])
    list_pages(site, [(urls["ru"], datetime.now(UTC) + timedelta(seconds=10))])
    desk.reachable = False
    call("watch", publisher="visnyk")
    assert kinds(serving) == [("missing", "ru")]
    settle(serving)
    desk.reachable = True
    call("watch", publisher="visnyk")
    assert len(desk.told) == 2
    with Work(f"sqlite:///{serving.home / 'zvirka.db'}") as work:
        assert {(item.state, item.tries) for item in work.items("watch visnyk")} == {(DONE, 1)}
    assert secrets_left(serving, desk, postbox) == []


def check_letter(postbox):
    (letter,) = postbox.letters
    assert "zvirka: visnyk" in letter["subject"]
    assert letter["to"] == "editor@desk.example"
    assert "абзац" in letter.get_body(("plain", "html")).get_content(), "in the language that was chosen"


def check_message(desk, serving):
    (told,) = desk.told
    assert "RU" in told["message"]
    assert f"{serving.address['review']}/stories/" in told["message"]
    assert "visnyk" in told["title"]


def secrets_left(serving, desk, postbox):
    """Return the files of the home in which an address stands that only the environment may hold."""
    secrets = [each.url.partition("://")[2].rstrip("/").encode() for each in (desk, postbox)]
    files = [path for path in serving.home.rglob("*") if path.is_file()]
    return [path for path in files if any(secret in path.read_bytes() for secret in secrets)]


def settle(serving):
    """Dismiss everything in the only story."""
    (story,) = stories(serving)
    with Store(f"sqlite:///{serving.home / 'zvirka.db'}") as store:
        comparison = store.comparison(story.id)
        choice = Choice(reason=Reason.DELIBERATE, scope=Scope.TEXT, who="editor", made=datetime.now(UTC))
        store.decisions.make(comparison, comparison.findings, choice)


def test_rounds_at_one_publisher_never_overlap(serving, call, site):
    """The second one ends at once."""
    slow = SECTION.replace("[visnyk]", "[slow]").partition("[[")[0]
    with (serving.home / "publishers.toml").open("a") as file:
        file.write(slow.format(feed=site.url("/slow"), sitemap=site.url("/map.xml")))
    announce(site, [(site.url("/past"), datetime.now(UTC) - timedelta(days=9))], "/slow")  # one that is not dead
    (feed,), second_ended = site.answers["/slow"], Event()
    site.put("/slow", lambda _: feed if second_ended.wait(60) else Answer(status=500))
    list_pages(site, [])
    deployment = serving.ask("GET", "deployments/name/watch/watch")["id"]
    body = {"parameters": {"publisher": "slow"}}
    first = serving.ask("POST", f"deployments/{deployment}/create_flow_run", body)["id"]
    wait_until(lambda: site.requests("/slow"))
    call("watch", publisher="slow")
    assert serving.ask("GET", f"flow_runs/{first}")["state_type"] == "RUNNING", "the other one ended before it"
    second_ended.set()
    wait_until(lambda: serving.ask("GET", f"flow_runs/{first}")["state_type"] in FINAL)
    assert serving.ask("GET", f"flow_runs/{first}")["state_type"] == "COMPLETED"
    assert len(site.requests("/slow")) == 1


def test_page_that_is_alone_is_looked_at_again(serving, call, site):
    """Its other editions may come later, and nobody may announce them."""
    section = SECTION.replace("[visnyk]", "[visnyk]\npending_for = 0.0").partition("[[")[0].replace("visnyk", "alone")
    with (serving.home / "publishers.toml").open("a") as file:
        file.write(section.format(feed=site.url("/alone"), sitemap=site.url("/map.xml")))
    urls = publish(site, [edition("uk")], prefix="/alone")
    announce(site, [(urls["uk"], datetime.now(UTC))], "/alone")
    list_pages(site, [])
    call("watch", publisher="alone")
    with Work(f"sqlite:///{serving.home / 'zvirka.db'}") as work:
        (item,) = work.items("watch alone")
    assert (item.state, item.tries) == (DONE, 3), "there was nothing to wait for"
    assert "only edition" in item.error


def test_schedules_follow_the_commands(serving, site):
    def schedules():
        found = serving.ask("GET", "deployments/name/watch/watch")["schedules"]
        return {each["slug"]: (each["schedule"], each["active"]) for each in found}

    announce(site, [])
    added = serving.zvirka("watch", "add", "herald", "--feed", site.url("/rss"), "--schedule", "5s")
    assert (added.returncode, added.stderr) == (0, "herald is watched: 5s\n")
    schedule, active = schedules()["herald"]
    assert (schedule["interval"], schedule["timezone"], active) == (5.0, "Europe/Kyiv", True)
    asked = len(site.requests("/rss"))
    wait_until(lambda: len(site.requests("/rss")) > asked)  # without anybody asking for it

    assert serving.zvirka("watch", "pause", "herald").returncode == 0
    assert schedules()["herald"][1] is False
    assert "paused" in serving.zvirka("watch", "list").stdout
    assert "[herald]\npaused = true\n" in (serving.home / "publishers.toml").read_text()


def test_sources_that_give_nothing_are_told_everywhere(serving, site):
    """The command ended well, status and doctor were content, and the page of publishers did not list the publisher."""
    section = SECTION.partition("[[")[0].replace("visnyk", "deaf")
    with (serving.home / "publishers.toml").open("a") as file:
        file.write(section.format(feed=site.url("/deaf"), sitemap=site.url("/deaf.xml")))
    site.put("/deaf", Answer(status=403))
    site.put("/deaf.xml", Answer(body=b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'))
    done = serving.zvirka("watch", "run", "deaf")
    assert done.returncode == 1, done.stderr
    reasons = [line for line in done.stderr.splitlines() if line.startswith("deaf: ")]
    assert len(reasons) == 2
    assert f"{site.url('/deaf.xml')} lists nothing" in done.stderr
    assert _round(serving, "deaf")["state_type"] == "FAILED", "red, for nothing is watched"
    assert site.url("/deaf.xml") in _round(serving, "deaf")["state"]["message"]
    feed = site.answers["/deaf"]
    announce(site, [(site.url("/news/old"), datetime.now(UTC) - timedelta(days=9))], "/deaf")
    done = serving.zvirka("watch", "run", "deaf")
    assert done.returncode == 1, done.stderr
    half = _round(serving, "deaf")
    assert (half["state_type"], half["state"]["name"]) == ("COMPLETED", "SourcesFailed")
    site.put("/deaf", *feed)
    for command in ("status", "doctor"):
        told = serving.zvirka(command)
        assert "✗" in told.stdout
        assert site.url("/deaf.xml") in told.stdout
    announce(site, [(site.url("/news/old"), datetime.now(UTC) - timedelta(days=9))], "/deaf")
    list_pages(site, [(site.url("/news/old"), datetime.now(UTC) - timedelta(days=9))])
    site.put("/deaf.xml", *site.answers["/map.xml"])
    done = serving.zvirka("watch", "run", "deaf")
    assert done.returncode == 0, done.stderr
    assert f"{site.url('/deaf')}: 1 article is listed" in done.stderr
    assert "nothing new to compare" in done.stderr
    assert site.url("/deaf") not in serving.zvirka("status").stdout


def _round(serving, publisher):
    """The last round at a publisher, as Prefect has it."""
    wanted = {"flow_runs": {"name": {"any_": [f"watch {publisher}"]}}, "sort": "START_TIME_DESC", "limit": 1}
    return serving.ask("POST", "flow_runs/filter", wanted)[0]


def test_unknown_publisher_is_one_line(serving):
    done = serving.zvirka("watch", "run", "nobody")
    assert done.returncode == 2
    assert done.stderr.startswith("zvirka: no publisher is called nobody; there are:")


def test_rounds_are_asked_for_planned_and_told_in_the_control_room(serving, site):
    announce(site, [])
    feed = site.url("/empty")
    announce(site, [(site.url("/old"), datetime.now(UTC) - timedelta(days=9))], "/empty")
    with httpx.Client(base_url=serving.address["review"], timeout=60, trust_env=False) as client:
        client.get("/")
        token = {"X-Form-Token": client.get("/me.json").json()["token"]}

        def ask(path, **sent):
            answer = client.post(path, json=sent, headers=token)
            assert answer.is_success, answer.text
            return answer.json()

        ask("/add-publisher.json", name="kurier", feeds=feed, schedule="24h")
        wait_until(lambda: client.get("/publishers/kurier.json").json()["rounds"]["next"])
        ask("/publishers/kurier/run.json")
        wait_until(lambda: (client.get("/publishers/kurier.json").json()["rounds"]["last"] or {}).get("ended"))
        room = client.get("/publishers/kurier.json").json()
        assert (room["rounds"]["last"]["good"], room["health"]["sources"][0]["listed"]) == (True, 1)
        assert "Run now" in client.get("/publishers/kurier").text
        assert ask("/publishers/kurier/pause.json")["paused"] is True
        deployment = serving.ask("GET", "deployments/name/watch/watch")
        assert {each["slug"]: each["active"] for each in deployment["schedules"]}["kurier"] is False
        assert ask("/publishers/kurier/remove.json") is None
        deployment = serving.ask("GET", "deployments/name/watch/watch")
        assert "kurier" not in {each["slug"] for each in deployment["schedules"]}


def test_a_process_that_lives_on_goes_by_what_was_set_in_the_browser_meanwhile(serving, call, site):
    """Settings are read when a run begins, not when a process does."""
    section = SECTION.partition("[[")[0].replace("visnyk", "gazeta")
    with (serving.home / "publishers.toml").open("a") as file:
        file.write(section.format(feed=site.url("/gazeta"), sitemap=site.url("/map.xml")))

    def found(prefix):
        """Publish a story, one edition of which has another figure; return what a round finds in it."""
        english = edition("en")
        wrong = replace(english, paragraphs=tuple(text.replace(" 9 met", " 19 met") for text in english.paragraphs))
        urls = publish(site, [edition("uk"), wrong, edition("ru")], prefix=prefix)
        announce(site, [(urls["uk"], datetime.now(UTC))], "/gazeta")
        call("watch", publisher="gazeta")
        with Store(f"sqlite:///{serving.home / 'zvirka.db'}") as store:
            return [each.kind.value for each in store.comparison(store.story_of(urls.values())).findings]

    with httpx.Client(base_url=serving.address["review"], timeout=60, trust_env=False) as client:
        client.get("/")
        token = {"X-Form-Token": client.get("/me.json").json()["token"]}
        list_pages(site, [(site.url("/old"), datetime.now(UTC) - timedelta(days=9))])
        assert found("/gazeta/one") == ["number"]
        for wanted, kinds_found in (("off", []), ("own", ["number"])):
            assert client.post("/settings.json", json={"check:number": wanted}, headers=token).is_success
            assert found(f"/gazeta/{wanted}") == kinds_found
