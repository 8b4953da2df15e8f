"""No word is cut out of a sentence, and no text of a page is lost in silence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import available, table
from locales.page_tables import Boilerplate
from parsers.page import parse
from parsers.publishers.profiles import PROFILES
from parsers.types import DropReason, UnreadablePageError
from reports.wording import REASONS
from tests.support.visible import cut_blocks, lost_texts

PAGES = sorted(Path(__file__).with_name("pages").rglob("page.html"))
WORDS = ("Bridge", "opens", "after", "eleven", "months", "of", "work,", "the", "council", "said.")
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
INLINE = st.sampled_from(("b", "a href='/x'", "span class='share'", "em class='tag'", "time", "button", "font"))


@st.composite
def lines(draw):
    """Draw a sentence of which some words stand in inline elements."""
    parts = [draw(SENTENCE)]
    for tag in draw(st.lists(INLINE, max_size=3)):
        parts += [f"<{tag}>{draw(SENTENCE)}</{tag.split()[0]}>", draw(SENTENCE)]
    return " ".join(parts)


NAMES = ("", "share", "related", "text", "comments", "widget", "lead", "nav", "hidden", "author", "date")
TAGS = ("p", "div", "section", "article", "li", "h2", "blockquote", "td", "aside", "figure")


@st.composite
def elements(draw, inner):
    tag, name = draw(st.sampled_from(TAGS)), draw(st.sampled_from(NAMES))
    return f"<{tag} class='{name}'>{''.join(draw(st.lists(inner, min_size=1, max_size=4)))}</{tag}>"


BODIES = st.lists(st.recursive(lines(), elements, max_leaves=12), min_size=1, max_size=8)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.parent.relative_to(PAGES[0].parents[2])))
def test_fixture_keeps_both_promises(path):
    page = path.read_text(encoding="utf-8")
    article = parse(page.encode(), url=path.name)
    assert cut_blocks(article, page) == []
    assert lost_texts(article, page) == []


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_any_page_keeps_both_promises(body):
    page = "<html><body><h1>Bridge opens</h1>" + "".join(body) + "</body></html>"
    try:
        article = parse(page.encode(), url="page")
    except UnreadablePageError:
        return
    assert cut_blocks(article, page) == []
    assert lost_texts(article, page) == []


def test_every_reason_can_be_said_to_readers():
    assert set(DropReason) <= set(REASONS)


def test_every_table_and_profile_gives_a_known_reason():
    given_reasons = {rule.reason for code in available() for rule in table(code, Boilerplate).rule}
    given_reasons |= {reason for profile in PROFILES.values() for _, reason in profile.drop}
    assert given_reasons <= set(DropReason)
