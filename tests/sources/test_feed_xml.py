"""XML from strangers: small mistakes are passed over, entities refused, nothing fetched."""

import pytest

from parsers.xml import name_of
from sources.feed_xml import address, children, parse_xml, text_of
from sources.types import FetchError

URL = "https://visnyk.example/rss"
FEED = b"""<?xml version="1.0" encoding="windows-1251"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>%s & Co</title>
<item><dc:creator></dc:creator><creator>Anna</creator><!-- none --><link>/1</link></item></channel></rss>"""


def channel(raw=None, charset=None):
    return parse_xml(raw or FEED % "Вісник".encode("cp1251"), URL, charset)[0]


def test_a_bare_ampersand_is_passed_over():
    assert text_of(channel(), "title") == "Вісник & Co"


def test_the_charset_of_the_header_wins():
    raw = "<rss><channel><title>Вісник</title></channel></rss>".encode("cp1251")
    assert text_of(channel(raw, "windows-1251"), "title") == "Вісник"


def test_names_are_those_without_namespaces():
    (item,) = children(channel(), "item")
    assert [name_of(each) for each in item] == ["creator", "creator", "link"]
    assert text_of(item, "creator") == "Anna"
    assert text_of(item, "nothing", "link") == "/1"
    assert text_of(item, "nothing") == ""


@pytest.mark.parametrize("raw", [b"", b"not xml", b"\x00\x01"])
def test_what_is_no_xml_is_one_line(raw):
    with pytest.raises(FetchError, match=r"visnyk\.example/rss") as caught:
        parse_xml(raw, URL)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY a SYSTEM "http://127.0.0.1:9/">'],
)
def test_entities_of_its_own_are_refused(entity):
    raw = f"<!DOCTYPE rss [{entity}]><rss><channel><title>&a;</title></channel></rss>".encode()
    with pytest.raises(FetchError, match="entities"):
        parse_xml(raw, URL)


@pytest.mark.parametrize(
    ("base", "text", "found"),
    [
        ("", "/1", "https://visnyk.example/1"),
        ('xml:base="https://news.example/"', "1", "https://news.example/1"),
        ('xml:base="nowhere"', "/1", "https://visnyk.example/1"),
        ("", "", ""),
        ("", "http://[broken", ""),
    ],
)
def test_addresses_are_absolute_by_their_base(base, text, found):
    root = parse_xml(f"<rss {base}><item/></rss>".encode(), URL)
    assert address(root[0], text, URL) == found


def test_references_to_no_character_behind_a_mark_that_is_none_are_readable():
    """The mark of verbatim text stands in a comment, so that what follows is text; lxml failed over it later."""
    root = parse_xml(
        b"<rss><!-- <![CDATA[ --><a>x&#xD800;y</a><b><![CDATA[R&D]]></b></rss>", "https://visnyk.example/rss"
    )
    assert [text_of(root, name) for name in ("a", "b")] == ["x\ufffdy", "R&D"]
