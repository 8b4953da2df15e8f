"""What parsers hand over can be kept, sent and shown by whatever comes after them."""

import json

import pytest

from parsers.limits import NAME, TITLE
from parsers.page import parse
from parsers.sanitize import primary, text
from storage.serial import dump_article, load_article

BODY = "<p>The bridge was opened on Monday, and two villages have a doctor again since then.</p>"


def article(body=BODY, url="https://visnyk.example/en/1", **node):
    data = json.dumps({"@type": "NewsArticle", **node})
    head = f'<head><script type="application/ld+json">{data}</script></head>'
    return parse(f"<html>{head}<body><article>{body}</article></body></html>".encode(), url=url)


def test_half_a_surrogate_pair_and_nul_are_put_right():
    found = article(headline="A\x00 bridge \ud83d opens", publisher="Vis\ud800nyk", keywords=["a\x00", "b\udfff"])
    assert (found.title, found.publisher, found.tags) == ("A bridge \ufffd opens", "Vis\ufffdnyk", ("a", "b\ufffd"))


def test_whole_surrogate_pair_is_its_character():
    assert text("\ud83d\ude00") == "😀"


@pytest.mark.parametrize("odd", ["\x1b]0;owned\x07", "\x9b31m", "\u202edegrev", "\u2066"])
def test_no_text_steers_a_terminal_or_turns_a_line(odd):
    found = article(
        f"<h1>Bridge {odd}opens</h1><p>The bridge {odd}was opened on Monday, and two villages have a doctor.</p>"
    )
    assert not set(odd) & set("\x1b\x07\x9b\u202e\u2066") & set(found.title + found.blocks[-1].text)
    assert found.blocks[-1].text.startswith("The bridge ")


def test_links_stay_with_their_words():
    found = article(
        "<p>The \u202ebridge\u202c was opened on <a href='/x'>Monday</a>, and two villages have a doctor again.</p>"
    )
    (block,) = found.blocks
    (link,) = block.links
    assert block.text[link.start : link.end] == "Monday"


@pytest.mark.parametrize("target", ["http://[", "http://ex\u2100mple/", "http://visnyk.example:99999999/"])
def test_address_that_nobody_can_take_apart_leads_nowhere(target):
    page = (
        f'<html><head><link rel="canonical" href="{target}"><link rel="alternate" hreflang="uk" href="{target}"></head>'
        f"<body><article>{BODY}<p>The doctor <a href='{target}'>said</a> that she would stay for a year or two.</p>"
    )
    found = parse(page.encode(), url="https://visnyk.example/en/1")
    assert (found.canonical, found.alternates, found.blocks[-1].links) == (None, (), ())


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "Mon, 01 Jan 9999 00:00 +0000"]
)
def test_date_beyond_the_calendar_is_none(date):
    assert article(datePublished=date).published is None


def test_title_and_names_have_limits():
    found = article(headline="a" * 100_000, author=["b" * 5000] * 500, publisher="c" * 5000)
    assert len(found.title) == TITLE
    assert max(map(len, (found.publisher, *found.authors))) == NAME


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        *(("uk", "uk"), ("UA", "uk"), ("uk_UA", "uk"), ("zh-Hans-CN", "zh"), ("eng", "en")),
        *(
            (code, None)
            for code in ("", None, "../../etc", "a" * 5000, "ук", "english", "ru/../en", "en\nru", "x-default", "\x00")
        ),
    ],
)
def test_only_codes_of_languages_become_languages(declared, code):
    assert primary(declared) == code


def test_declared_language_that_is_a_path_opens_no_file():
    page = f'<html lang="../../../../etc"><body><article><p>{"1234 " * 30}</p></article></body></html>'
    assert parse(page.encode(), url="https://visnyk.example/1", languages=("uk", "en", "ru")).language == "und"


def test_json_with_half_a_pair_is_read():
    post = {"title": {"rendered": "A bridge \ud83d"}, "content": {"rendered": BODY}, "link": "https://visnyk.example/1"}
    assert parse(json.dumps(post).encode(), url="https://visnyk.example/1").title == "A bridge ?"


@pytest.mark.parametrize("depth", [40, 300, 480, 5000])
def test_nested_without_end_is_read(depth):
    value = '[{"name":' * depth + '"x"' + "}]" * depth
    data = f'{{"@type": "NewsArticle", "headline": {value}, "author": {{"@id": {value}}}, "@id": {value}}}'
    page = f'<head><script type="application/ld+json">{data}</script></head><body><article>{BODY}</article></body>'
    assert parse(page.encode(), url="https://visnyk.example/en/1").language == "en"


def test_old_date_comes_back_from_the_database_as_it_was():
    found = article(datePublished="1400-01-01")
    assert load_article(dump_article(found)) == found
