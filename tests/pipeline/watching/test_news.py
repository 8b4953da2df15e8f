"""What is planned for a publisher, and what of it is known already."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from locales.interface import Interface
from parsers.limits import ENTRIES
from pipeline.settings.load import load_settings
from pipeline.watching import source_states
from pipeline.watching.news import KYIV, batch_of, days, known_already, publisher_of, record_news
from pipeline.watching.watched_publishers import Publisher, PublisherError, for_publisher
from sources.types import DayArchive
from storage.work_items import Item
from tests.support.site import Answer
from tests.support.stories import article, comparison


def look_at(publisher, tell):
    return record_news(publisher, load_settings(os.environ), tell=tell)


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        (datetime(2026, 3, 1, 12, tzinfo=KYIV), 6, [date(2026, 3, 1)]),
        (datetime(2026, 3, 1, 5, tzinfo=KYIV), 6, [date(2026, 3, 1), date(2026, 2, 28)]),
        (datetime(2026, 3, 2, 12, tzinfo=KYIV), 48, [date(2026, 3, 2), date(2026, 3, 1), date(2026, 2, 28)]),
    ],
)
def test_days_of_the_last_hours(now, hours, expected):
    assert days(now, hours) == expected


def test_archive_by_days_is_looked_at_and_one_missing_day_stops_nothing(site, work):
    """Early in the day the archive has no page for it yet."""
    archive = DayArchive(address=site.url("/archive/{year}/{month}/{day}"), links="/news/")
    yesterday = datetime.now(UTC).astimezone(KYIV).date() - timedelta(days=1)
    body = b"<a href='/news/1'>x</a><a href='/about'>x</a>"
    site.put(f"/archive/{yesterday:%Y/%m/%d}", Answer(body=body))
    told = []
    visnyk = Publisher(name="visnyk", archives=(archive,), max_age=24, delay=0.0)
    assert look_at(visnyk, told.append) == 1
    assert look_at(visnyk, told.append) == 1
    assert [item.key for item in work.items(batch_of("visnyk"))] == [site.url("/news/1")]
    assert len(told) == 2
    assert "does not exist" in told[0]


RSS = "<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
ITEM = "<item><title>x</title><link>{url}</link><pubDate>{time:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
MAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{pages}</urlset>"
PAGE = "<url><loc>{url}</loc><lastmod>{time:%Y-%m-%dT%H:%M:%S}+00:00</lastmod></url>"
XML = {"Content-Type": "application/xml"}
#: One moment for all that a test serves: a second later it would be another version of each page.
NOW = datetime.now(UTC).replace(microsecond=0)


def listed(site, *, feed=(), sitemap=()):
    """Serve a feed and a sitemap; each lists paths with the hours since they changed."""
    items = "".join(ITEM.format(url=site.url(path), time=NOW - timedelta(hours=hours)) for path, hours in feed)
    pages = "".join(PAGE.format(url=site.url(path), time=NOW - timedelta(hours=hours)) for path, hours in sitemap)
    site.put("/rss", Answer(body=RSS.format(items=items).encode(), headers=XML))
    site.put("/map.xml", Answer(body=MAP.format(pages=pages).encode(), headers=XML))
    return Publisher(name="visnyk", feeds=(site.url("/rss"),), sitemaps=(site.url("/map.xml"),), max_age=24, delay=0.0)


def paths(site, work):
    return [item.key.partition(" ")[0].removeprefix(site.url("")) for item in work.items(batch_of("visnyk"))]


def test_what_is_new_is_planned_once_and_what_changes_is_planned_again(site, work):
    told = []
    assert (
        record_news(
            listed(site, feed=[("/a", 2), ("/b", 1)], sitemap=[("/a", 2)]), load_settings(os.environ), tell=told.append
        )
        == 2
    )
    assert (
        record_news(
            listed(site, feed=[("/a", 2), ("/b", 1)], sitemap=[("/a", 0)]), load_settings(os.environ), tell=told.append
        )
        == 3
    )
    assert paths(site, work) == ["/b", "/a", "/a"], "the newest first"
    assert told == []


def test_what_is_old_is_left_alone(site, work):
    assert look_at(listed(site, feed=[("/new", 23), ("/old", 25)]), [].append) == 1
    assert paths(site, work) == ["/new"]


def test_feed_that_cannot_be_read_is_told_and_the_sitemap_is_read(site, work):
    publisher, told = listed(site, sitemap=[("/a", 1)]), []
    site.put("/rss", Answer(status=404))
    assert look_at(publisher, told.append) == 1
    assert paths(site, work) == ["/a"]
    assert [line.partition(": ")[0] for line in told] == [site.url("/rss")]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=404), "does not exist"),
        (Answer(body=RSS.format(items="").encode(), headers=XML), "lists nothing"),
        (Answer(body=b"<html>not a feed</html>", headers=XML), "feed"),
    ],
    ids=["gone", "empty", "no feed"],
)
def test_source_that_gives_nothing_is_written_down_until_it_comes_back(site, home, answer, said):
    publisher = listed(site, feed=[("/a", 1)], sitemap=[("/a", 1)])
    (home / "publishers.toml").write_text(
        f'[visnyk]\nfeeds = ["{site.url("/rss")}"]\nsitemaps = ["{site.url("/map.xml")}"]\n'
    )
    look_at(publisher, str)
    assert source_states.failing(load_settings(os.environ)) == ()
    alive = site.answers["/rss"]
    site.put("/rss", answer)
    for times in (1, 2):
        look_at(publisher, str)
        (dead,) = source_states.failing(load_settings(os.environ))
        assert (dead.address, dead.failures, dead.succeeded is not None) == (site.url("/rss"), times, True)
        assert said in source_states.told(dead, Interface("en"))
    site.put("/rss", *alive)
    look_at(publisher, str)
    assert source_states.failing(load_settings(os.environ)) == ()


def test_archive_with_a_missing_day_is_no_dead_source(site, home):
    archive = DayArchive(address=site.url("/archive/{year}/{month}/{day}"), links="/news/")
    yesterday = datetime.now(UTC).astimezone(KYIV).date() - timedelta(days=1)
    site.put(f"/archive/{yesterday:%Y/%m/%d}", Answer(body=b"<a href='/news/1'>x</a>"))
    section = f'archives = [{{ address = "{archive.address}", links = "/news/" }}]'
    (home / "publishers.toml").write_text(f"[visnyk]\n{section}\n")
    visnyk = Publisher(name="visnyk", archives=(archive,), max_age=24, delay=0.0)
    look_at(visnyk, str)
    (state,) = source_states.states(load_settings(os.environ))
    assert (state.failures, state.listed) == (0, 1)


def test_settings_of_a_batch_are_those_of_its_publisher(home):
    (home / "publishers.toml").write_text('[visnyk]\nfeeds = ["https://visnyk.example/rss"]\npending_for = 9.0\n')
    settings = load_settings(os.environ)
    visnyk = publisher_of("watch visnyk", settings)
    assert visnyk.name == "visnyk"
    assert publisher_of("batch 7", settings) is None
    assert (settings.history.pending_for, for_publisher(settings, visnyk).history.pending_for) == (3, 9)
    with pytest.raises(PublisherError):
        publisher_of("watch nobody", settings)


PAGE_URL = "https://visnyk.example/uk/1"


@pytest.mark.parametrize(
    ("key", "story"),
    [
        (f"{PAGE_URL} 2026-03-01T11:00:00+00:00", "visnyk-1"),
        (f"{PAGE_URL} 2026-03-01T12:00:00+00:00", "visnyk-1"),
        (f"{PAGE_URL} 2026-03-01T13:00:00+00:00", None),
        (PAGE_URL, None),
        ("https://visnyk.example/uk/2 2026-03-01T11:00:00+00:00", None),
    ],
    ids=["older", "same moment", "changed since", "no time", "another page"],
)
def test_page_is_known_if_its_story_was_compared_after_its_last_change(store, key, story):
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    pages = {language: article(language) for language in ("uk", "en")}
    store.record(comparison("visnyk-1", articles=pages, created=noon), {})
    item = Item(
        batch="watch visnyk", key=key, request="{}", state="waiting", tries=1, owner="x", leased_until=noon, story=None,
        exit_status=None, error=None, updated=noon,
    )  # fmt: skip
    assert known_already(item, store) == story


def test_source_that_lists_more_than_anybody_puts_out_is_cut_to_its_newest(site, work):
    def listed_at(number):
        when = (datetime.now(UTC) - timedelta(seconds=number)).isoformat()
        return f"<url><loc>{site.url(f'/{number}')}</loc><lastmod>{when}</lastmod></url>"

    entries = "".join(listed_at(number) for number in reversed(range(ENTRIES + 50)))
    site.put("/map", Answer(body=f"<urlset>{entries}</urlset>".encode()))
    assert look_at(Publisher(name="visnyk", feeds=(), sitemaps=(site.url("/map"),)), str) == ENTRIES
    planned = {item.key.partition(" ")[0] for item in work.items(batch_of("visnyk"))}
    assert {site.url("/0"), site.url(f"/{ENTRIES - 1}")} <= planned
