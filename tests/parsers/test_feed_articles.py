"""Posts as content management systems answer them, and as feeds carry them."""

import json

import pytest

from parsers.feed_articles import Post, from_json, from_rss

WORDPRESS = {
    "title": {"rendered": "Bridge &amp; road"},
    "content": {"rendered": "<p>The bridge is open.</p>"},
    "link": "https://visnyk.example/1",
    "date_gmt": "2025-11-03T08:30:00",
    "date": "2025-11-03T10:30:00",
    "lang": "en",
}
GHOST = {
    "title": "Bridge",
    "html": "<p>The bridge is open.</p>",
    "url": "https://visnyk.example/1",
    "published_at": "2025-11-03T08:30:00.000Z",
    "primary_author": {"name": "Olha Lys"},
}


@pytest.mark.parametrize("given", [WORDPRESS, [WORDPRESS], [WORDPRESS, GHOST]])
def test_a_post_of_wordpress_is_read(given):
    assert from_json(json.dumps(given)) == Post(
        title="Bridge & road",
        body="<p>The bridge is open.</p>",
        url="https://visnyk.example/1",
        published="2025-11-03T08:30:00Z",
        language="en",
    )


@pytest.mark.parametrize("given", [{"posts": [GHOST]}, GHOST])
def test_a_post_of_ghost_is_read(given):
    post = from_json(json.dumps(given))
    assert (post.title, post.author, post.published) == ("Bridge", "Olha Lys", "2025-11-03T08:30:00.000Z")


def test_a_time_without_its_zone_stays_so():
    known = {name: value for name, value in WORDPRESS.items() if name != "date_gmt"}
    assert from_json(json.dumps(known)).published == "2025-11-03T10:30:00"


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[" * 100_000,
        "[]",
        "7",
        '["a post"]',
        '{"posts": []}',
        json.dumps(GHOST | {"html": ""}),
        json.dumps(GHOST | {"html": 7}),
        json.dumps(WORDPRESS | {"content": {"rendered": None}}),
    ],
)
def test_other_json_is_no_post(text):
    assert from_json(text) is None


@pytest.mark.parametrize("odd", [{"primary_author": "Olha Lys"}, {"primary_author": {"name": None}}])
def test_an_author_of_another_form_is_left_out(odd):
    assert from_json(json.dumps(GHOST | odd)).author == ""


def test_an_item_of_a_feed_is_read_with_its_full_text():
    raw = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Visnyk</title><item>
        <title>Bridge</title><link>https://visnyk.example/1</link>
        <content:encoded><![CDATA[<p>The bridge is open.</p>]]></content:encoded>
        </item><item><title>Road</title></item></channel></rss>"""
    post = from_rss(raw.encode())
    assert (post.title, post.body, post.url) == ("Bridge", "<p>The bridge is open.</p>", "https://visnyk.example/1")


def test_an_entry_of_atom_names_its_address_in_an_attribute():
    raw = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Bridge</title>
        <link href="https://visnyk.example/1"/><content type="html">&lt;p>The bridge is open.&lt;/p></content>
        </entry></feed>"""
    assert from_rss(raw.encode()).url == "https://visnyk.example/1"


@pytest.mark.parametrize("raw", [b"", b"no XML", b"<rss><channel/></rss>", b"<html><p>A page</p></html>"])
def test_without_an_item_there_is_no_post(raw):
    assert from_rss(raw) is None
