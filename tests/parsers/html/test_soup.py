"""A large region is read in pieces, and no block tells it from one that was read whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from parsers.html import soup

TEXTS = st.sampled_from(["one", "two words", "", " "])
LINES = st.builds("<{0}>{1}</{0}>{2}".format, st.sampled_from(["p", "h2", "blockquote"]), TEXTS, TEXTS)
LISTS = st.lists(TEXTS, max_size=4).map(lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>")
ROWS = st.lists(TEXTS, max_size=3).map(lambda cells: f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
TABLES = st.lists(ROWS, max_size=4).map(lambda rows: f"<table><tbody>{''.join(rows)}</tbody></table>")
INNER = st.recursive(
    st.one_of(LINES, LISTS, TABLES, TEXTS),
    lambda inside: st.lists(inside, max_size=5).map(lambda parts: f"<div>{''.join(parts)}</div>"),
    max_leaves=12,
)


def read(markup, size, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(soup, "_PIECE", size)
        return [(block.kind, block.text) for block in soup.blocks(html.fragment_fromstring(markup), ())]


@given(parts=st.lists(INNER, max_size=6), size=st.integers(1, 6))
def test_pieces_make_the_blocks_of_the_whole(parts, size):
    markup = f"<div>{''.join(parts)}</div>"
    with pytest.MonkeyPatch.context() as patch:
        assert read(markup, size, patch) == read(markup, 1_000, patch)


def test_text_between_elements_is_kept():
    markup = "<div>one<p>two</p>three<div><p>four</p>five</div>six</div>"
    with pytest.MonkeyPatch.context() as patch:
        assert [text for _, text in read(markup, 1, patch)] == ["one", "two", "three", "four", "five", "six"]


def test_ten_thousand_paragraphs_are_read():
    found = soup.blocks(html.fragment_fromstring(f"<div>{'<p>one</p>' * 10_000}</div>"), ())
    assert len(found) == 10_000
