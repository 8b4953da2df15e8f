"""JSON-LD as pages really have it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from parsers.metadata import jsonld


def nodes(*scripts):
    page = "".join(f'<script type="application/ld+json">{each}</script>' for each in scripts)
    return jsonld.nodes(html.document_fromstring(f"<html><head>{page}</head><body><p>Text.</p></body></html>"))


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Bridge"}',
        '[{"@type": "NewsArticle", "headline": "Bridge"}]',
        '{"@graph": [{"@type": "NewsArticle", "headline": "Bridge"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Bridge"}}',
        '{"@type": "NewsArticle", "headline": "Bridge",}',
        '/* made by a plugin */ {"@type": "NewsArticle", "headline": "Bridge"};',
        '{"@type": "NewsArticle", "headline": "Bridge"}\n{"@type": "WebSite"}',
        '{"@type": ["Thing", "http://schema.org/NewsArticle"], "headline": "Bridge"}',
        '{"@type": "schema:NewsArticle", "headline": "Bridge"}',
        "<!--\n" + '{"@type": "NewsArticle", "headline": "Bridge"}' + "\n-->",
    ],
)
def test_a_story_is_found_in_whatever_form(script):
    assert jsonld.story(nodes(script))["headline"] == "Bridge"


@pytest.mark.parametrize("script", ["", "not json", '{"@type": "NewsArticle"', "[" * 5000, "null", "7"])
def test_what_cannot_be_read_is_no_story(script):
    assert jsonld.story(nodes(script)) == {}


def test_of_several_stories_the_one_that_the_page_speaks_of_is_taken():
    related = '{"@type": "NewsArticle", "headline": "Tram", "author": "A", "datePublished": "2025"}'
    own = '{"@type": "NewsArticle", "headline": "Bridge opens"}'
    assert jsonld.story(nodes(related, own), "Bridge opens | Visnyk")["headline"] == "Bridge opens"
    assert jsonld.story(nodes(related, own))["headline"] == "Tram"


def test_a_page_without_a_story_may_describe_itself():
    page = '{"@type": "WebPage", "datePublished": "2025-02-19"}'
    assert jsonld.story(nodes('{"@type": "WebSite"}', page))["datePublished"] == "2025-02-19"
    assert jsonld.story(nodes('{"@type": "WebPage"}')) == {}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Marta \n Levchenko ", "Marta Levchenko"),
        ({"@type": "Person", "name": "Marta"}, "Marta"),
        ([{"name": ""}, {"name": "Marta"}], "Marta"),
        ({"@value": "Marta"}, "Marta"),
        (12, "12"),
        ("A &amp; B", "A & B"),
        (None, ""),
        ([], ""),
        ({"url": "x"}, ""),
    ],
)
def test_the_text_of_a_value(value, text):
    assert jsonld.string(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>One.</p><p>Two <b>words</b>.</p>", "One.\nTwo words ."),
        ("One.\n\n Two.", "One.\nTwo."),
        (["One.<br>Two."], "One.\nTwo."),
        ({"name": "x"}, ""),
        (None, ""),
    ],
)
def test_a_text_is_a_paragraph_a_line(value, text):
    assert jsonld.lines(value) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@type", "@graph", "name", "x"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_value_is_an_error(value):
    assert isinstance(jsonld.string(value), str)
    assert isinstance(jsonld.lines(value), str)
    assert isinstance(jsonld.listed(value), list)
