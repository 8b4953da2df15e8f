"""Feeds, sitemaps, headers and robots.txt as servers really send them: read, or named for what they are."""

from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest

from pipeline.reading.page_parsing import parse
from sources.feeds import moment, read_feed
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


@pytest.fixture
def served(site, fetcher):
    """Serve a feed and return its one entry as it is read."""

    def served(text, charset="utf-8", **headers):
        site.put("/rss", Answer(body=text.encode(charset), headers={"Content-Type": "text/xml"} | headers))
        (entry,) = read_feed(fetcher, site.url("/rss")).entries
        return entry

    return served


@pytest.mark.parametrize(
    "link",
    [
        "https://visnyk.example/read?id=1&page=2",
        "https://visnyk.example/read?id=1&amp;page=2",
        "https://visnyk.example/read?id=1&#38;page=2",
        "<![CDATA[https://visnyk.example/read?id=1&page=2]]>",
    ],
)
def test_ampersand_of_an_address_is_kept(served, link):
    assert served(feed(link)).url == "https://visnyk.example/read?id=1&page=2"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<![CDATA[Ціна < 5 & > 3 &copy;]]>", "Ціна < 5 & > 3 &copy;"),
        ("A&nbsp;&mdash;&NotEqualTilde; B &unknown; C", "A —≂̸ B &unknown; C"),
    ],
    ids=["verbatim", "characters-of-html"],
)
def test_title_of_an_entry(served, title, expected):
    assert served(feed("/1", title)).title == expected


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
def test_charset_of_a_feed(served, header, declared, written):
    long = f"{TEXT}, повідомили в міській раді у понеділок після полудня"
    text = feed("/1", long, f'<?xml version="1.0"{declared}?>')
    assert served(text, written, **{"Content-Type": header}).title == long


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
        ('xml:base="http://["', "", "/1", "/1"),
        ("", "", "/1", "/1"),
    ],
)
def test_base_of_a_feed(served, site, attributes, item, link, expected):  # noqa: PLR0917 - a table
    assert served(feed(link, attributes=attributes, item=item)).url == urljoin(site.url("/rss"), expected)


@pytest.mark.parametrize(
    "media_type", ["application/x-rss+xml", "text/rss", "application/json", "image/svg+xml", "binary/octet-stream"]
)
def test_feed_is_told_by_what_it_holds(served, media_type):
    assert served(feed("/1"), **{"Content-Type": media_type}).title == TEXT


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


STORY = "".join(f"<p>{TEXT}, повідомили в міській раді після полудня {day} березня.</p>" for day in range(1, 6))
PAGE = f"<html lang='uk'><head>{{}}</head><body><article><h1>Міст відкрили</h1>{STORY}</article></body></html>"


@pytest.mark.parametrize(
    ("head", "charset", "headers"),
    [
        ("", "utf-16-le", {"Content-Type": "text/html"}),
        ("", "utf-16-be", {"Content-Type": "text/html; charset=utf-8"}),
        ("<meta charset=utf-8>", "utf-16", {"Content-Type": "text/html"}),
        ("", "windows-1251", {"Content-Type": "text/html; charset=win-1251"}),
        ("", "windows-1251", {"Content-Type": "text/html; charset=windows-1251, text/html"}),
        ("", "utf-8", {"Content-Type": "text/html", "Content-Encoding": "utf-8"}),
    ],
)
def test_text_of_a_page(site, fetcher, head, charset, headers):
    site.put("/a", Answer(body=PAGE.format(head).encode(charset), headers=headers))
    article = parse(fetcher.fetch(site.url("/a")), ("uk", "en", "ru"))
    assert (article.title, len(article.blocks)) == ("Міст відкрили", 5)
    assert TEXT in article.blocks[0].text


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ("", {"Link": '</en/a>; rel="alternate"; hreflang="en"'}),
        ("", {"Link": "</style.css>; rel=preload, </en/a>; hreflang=en; rel=alternate"}),
        ("<base href='/en/x'><link rel=alternate hreflang=en href=a>", {}),
        ("<link rel=canonical href=/en/a><link rel=alternate hreflang=en href=/en/a>", {}),
    ],
    ids=["link-header", "links-in-one-header", "base", "canonical-of-the-other"],
)
def test_edition_that_a_page_or_its_headers_name(site, fetcher, head, headers):
    site.put("/uk/a", Answer(body=PAGE.format(head).encode(), headers={"Content-Type": "text/html"} | headers))
    article = parse(fetcher.fetch(site.url("/uk/a")), ("uk", "en", "ru"))
    assert [(each.language, each.url) for each in article.alternates] == [("en", site.url("/en/a"))]
    assert article.canonical is None


def sitemap(fetcher, url):
    return list(read_sitemap(fetcher, url))


@pytest.mark.parametrize(
    ("read", "body", "headers", "said"),
    [
        (read_feed, b"", {}, "is an empty page"),
        (read_feed, b"<html><body>404</body></html>", {}, "is neither an RSS nor an Atom feed"),
        (read_feed, b"{}", {"Content-Type": "application/json"}, "is no readable XML"),
        (read_feed, b"\x89PNG\r\n\x1a\n", {"Content-Type": "image/png"}, "is no readable XML"),
        (read_feed, b"\x1f\x8b broken", {"Content-Encoding": "gzip"}, "is compressed in a broken way"),
        (sitemap, b"", {}, "is an empty page"),
        (sitemap, b"<rss><channel/></rss>", {}, "is no sitemap"),
        (sitemap, b"\x1f\x8b broken", {"Content-Encoding": "gzip"}, "is compressed in a broken way"),
        (sitemap, b"plain text", {}, "is no readable XML"),
    ],
)
def test_what_is_no_list_of_stories_is_named(site, fetcher, read, body, headers, said):  # noqa: PLR0917 - a table
    site.put("/list", Answer(body=body, headers={"Content-Type": "text/xml"} | headers))
    with pytest.raises(FetchError) as caught:
        read(fetcher, site.url("/list"))
    assert f"{site.url('/list')} {said}" in str(caught.value)
    assert "\n" not in str(caught.value)
