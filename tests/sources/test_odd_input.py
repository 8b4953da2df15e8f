"""What strangers send ends in something that can be kept or in the error of its edge, never in another one."""

from datetime import UTC, datetime

import pytest

from parsers import limits
from sources import retries
from sources.feeds import parse_feed
from sources.http import charset_of, media_type_of
from sources.sitemaps import parse_sitemap, read_sitemap
from sources.types import FetchError, Reason
from tests.endurance.fuzz_edges import failures
from tests.support.site import Answer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_thousand_odd_inputs_end_as_they_may():
    assert dict(failures(1000, 7)) == {}


@pytest.mark.parametrize(
    "target",
    ["http://[", "http://a\x07b.example/", "http://999.999.999.999/", f"/{'a' * 3000}", "http://xn--/", "//[v1.x]/"],
)
def test_redirect_to_no_address_is_an_error_of_the_page(site, fetcher, target):
    site.put("/a", Answer(status=302, headers={"Location": target}))
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(site.url("/a"))
    assert caught.value.reason in {Reason.URL, Reason.UNKNOWN_HOST}
    assert "\x07" not in str(caught.value)


@pytest.mark.parametrize(
    "header", ["9" * 400, "Wed, 01 May 2024 10:00:00 +9999999999999", "1 Jan 99999999999 00:00 GMT", "²", "\x1d120"]
)
def test_server_that_asks_to_come_back_never_is_an_error_of_the_page(site, fetcher, header):
    site.put("/a", Answer(status=429, headers={"Retry-After": header}))
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(site.url("/a"))
    assert caught.value.reason in {Reason.RATE_LIMITED, Reason.STATUS}
    assert (retries.retry_after(header, NOW) or 0.0) <= retries.LONGEST


@pytest.mark.parametrize("declared", ["text/html\x00", "a" * 200 + "/b", "text", "text/ht ml", "текст/html"])
def test_what_is_no_media_type_is_none(declared):
    assert media_type_of(declared) is None


@pytest.mark.parametrize("named", ["u" * 50, "a\x00b", '"', "windows 1251"])
def test_what_is_no_charset_is_none(named):
    assert charset_of(f"text/html; charset={named}") is None


def test_entry_that_leads_nowhere_costs_the_feed_nothing_else():
    links = ("http://[", "http://a.example/\x85", "javascript:alert(1)", "https://visnyk.example/good")
    items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    feed = parse_feed(f"<rss><channel>{items}</channel></rss>".encode(), "https://visnyk.example/rss")
    assert [entry.url for entry in feed.entries][-1] == "https://visnyk.example/good"
    assert "http://[" not in [entry.url for entry in feed.entries]


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+14:00", "Fri, 31 Dec 9999 23:59:59 -1200", "1 May 2024 10:00 +9999999999"]
)
def test_date_beyond_the_calendar_is_none(date):
    feed = f"<rss><channel><item><link>https://a.example/1</link><pubDate>{date}</pubDate></item></channel></rss>"
    assert parse_feed(feed.encode(), "https://a.example/rss").entries[0].published is None
    listed = f"<urlset><url><loc>https://a.example/1</loc><lastmod>{date}</lastmod></url></urlset>"
    assert parse_sitemap(listed.encode(), "https://a.example/map").pages[0].modified is None


def test_feed_is_read_up_to_a_limit():
    items = "".join(f"<item><link>https://a.example/{number}</link></item>" for number in range(3 * limits.ENTRIES))
    feed = parse_feed(f"<rss><channel>{items}</channel></rss>".encode(), "https://a.example/rss")
    assert len(feed.entries) == limits.ENTRIES
    assert feed.entries[0].url == "https://a.example/0", "feeds begin with the newest"


def test_index_of_sitemaps_is_read_up_to_a_limit(site, fetcher, monkeypatch):
    monkeypatch.setattr("sources.sitemaps.INDEX_BYTES", 1000)
    inner = "".join(f"<sitemap><loc>{site.url(f'/map/{number}')}</loc></sitemap>" for number in range(20))
    site.put("/index", Answer(body=f"<sitemapindex>{inner}</sitemapindex>".encode()))
    for number in range(20):
        pages = "".join(f"<url><loc>https://a.example/{number}/{page}</loc></url>" for page in range(10))
        site.put(f"/map/{number}", Answer(body=f"<urlset>{pages}</urlset>".encode()))
    assert len(list(read_sitemap(fetcher, site.url("/index")))) == 30
    assert len(site.requests()) == 4, "the index, and the third sitemap goes over a kilobyte"
