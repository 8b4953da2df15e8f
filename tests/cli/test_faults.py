"""What can be wrong with a page on the web: each fault has its name, the others go on, nothing is half-written."""

import gzip
import json

import pytest
import sqlalchemy as sa

from flows.cli import run
from storage.models import Base
from storage.store import Store
from tests.support.publisher import edition, publish, without
from tests.support.site import Answer

SETTINGS = """
[fetch]
allowed_hosts = ["127.0.0.1"]
timeout = 1.0
deadline = 1.5
retries = 0
delay = 0.0
max_bytes = 1000000
"""
HTML = {"Content-Type": "text/html"}
BOMB = Answer(body=gzip.compress(b"<p>" + b"\0" * 20_000_000), headers={**HTML, "Content-Encoding": "gzip"})
FAULTS = {
    "slow to begin": (Answer(body=b"late", delay=1.3), "timeout"),
    "slow to end": (Answer(body=b"x" * 100, drip=0.1), "timeout"),
    "cut off": (Answer(body=b"x" * 50, cut=3), "connection"),
    "come back later": (Answer(status=429, headers={"Retry-After": "3600"}), "rate-limited"),
    "server's fault": (Answer(status=503), "status"),
    "redirect loop": (Answer(status=302, headers={"Location": "/news/ru.html"}), "redirects"),
    "redirect to a private address": (Answer(status=302, headers={"Location": "http://10.0.0.1/"}), "private-address"),
    "redirect to a file": (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "scheme"),
    "redirect to nowhere": (Answer(status=302), "redirect"),
    "gzip bomb": (BOMB, "too-large"),
    "broken gzip": (Answer(body=b"x", headers={**HTML, "Content-Encoding": "gzip"}), "encoding"),
    "too large": (Answer(body=b"<p>" + b"x" * 1_100_000, headers=HTML), "too-large"),
    "headers without an end": (Answer(body=b"x", headers={"X-Long": "x" * 1_000_000}), "connection"),
    "unchanged although never seen": (Answer(status=304), "status"),
    "gone": (Answer(status=410), "not-found"),
    "empty": (Answer(body=b" "), "empty"),
    "no page": (Answer(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "media-type"),
    "no article": (Answer(body=b"<html><body></body></html>"), "no-article"),
}
ALL = [edition("uk"), edition("en"), edition("ru")]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A home whose database knows the vectors of the publisher's sentences, which take a while to make."""
    home = tmp_path_factory.mktemp("home")
    (home / "zvirka.toml").write_text(SETTINGS)
    return home


@pytest.fixture
def home(kept, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(kept))
    with Store(f"sqlite:///{kept / 'zvirka.db'}") as store, store._writing.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "vectors":
                connection.execute(sa.delete(table))
    return kept


@pytest.fixture
def check(home, capsys):
    def check(url):
        assert run(["check", url, "--format", "json", "--fail-on", "never"]) == 0
        return json.loads(capsys.readouterr().out)

    assert home
    return check


def counts(home):
    with Store(f"sqlite:///{home / 'zvirka.db'}") as store, store._engine.begin() as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(Base.metadata.tables[name])).scalar()
            for name in ("stories", "editions", "snapshots", "contents", "articles", "comparisons")
        }


def whole(editions, comparisons=1):
    """Return what has to be stored of one story: every part of it, and nothing of the edition that failed."""
    each = dict.fromkeys(("editions", "snapshots", "contents", "articles"), editions)
    return {"stories": 1, "comparisons": comparisons, **each}


def unavailable(report):
    return [finding for finding in report["findings"] if finding["kind"] == "edition-unavailable"]


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_has_its_name_and_the_others_go_on(site, home, check, fault):
    urls = publish(site, ALL, prefix="/news")
    answer, cause = FAULTS[fault]
    site.put("/news/ru.html", answer)
    report = check(urls["uk"])
    assert set(report["story"]["editions"]) == {"uk", "en"}
    (finding,) = unavailable(report)
    assert (finding["edition"], finding["cause"]) == ("ru", cause)
    assert "\n" not in finding["message"]
    assert finding["severity"] == "major"
    assert counts(home) == whole(2)


def test_page_that_robots_forbid(site, home, check):
    urls = publish(site, ALL, prefix="/news")
    site.put("/robots.txt", Answer(body=b"User-agent: *\nDisallow: /news/ru", headers={}))
    (finding,) = unavailable(check(urls["uk"]))
    assert (finding["edition"], finding["cause"]) == ("ru", "robots")
    assert "/news/ru.html" not in [seen.path for seen in site.seen]
    assert counts(home) == whole(2)


def test_wrong_charset_loses_nothing(site, home, check):
    urls = publish(site, ALL, prefix="/news")
    body = site.answers["/news/ru.html"][0].body.decode().replace('<meta charset="utf-8">', "").replace("–", "-")
    declared = {"Content-Type": "text/html; charset=utf-8"}
    site.put("/news/ru.html", Answer(body=body.encode("windows-1251"), headers=declared))
    report = check(urls["uk"])
    assert report["story"]["editions"]["ru"]["title"] == edition("ru").title
    assert counts(home) == whole(3)


def test_from_a_fault_to_a_whole_story_and_a_change(site, home, check):
    """304 where nothing changed, one more snapshot where something did, and the fault's finding resolves by itself."""
    urls = publish(site, ALL, prefix="/news")
    site.put("/news/ru.html", Answer(status=503))
    assert unavailable(check(urls["uk"]))
    publish(site, ALL, prefix="/news")
    assert not unavailable(check(urls["uk"]))
    assert counts(home) == whole(3, comparisons=2)
    site.seen.clear()
    check(urls["uk"])
    assert counts(home) == whole(3, comparisons=2)
    assert all("if-none-match" in seen.headers for seen in site.seen if seen.path != "/robots.txt")
    publish(site, [edition("uk"), edition("en"), without(edition("ru"), 2)], prefix="/news")
    assert [finding["edition"] for finding in check(urls["uk"])["findings"] if finding["kind"] == "missing"] == ["ru"]
    changed = {"snapshots": 4, "contents": 4, "articles": 4}
    assert counts(home) == {**whole(3, comparisons=3), **changed}


def test_fewer_than_two_editions_leave_nothing_behind(site, home, capsys):
    urls = publish(site, ALL, prefix="/news")
    for language, answer in (("en", BOMB), ("ru", Answer(status=429, headers={"Retry-After": "3600"}))):
        site.put(f"/news/{language}.html", answer)
    assert run(["check", urls["uk"]]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert set(counts(home).values()) == {0}


def test_serve_says_at_once_that_its_database_is_of_a_newer_version(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    monkeypatch.setenv("ZVIRKA_UI_LANGUAGE", "en")
    with Store(f"sqlite:///{tmp_path}/zvirka.db") as store, store._writing.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert run(["serve", "--prefect-port", "0", "--review-port", "0"]) == 2
    assert "made by another version of zvirka" in capsys.readouterr().err
    assert not (tmp_path / "logs").exists(), "no part was started"
