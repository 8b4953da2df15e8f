"""Feeds, sitemaps, headers and robots.txt as servers really send them: read, or named for what they are."""

from datetime import UTC, datetime

import pytest

from sources.feeds import moment, parse_feed, read_feed
from sources.http import Fetcher, charset_of, media_type_of
from sources.sitemaps import read_sitemap
from sources.types import FetchError, Reason
from tests.support.site import Answer

TEXT = "У Харкові відкрили міст — «перший» за рік"
EIGHT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def feed(link, title=TEXT, declaration='<?xml version="1.0" encoding="UTF-8"?>', attributes="", item=""):
    return (
        f"{declaration}<rss {attributes}><channel><item {item}><title>{title}</title><link>{link}</link>"
        f"</item></channel></rss>"
    )


@pytest.mark.parametrize(
    "link",
    [
        "https://visnyk.example/read?id=1&page=2",
        "https://visnyk.example/read?id=1&amp;page=2",
        "https://visnyk.example/read?id=1&#38;page=2",
        "<![CDATA[https://visnyk.example/read?id=1&page=2]]>",
    ],
)
def test_ampersand_of_an_address_is_kept(link):
    (entry,) = parse_feed(feed(link).encode(), "https://visnyk.example/rss").entries
    assert entry.url == "https://visnyk.example/read?id=1&page=2"


def test_verbatim_text_stays_as_it_is():
    (entry,) = parse_feed(feed("/1", "<![CDATA[Ціна < 5 & > 3 &copy;]]>").encode(), "https://visnyk.example/").entries
    assert entry.title == "Ціна < 5 & > 3 &copy;"


def test_named_characters_of_html_are_read():
    (entry,) = parse_feed(
        feed("/1", "A&nbsp;&mdash;&NotEqualTilde; B &unknown; C").encode(), "https://v.example/"
    ).entries
    assert entry.title == "A —≂̸ B &unknown; C"


@pytest.mark.parametrize(
    ("header", "declared", "written"),
    [
        ("text/xml; charset=windows-1251", "", "windows-1251"),
        ("text/xml; charset=windows-1251", ' encoding="UTF-8"', "windows-1251"),
        ("text/xml", ' encoding="windows-1251"', "windows-1251"),
        ("text/xml", ' encoding="win-1251"', "windows-1251"),
        ("text/xml", ' encoding="windows-1251"', "utf-8"),
        ("text/xml; charset=latin1", ' encoding="utf-8"', "utf-8"),
        ("text/xml", ' encoding="utf8mb4"', "utf-8"),
        ("text/xml", ' encoding="utf-16"', "utf-16"),
        ("text/xml", "", "utf-16-le"),
        ("text/xml", "", "utf-8-sig"),
    ],
)
def test_charset_of_a_feed(site, fetcher, header, declared, written):
    long = f"{TEXT}, повідомили в міській раді у понеділок після полудня"
    raw = feed("/1", long, f'<?xml version="1.0"{declared}?>').encode(written)
    site.put("/rss", Answer(body=raw, headers={"Content-Type": header}))
    assert [entry.title for entry in read_feed(fetcher, site.url("/rss")).entries] == [long]


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 01 Mar 2026 10:00:00 EET",
        "Sun, 01 Mar 2026 11:00:00 MSK",
        "Sun, 01 Mar 2026 09:00 CET",
        "Sun, 01 Mar 2026 10:00:00 GMT+2",
        "Sun, 01 Mar 2026 10:00:00 UTC+02:00",
        "Sun, 01 Mar 2026 10:00:00 (EET)",
        "Sunday, March 1, 2026 8:00 AM",
        "Sunday, March 1, 2026 at 10:00 am +0200",
        "Нд, 01 бер 2026 10:00:00 +0200",
        "1 березня 2026, 10:00 EET",
        "вс, 1 марта 2026 11:00:00 +0300",
        "01.03.2026 08:00",
        "2026-03-01 10:00:00 +0200",
        "2026-03-01T10:00:00.1234567+02:00",
        "1772352000",
    ],
)
def test_time_of_an_entry(text):
    found = moment(text)
    assert found is not None
    assert found.replace(microsecond=0) == EIGHT


def test_summer_clock_has_its_own_name():
    assert moment("Wed, 01 Jul 2026 11:00:00 EEST") == datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attributes", "item", "link", "expected"),
    [
        ('xml:base="https://news.example/"', "", "uk/1", "https://news.example/uk/1"),
        ('xml:base="https://news.example/"', 'xml:base="uk/"', "1", "https://news.example/uk/1"),
        ('xml:base="http://["', "", "/1", "https://visnyk.example/1"),
        ("", "", "/1", "https://visnyk.example/1"),
    ],
)
def test_base_of_a_feed(attributes, item, link, expected):
    raw = feed(link, attributes=attributes, item=item).encode()
    assert [entry.url for entry in parse_feed(raw, "https://visnyk.example/rss").entries] == [expected]


@pytest.mark.parametrize(
    "media_type", ["application/x-rss+xml", "text/rss", "application/json", "image/svg+xml", "binary/octet-stream"]
)
def test_feed_is_told_by_what_it_holds(site, fetcher, media_type):
    site.put("/rss", Answer(body=feed("/1").encode(), headers={"Content-Type": media_type}))
    assert len(read_feed(fetcher, site.url("/rss")).entries) == 1


def test_sitemap_with_relative_addresses(site, fetcher):
    inner = "<urlset><url><loc>/uk/1?a=1&b=2</loc><link rel='alternate' hreflang='en' href='/en/1'/></url></urlset>"
    site.put("/map/index.xml", Answer(body=b"<sitemapindex><sitemap><loc>news.xml</loc></sitemap></sitemapindex>"))
    site.put("/map/news.xml", Answer(body=inner.encode()))
    (page,) = read_sitemap(fetcher, site.url("/map/index.xml"))
    assert (page.url, page.alternates) == (site.url("/uk/1?a=1&b=2"), (("en", site.url("/en/1")),))


@pytest.mark.parametrize("packing", ["none", "UTF-8", "aws-chunked", "gzip", "br", "zstd", "deflate", "gzip, utf-8"])
def test_plain_text_under_the_name_of_a_packing(site, fetcher, packing):
    body = f"<p>{TEXT}</p>".encode()
    site.put("/a", Answer(body=body, headers={"Content-Type": "text/html", "Content-Encoding": packing}))
    assert fetcher.fetch(site.url("/a")).raw == body


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html; charset=utf-8, text/html", "text/html", "utf-8"),
        ("text/html, text/html; charset=windows-1251", "text/html", "windows-1251"),
        ("text/html;charset=utf-8,application/pdf", "application/pdf", "utf-8"),
        ('text/html; title="a, b"; charset=utf-8', "text/html", "utf-8"),
    ],
)
def test_content_type_that_was_sent_twice(header, media_type, charset):
    assert (media_type_of(header), charset_of(header)) == (media_type, charset)


@pytest.mark.parametrize(
    "rules",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /closed/\n",
        b"User-agent: zvirka/1.0\nDisallow: /closed/\n\nUser-agent: *\nAllow: /\n",
        b"USER-AGENT :  Zvirka/2\r\nDisallow: /closed/\r\n",
    ],
)
def test_robots_that_are_meant_are_obeyed(site, policy_with_robots, rules):
    site.put("/robots.txt", Answer(body=rules, headers={"Content-Type": "text/plain"}))
    site.page("/closed/a", b"<p>text</p>")
    with Fetcher(policy_with_robots, version="1") as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(site.url("/closed/a"))
    assert caught.value.reason is Reason.ROBOTS


def test_robots_are_asked_for_once_by_many_stories(site, policy_with_robots):
    site.page("/a", b"<p>text</p>")
    for _ in range(3):
        with Fetcher(policy_with_robots, version="1") as fetcher:
            fetcher.fetch(site.url("/a"))
    assert len(site.requests("/robots.txt")) == 1


def test_redirect_that_wants_a_cookie_says_so(site, fetcher):
    site.put("/a", Answer(status=302, headers={"Location": "/a"}))
    with pytest.raises(FetchError, match="cookie") as caught:
        fetcher.fetch(site.url("/a"))
    assert caught.value.reason is Reason.REDIRECTS
    assert len(site.requests("/a")) == 1
