"""Time grows with the length of a text, not with its square: one strange page must not hold the interpreter."""

import pytest

from alignment.checks.form.quote import QUOTED
from alignment.checks.gaps.find import _may_begin
from alignment.texts.sentences import split
from parsers.charset import _guess
from parsers.metadata import authors
from parsers.metadata.jsonld import _load
from parsers.text import _block
from tests.support.growth import POWER, power

#: What is done with a text, and the text's repeated parts.
EDGES = {
    "the wrappers of JSON-LD": (_load, " ", "// ", "<!--", "]]> ", "/*", "/* //"),
    "authors": (lambda text: authors.split([text]), "a", "a@", "( ", " ;", " and ", "@."),
    "ends of sentences": (lambda text: split(text, "en"), ".", '."', ". ", ".( ", "a.", "a. A", "x", "a.b-c. "),
    "quotation marks": (lambda text: list(QUOTED.finditer(text)), "‟", '"', " ", '" ', "‟ ", "«", "“a "),
    "headings of Markdown": (
        lambda text: _block("# " + text, "line:1", ("en",), last=False, first=False),
        "#",
        " #",
        " ",
        "a #",
    ),
    "run-together sentences": (
        lambda text: [_may_begin(text, (0, at, len(text)), "en") for at in range(0, len(text), 20)],
        "A-",
        "a ",
    ),
}


@pytest.mark.parametrize("name", EDGES)
def test_time_grows_with_the_length_only(name):
    run, *parts = EDGES[name]

    grown = {part: power(lambda size, part=part: run(part * (size // len(part))), short=10_000) for part in parts}

    assert max(grown.values()) <= POWER, grown


@pytest.mark.parametrize("part", [b"<script", b"<style", b"<", b"<script>\xe0"])
def test_a_charset_is_guessed_in_linear_time(part):
    assert power(lambda size: _guess(part * (size // len(part))), short=50_000) <= POWER


def test_comments_and_wrappers_of_scripts_are_taken_off():
    wrapped = (
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '<!-- {"a": 1} -->',
        '/* one */ {"a": /* two */ 1}',
        '<![CDATA[<!--{"a": 1}-->]]>',
    )

    assert [_load(text) for text in wrapped] == [{"a": 1}] * 4


@pytest.mark.parametrize(
    ("line", "text"),
    [("# One", "One"), ("## Two ##", "Two"), ("# C # #", "C #"), ("### Three  ###", "Three"), ("# #", "#")],
)
def test_the_marks_that_close_a_heading_go(line, text):
    assert _block(line, "line:1", ("en",), last=False, first=False).text == text


def test_a_byline_is_cleaned_as_before():
    assert authors.split(["By Anna Example (staff) ; ben@example.org, Carl Example"]) == (
        "Anna Example",
        "Carl Example",
    )
