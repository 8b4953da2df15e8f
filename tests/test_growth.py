"""Time grows with the length of a text, not with its square: one strange page must not hold the interpreter."""

import random
import re
import subprocess
import sys

import pytest

from alignment.checks import find
from alignment.checks.form.length import is_too_long
from alignment.checks.form.quote import QUOTED
from alignment.checks.form.slips import _without_meant, slips
from alignment.checks.gaps.find import _may_begin
from alignment.checks.types import Cell
from alignment.encoders.vectors import Vectors, embed
from alignment.rows.align import align
from alignment.texts.names import names
from alignment.texts.quantities.numerals import numbers
from alignment.texts.sentences import split
from parsers.charset import _guess
from parsers.html import scripts
from parsers.metadata import authors
from parsers.metadata.jsonld import _load
from parsers.text import _block
from tests.support import growth
from tests.support.editions import articles_of, rows_of
from tests.support.growth import POWER, Used, power, worst

#: What is done with a text, and the text's repeated parts.
EDGES = {
    "the wrappers of JSON-LD": (_load, " ", "// ", "<!--", "]]> ", "/*", "/* //"),
    "authors": (lambda text: authors.split([text]), "a", "a@", "( ", " ;", " and ", "@."),
    "ends of sentences": (lambda text: split(text, "en"), ".", '."', ". ", ".( ", "a.", "a. A", "x", "a.b-c. "),
    "quotation marks": (lambda text: list(QUOTED.finditer(text)), "‟", '"', " ", '" ', "‟ ", "«", "“a "),
    "what is quoted": (_without_meant, "«", "«a ", "(", "„“", "“ ", '"'),
    "markup in scripts": (scripts.of_body, "<", "<p", "<p ", "</p"),
    "headings of Markdown": (
        lambda text: _block("# " + text, "line:1", ("en",), last=False, first=False),
        "#",
        " #",
        " ",
        "a #",
    ),
    "glued words": (lambda text: slips(text, "en"), "aB", "a.B", "aaaaB ", "abc.Def ", "A", "a-"),
    "numbers": (lambda text: numbers(text, "en"), "7", "7 ", "7,", "five ", "one hundred ", "3/", "7 May ", "$1m to "),
    "names": (lambda text: names(text, "en"), "Orlenko ", "Orlenko", "O'", "“Orlenko ", "“‟«"),
    "what is too long": (lambda text: is_too_long(Cell("en", "en", (0,), (), text)), "a ", "7 ", "“", "He. "),
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


def _word(chance):
    return "".join(chance.choices("abdegiklmnoprstuvz", k=6))


ROWS_OF = ("uk", "en", "ru")
#: What an edition says again and again in each of many rows, none of it what the others say.
ROWS = {
    "voting on numbers": lambda chance: str(chance.randrange(10, 10**6)),
    "rivals of names": lambda chance: _word(chance).capitalize(),
    "both": lambda chance: f"{_word(chance).capitalize()} has {chance.randrange(10**4)},",
}


@pytest.mark.parametrize("name", ROWS)
def test_the_time_of_checks_grows_with_the_rows_only(name):
    def check(count):
        chance = random.Random(count)
        texts = {
            edition: [" ".join(ROWS[name](chance) for _ in range(75)) for _ in range(count)] for edition in ROWS_OF
        }
        find(articles_of(texts), rows_of(texts), Vectors())

    assert power(check, short=8) <= POWER


def test_the_time_of_rows_grows_with_their_pairs_only():
    """Of texts that say nothing nearly all pairs seemed likely, and three editions made rows of each three of them."""

    def rows(count):
        chance = random.Random(count)
        texts = {edition: [" ".join(_word(chance) for _ in range(40)) for _ in range(count)] for edition in ROWS_OF}
        articles = articles_of(texts)
        align(articles, embed(articles, None, None))

    assert power(rows, short=16) <= 2


@pytest.mark.parametrize("part", [b"<script", b"<style", b"<", b"<script>\xe0"])
def test_a_charset_is_guessed_in_linear_time(part):
    assert power(lambda size: _guess(part * (size // len(part))), short=50_000) <= POWER


def test_the_time_of_every_pattern_grows_with_the_length_only():
    done = subprocess.run([sys.executable, growth.__file__], capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 100, done.stdout


@pytest.mark.parametrize("pattern", [r"\s*\n", r"<[^>]*>", r"^(?:a+)+$", r"\w+\s*:", r"«[^»]*»"])
def test_a_pattern_whose_time_grows_faster_is_found(pattern):
    assert worst(Used(re.compile(pattern), "", at_one_place=False))[0] > POWER


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a «b» c", "a     c"),
        ("a «b", "a «b"),
        ("«a «b» c»", " " * 6 + " c»"),
        ("„a“ “b” (c) [d]", " " * 15),
        ('a "b', 'a "b'),
        ("(a «b) c»", "       c»"),
    ],
)
def test_what_is_quoted_or_in_brackets_is_blanked(text, left):
    assert _without_meant(text) == left


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
