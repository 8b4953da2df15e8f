"""Lines of the template that stand among a story's paragraphs, told by their form and not by words."""

import pytest

from parsers.page import parse

FIRST = "<p>The council met on Monday and agreed on a plan for the river that people had asked for.</p>"
SECOND = "<p>Work is to begin in spring, said the head of the council, and should last for two years.</p>"
THIRD = "<p>Those who live by the water were asked first, and most of them were in favour of it.</p>"
TITLE = "Council agrees on a plan for the river"
HEAD = f"<head><title>{TITLE}</title><meta property='og:title' content='{TITLE}'></head>"


def outcome(line):
    page = f"<html>{HEAD}<body><div class='page'><h1>{TITLE}</h1>{FIRST}{line}{SECOND}{THIRD}</div></body></html>"
    article = parse(page.encode(), url="page")
    return len(article.blocks), [
        one.reason for one in article.dropped if one.reason not in ("title", "duplicate-of-title")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"<p><a href='/'>Home</a> <a href='/city'>City</a> <span>{TITLE}</span></p>", "navigation"),
        ("<strong>About<br><a rel='tag' href='/t/1'>river</a>, <a rel='tag' href='/t/2'>council</a></strong>", "tags"),
        ("<span itemprop='datePublished'>segunda-feira, 22 de janeiro de 2018</span>", "byline"),
        ("<p>name.surname@post.example</p>", "byline"),
        ("<p>twitter.com/name_surname</p>", "byline"),
    ],
)
def test_line_of_the_template_is_dropped(line, reason):
    assert outcome(line) == (3, [reason])


@pytest.mark.parametrize(
    "line",
    [
        f"<p>KYIV, 24 April. Topic: {TITLE}</p>",
        "<p>Ask them at name.surname@post.example before Friday.</p>",
        "<p>Both <a rel='tag' href='/t/1'>the river</a> and <a rel='tag' href='/t/2'>the council</a> are old here.</p>",
    ],
)
def test_line_of_the_story_that_looks_like_it_stays(line):
    assert outcome(line) == (4, [])


REST = f"{SECOND}{THIRD}"
COMMENTS = (
    "<div class='comments'><p>What a fine plan, said nobody who lives by this river of ours.</p><time>9:00</time></div>"
)


@pytest.mark.parametrize(
    "body",
    [
        f"{FIRST}<div class='comments-open story'>{REST}</div>",
        f"{FIRST}<div class='comments-text'>{SECOND}</div>{THIRD}",
        f"<div class='comments'>{FIRST}{SECOND}</div>{THIRD}",
        f"{FIRST}{REST}{COMMENTS}",
    ],
    ids=["state", "between", "before", "comments"],
)
def test_what_is_called_comments_and_stands_in_the_story_is_the_story(body):
    page = f"<html>{HEAD}<body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    assert [block.text for block in parse(page.encode(), url="page").blocks] == [
        line.removeprefix("<p>").removesuffix("</p>") for line in (FIRST, SECOND, THIRD)
    ]
