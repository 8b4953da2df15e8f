"""A stranger's title is words in every chat: nobody is called, nothing is linked, no line is added."""

from html import escape

import pytest
from apprise.conversion import markdown_to_html

from pipeline.watching.markup import harmless

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise imports it
#: What calls somebody, links or formats, and what is left of it to search for.
MARKUP = {
    "Slack calls a channel": "<!channel> now",
    "Slack links": "<https://evil.example|our bank>",
    "Discord calls everybody": "@everyone @here <@123> <#5>",
    "Telegram's HTML": "<b>x</b> <a href='https://evil.example'>y</a>",
    "Telegram's commands": "/start and $USD",
    "Markdown links": "[our bank](https://evil.example) ![x](https://evil.example/x.png)",
    "reference links": "[x]: https://evil.example",
    "formatting": "**one** __two__ _three_ ~~four~~ ||five||",
    "code": "`rm` and ```sh```",
    "a heading": "# One",
    "a heading by its rule": "===",
    "a rule": "---",
    "a list": "- one",
    "a numbered list": "1. one",
    "a quotation": "> one",
    "a table": "| a | b |",
    "backslashes": "\\<b>",
    "entities": "&lt;b&gt; &#60;",
    "emoji": ":skull:",
    "a bare address": "https://evil.example and evil.example and www.evil.example/x",
    "mail": "mailto:a@evil.example",
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_words(name):
    told = harmless(MARKUP[name])
    assert not set("<>@#*_~`|[]\\") & set(told)
    assert not any(part in told for part in ("://", "evil.example", "&lt;", "&#", ":skull:", "/start", "$USD"))
    assert (
        markdown_to_html(f"Severe: said\n{told}", extensions=("extra",))
        == f"<p>Severe: said\n{escape(told, quote=False)}</p>"
    )


@pytest.mark.parametrize("char", ["\n", "\r\n", "\t", "\x85", "\u2028", "\u2029", "\x0b"])
def test_a_title_is_one_line(char):
    assert harmless(f"one{char}two") == "one two"


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200f", "\u061c", "\x1b", "\x00", "\ufeff", "\u00ad"])
def test_what_is_not_seen_goes(char):
    assert harmless(f"one{char}two") == "onetwo"


@pytest.mark.parametrize(
    "title",
    [
        "Рада ухвалила бюджет: 3,5% ВВП (оновлено)",
        "AT&T paid $5 at 10:30 — “deal”",
        "Курс 41.25 грн",
        "А/Б, 5/6",
        "👩‍🚀",
    ],
)
def test_usual_titles_stay_as_they_are(title):
    assert harmless(title) == title
