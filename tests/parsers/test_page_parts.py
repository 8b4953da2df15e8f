"""Label lines, phrases of templates, walls before a story, AMP's elements, text beside blocks."""

import pytest
from lxml import html

from parsers import boilerplate, labels
from parsers.html import amp
from parsers.html.anonymous_blocks import LINE, part_lines
from parsers.html.walls import BOT_CHECK, CONSENT_WALL, wall
from parsers.types import Block, BlockKind, DropReason

ALL = ("uk", "en", "ru")


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("Деталі: міст відкрили.", "details", "міст відкрили."),
        ("Джерело: міська рада", "source", "міська рада"),
        ("Подробности: мост открыли.", "details", "мост открыли."),
        ("Джерело", "source", ""),
        ("Мер сказав: міст відкрили.", None, "Мер сказав: міст відкрили."),
        ("Деталі проєкту відомі.", None, "Деталі проєкту відомі."),
    ],
)
def test_a_label_is_told_from_a_sentence(text, key, rest):
    assert labels.split_label(text, ALL) == (key, rest)


def test_a_label_with_a_speaker():
    assert labels.split_speaker("Пряма мова Левченко: «Міст відкрили».", ALL) == ("Левченко", "«Міст відкрили».")
    assert labels.split_speaker("Левченко: «Міст відкрили».", ALL) is None


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("Фото: Олена Бондар", "photo", "Олена Бондар"),
        ("Photo: AP", "photo", "AP"),
        ("Міст: як це було", "photo", None),
    ],
)
def test_what_follows_an_introducing_word(text, key, rest):
    assert labels.split_word(text, ALL, key) == rest


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("USD 41.20", DropReason.TICKER),
        ("+12 °C Київ", DropReason.TICKER),
        ("UA EN RU", DropReason.SWITCHER),
        ("Міст відкрили у вівторок.", None),
        ("Міст. " * 50, None),
    ],
)
def test_phrases_of_templates(text, reason):
    assert boilerplate.phrases(ALL).reason(text) == reason


STORY = (Block(kind=BlockKind.PARAGRAPH, text="The bridge was opened. " * 100),)


@pytest.mark.parametrize(
    ("page", "blocks", "found"),
    [
        ('<script src="/cdn-cgi/challenge-platform/x"></script>', (), BOT_CHECK),
        ('<form action="https://visnyk.example/consent">', (), CONSENT_WALL),
        ('<script src="/cdn-cgi/challenge-platform/x"></script>', STORY, None),
        ('<script src="/cdn-cgi/challenge-platform/x"></script><article>', (), None),
        ("<p>Nothing here.</p>", (), None),
    ],
)
def test_walls_before_a_story(page, blocks, found):
    assert wall(page, blocks) == found


def test_elements_of_amp_are_those_of_html():
    root = html.fragment_fromstring(
        '<div><amp-img src="a.jpg"></amp-img><amp-youtube data-videoid="x1"></amp-youtube>'
        '<amp-twitter data-tweetid="7"><p>What follows.</p></amp-twitter></div>'
    )
    amp.as_html(root)
    assert [(each.tag, each.get("src")) for each in root.iter("img", "iframe")] == [
        ("img", "a.jpg"),
        ("iframe", "https://www.youtube.com/watch?v=x1"),
        ("iframe", "https://x.com/i/status/7"),
    ]
    assert root.xpath("string(.//p)") == "What follows."


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<div>One <b>two</b><p>Three.</p>four</div>", ["One two", "four"]),
        ("<div><p>Three.</p></div>", []),
        ("<div>One <i>two</i></div>", []),
        ("<div><img src='a'> <p>Three.</p></div>", []),
        ("<ul>One<li>Two</li></ul>", ["One"]),
    ],
)
def test_text_beside_blocks_gets_an_element_of_its_own(page, lines):
    root = html.fragment_fromstring(page)
    before = "".join(root.itertext())
    part_lines(root)
    assert ["".join(each.itertext()) for each in root.iter(LINE)] == lines
    assert "".join(root.itertext()) == before
