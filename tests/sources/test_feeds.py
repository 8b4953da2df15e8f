import gzip
from datetime import UTC, datetime

import pytest

from sources.feeds import moment, parse_feed, read_feed
from sources.sitemaps import parse_sitemap, read_sitemap
from sources.types import FetchError, Reason
from tests.support.site import Answer

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Вісник</title><language>uk-UA</language>
<item><title>Міст &amp; дорога
  сьогодні</title><link>https://visnyk.example/news/2</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0200</pubDate>
  <description>Коротко</description><content:encoded><![CDATA[<p>Увесь текст</p>]]></content:encoded></item>
<item><title>Тепло</title><guid>https://visnyk.example/news/1</guid><fulltext>Тут усе</fulltext></item>
<item><title>Тепло знову</title><link>https://visnyk.example/news/1</link></item>
<item><title>Без адреси</title><guid isPermaLink="false">17</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Herald</title>
<entry><title>Bridge</title><link rel="self" href="/api/1"/><link href="/news/1"/>
<updated>2026-03-01T08:00:00Z</updated><summary>Short&nbsp;one</summary>
<content type="html">&lt;p&gt;All&lt;/p&gt;</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
<item><title>Мост</title><link>https://visnyk.example/news/1</link><dc:date>2026-03-01T08:00:00Z</dc:date></item></rdf:RDF>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://visnyk.example/uk/1</loc><lastmod>2026-03-01</lastmod>
<news:news><news:publication><news:name>Вісник</news:name><news:language>uk</news:language></news:publication>
<news:publication_date>2026-03-01T10:00:00+02:00</news:publication_date><news:title>Міст</news:title></news:news>
<xhtml:link rel="alternate" hreflang="en-GB" href="https://visnyk.example/en/1"/>
<xhtml:link rel="alternate" hreflang="x-default" href="https://visnyk.example/"/></url>
<url><loc>/relative</loc></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{old}</loc><lastmod>2026-02-01</lastmod></sitemap>
<sitemap><loc>{new}</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"""

LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><title>&c;</title></channel></rss>"""

OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<rss><channel><title>&secret;</title></channel></rss>"""

MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_rss():
    feed = parse_feed(RSS.encode(), "https://visnyk.example/rss")
    assert (feed.title, feed.language) == ("Вісник", "uk")
    first, second = feed.entries
    assert (first.url, first.title, first.published) == (
        "https://visnyk.example/news/2",
        "Міст & дорога сьогодні",
        MORNING,
    )
    assert (first.summary, first.full_text) == ("Коротко", "<p>Увесь текст</p>")
    assert (second.url, second.title, second.full_text) == ("https://visnyk.example/news/1", "Тепло", "Тут усе")
    assert second.published is None


def test_atom():
    (entry,) = parse_feed(ATOM.encode(), "https://visnyk.example/atom.xml").entries
    assert (entry.url, entry.published, entry.full_text) == ("https://visnyk.example/news/1", MORNING, "<p>All</p>")
    assert entry.summary == "Short\xa0one"  # the entity is HTML's; in XML it is a mistake


def test_rss_1_keeps_items_beside_the_channel():
    (entry,) = parse_feed(RDF.encode(), "https://visnyk.example/rdf").entries
    assert (entry.title, entry.published) == ("Мост", MORNING)


def test_feed_in_another_encoding():
    raw = RSS.replace("UTF-8", "windows-1251").encode("windows-1251")
    assert parse_feed(raw, "u").title == "Вісник"


def test_sloppy_feed_is_read_as_far_as_it_goes():
    assert len(parse_feed(RSS.replace("&amp;", "&").encode(), "u").entries) == 2
    assert len(parse_feed(RSS.encode()[:-300], "u").entries) >= 1


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
def test_entities_are_refused(text):
    with pytest.raises(FetchError, match="entities") as caught:
        parse_feed(text.encode(), "u")
    assert caught.value.reason is Reason.XML


@pytest.mark.parametrize("raw", [b"", b"plain text", b"<html><body>404</body></html>", b"{}", b"\0\1\2"])
def test_what_is_no_feed(raw):
    for parse in (parse_feed, parse_sitemap):
        with pytest.raises(FetchError) as caught:
            parse(raw, "https://visnyk.example/rss")
        assert caught.value.reason is Reason.XML
        assert "\n" not in str(caught.value)


def test_sitemap_with_news_and_other_editions():
    page, relative = parse_sitemap(SITEMAP.encode(), "https://visnyk.example/maps/news.xml").pages
    assert relative.url == "https://visnyk.example/relative"
    assert (page.url, page.title, page.language, page.published) == (
        "https://visnyk.example/uk/1",
        "Міст",
        "uk",
        MORNING,
    )
    assert page.alternates == (("en", "https://visnyk.example/en/1"),)


def test_index_is_followed_newest_first(site, fetcher):
    xml = {"Content-Type": "application/xml"}
    index = INDEX.format(old=site.url("/old.xml"), new=site.url("/new.xml.gz"))
    site.put("/sitemap.xml", Answer(body=index.encode(), headers=xml))
    site.put("/old.xml", Answer(body=SITEMAP.replace("uk/1", "uk/0").encode(), headers=xml))
    packed = gzip.compress(SITEMAP.encode())
    site.put("/new.xml.gz", Answer(body=packed, headers={"Content-Type": "application/gzip"}))
    listed = [page.url for page in read_sitemap(fetcher, site.url("/sitemap.xml"))]
    assert listed[::2] == ["https://visnyk.example/uk/1", "https://visnyk.example/uk/0"]
    assert len(list(read_sitemap(fetcher, site.url("/sitemap.xml"), most=1))) == 2


def test_feed_is_fetched(site, fetcher):
    site.put("/rss", Answer(body=RSS.encode(), headers={"Content-Type": "application/rss+xml"}))
    assert len(read_feed(fetcher, site.url("/rss")).entries) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun, 01 Mar 2026 10:00:00 +0200", MORNING),
        ("2026-03-01T08:00:00Z", MORNING),
        ("2026-03-01T08:00:00", MORNING),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("вчора", None),
        ("", None),
    ],
)
def test_moment(text, expected):
    assert moment(text) == expected
