"""Any bytes end in an article or in one clear sentence."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.page import parse
from parsers.types import UnreadablePageError
from tests.support.hostile import PAGES, PARAGRAPH

PIECES = st.sampled_from(
    [
        *(
            b"<div>",
            b"</div>",
            b"<p>",
            b"</p>",
            b"<h1>Title</h1>",
            b"<article>",
            b"</article>",
            PARAGRAPH,
            b"<br>",
            b"<a href='x'>",
        ),
        *(
            b"</a>",
            b"<ul><li>",
            b"<table><tr><td>",
            b"<blockquote>",
            b"\x00",
            b"\xff\xfe",
            b"&amp;",
            b"&#x110000;",
            b"<!--",
            b"-->",
        ),
        *(
            b"<script type='application/ld+json'>{",
            b"}</script>",
            b'"@graph":[',
            b"<img src=a>",
            b"<iframe src=b>",
            b"<",
        ),
        *(
            b"<meta charset=utf-16>",
            b"<meta property='og:title' content=' | '>",
            b"<time datetime='2024-13-45'>",
            "Фото: ".encode(),
        ),
    ]
)


def outcome(raw):
    try:
        return parse(raw, url="page")
    except UnreadablePageError as error:
        return error


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3 stream", "not-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-text"),
        (bytes(range(256)) * 20, "not-text"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no-article"),
        (b"<html></html>", "no-article"),
        (b"one line", "no-article"),
        (b'{"a": 1', "no-article"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(raw, reason):
    error = outcome(raw)
    assert isinstance(error, UnreadablePageError)
    assert error.reason == reason
    assert "\n" not in str(error)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_come_to_an_end(raw):
    outcome(raw)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=40).map(b"".join))
def test_any_markup_comes_to_an_end(raw):
    found = outcome(b"<html><body>" + raw)
    if not isinstance(found, UnreadablePageError):
        for block in found.blocks:
            assert block.text == " ".join(block.text.split())
            assert all(0 <= link.start <= link.end <= len(block.text) for link in block.links)


def test_page_with_two_roots_is_one_page():
    article = parse(b"<!--<html><body>" + PARAGRAPH + b"--></html><html><body><h1>T</h1>" + PARAGRAPH * 2, url="page")
    assert article.blocks


def test_control_characters_out_of_entities_do_no_harm():
    page = (
        b"<body><h1>T</h1>"
        + PARAGRAPH
        + b"<p>a<a href='&#1;b'>c</a><svg></svg>&#2;d<form>e</form>&#3;f</p>"
        + PARAGRAPH
    )
    assert parse(page, url="page").blocks


def test_malformed_address_is_no_address():
    page = b"<body><iframe src='http://[x'></iframe><a href='http://[y/very-long-path'>EN</a>" + PARAGRAPH
    assert parse(page, url="page").alternates == ()


@pytest.mark.parametrize("raw", PAGES.values(), ids=PAGES)
def test_hostile_pages_come_to_an_end(raw):
    """How soon, ``python -m benchmarks.hostile`` measures."""
    outcome(raw)


def test_page_of_a_hundred_thousand_tags_is_cut_and_says_so():
    page = b"<article><h1>T</h1>" + b"".join(
        b"<p>Line %d of a very long list of things that goes on and on.</p>" % n for n in range(50_000)
    )
    found = parse(page, url="page")
    assert [notice.kind for notice in found.notices] == ["extraction-doubtful"]
    assert found.blocks[0].text.startswith("Line 0 ")
    assert found.blocks[5_000].text.startswith("Line 5000 ")


MEMORY = """
import resource
from parsers.page import parse
line = b"<p>Sentence number %d of a long story that goes on and on.</p>"
parse(b"<article><h1>T</h1>" + line * 3, url="page")
page = b"<article><h1>T</h1>" + b"".join(line % number for number in range(30_000))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
parse(page, url="page")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(page))
"""


def test_many_short_paragraphs_take_bounded_memory():
    """The process's peak grows by no more than twenty times the page (bytes of resident memory)."""
    done = subprocess.run([sys.executable, "-c", MEMORY], check=True, capture_output=True, text=True)
    assert float(done.stdout) < 20
