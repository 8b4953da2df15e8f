"""Pages as trees: what a browser would read, bounded, and where elements stand."""

import pytest

from parsers.html.tree import Paths, allowed, bounded, build, descendants, text_of, tokens, words


@pytest.mark.parametrize("text", ["", " ", "<!-- nothing -->", "<?php ?>"])
def test_a_page_without_an_element_has_no_tree(text):
    assert build(text) is None


def test_comments_are_gone_and_the_text_behind_them_stays():
    assert text_of(build("<p>one<!-- two --> three</p>")) == "one three"


def test_what_noscript_opens_opens_nothing():
    root = build("<body><noscript><div></noscript><p>one</p><NOSCRIPT>two</NOSCRIPT></body>")
    assert [child.tag for child in root.find("body")] == ["p"]


def test_noscript_inside_a_script_is_its_text():
    root = build("<body><script>document.write('<noscript>')</script><p>one</p><noscript>two</noscript></body>")
    assert [child.tag for child in root.find("body")] == ["script", "p"]


def test_two_roots_are_one():
    root = build("<html><body><p>one</p></body></html><html><body><p>two</p></body></html>")
    assert [text_of(each) for each in root.iter("p")] == ["one", "two"]


def test_control_characters_end_no_page():
    assert text_of(build("<p>one\x00two\x0bthree</p>")) == "onetwothree"


@pytest.mark.parametrize("tags", [24_999, 25_000])
def test_a_page_of_no_more_tags_is_whole(tags):
    assert bounded("<b>" * tags) == "<b>" * tags


def test_a_page_of_more_tags_is_cut_at_one():
    assert bounded("<b>" * 25_001 + "end") == "<b>" * 25_000


def test_attributes_beyond_any_need_are_left_out():
    tag = "<p" + "".join(f' data-{number}="{number}"' for number in range(2_000)) + ">one</p>"
    left = bounded(tag)
    assert 'data-999="999"' in left
    assert 'data-1001="1001"' not in left
    assert bounded('<p class="lead">one</p>') == '<p class="lead">one</p>'


def test_names_become_words():
    root = build('<div class="Article-Body main" id="top_2" role="main" data-testid="storyText">a</div>')
    assert tokens(next(root.iter("div"))) == " article body main top 2 main storytext "


PAGE = """<body><div id="top story"><p>1</p><p class="lead first">2</p><ul><li>3</li></ul></div>
<article><div><p>4</p></div></article><p>5</p></body>"""


def test_a_path_begins_at_an_id_an_article_or_the_body():
    root, paths = build(PAGE), Paths()
    found = {text_of(each): paths.of(each) for each in root.iter("p", "li")}
    assert found == {
        "1": "div#top > p:1",
        "2": "div#top > p.lead:2",
        "3": "div#top > ul:1 > li:1",
        "4": "article:1 > div:1 > p:1",
        "5": "p:1",
    }


def test_paths_are_those_of_the_whole_page():
    root, paths = build(PAGE), Paths()
    first, second = next(root.iter("div")).findall("p")
    assert paths.of(first) == "div#top > p:1"
    first.getparent().remove(first)
    assert paths.of(second) == "div#top > p.lead:2"


def test_descendants_are_told_in_order_without_the_element():
    top = next(build(PAGE).iter("div"))
    assert [each.tag for each in descendants(top)] == ["p", "p", "ul", "li"]
    assert [text_of(each) for each in descendants(top, "li", "p")] == ["1", "2", "3"]
    assert list(descendants(top, "div")) == []


@pytest.mark.parametrize(
    ("text", "expected"), [(None, ""), ("", ""), (" a \n\t b ", "a b"), ("a b", "a b"), ("a\u00a0b", "a b")]
)
def test_white_space_is_single_blanks(text, expected):
    assert words(text) == expected


def test_what_lxml_refuses_is_left_out():
    assert allowed("a\x01\ud800b\ufffe\tc\U0001f600") == "ab\tc\U0001f600"
