import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from alignment.types import Comparison
from parsers.types import Article
from storage import serial
from tests.support.stories import article, comparison


def of_before(article):
    """Return an article's JSON as it was stored while notices held the parts of their message."""
    for notice in article["notices"]:
        notice["reason"], notice["values"] = notice["message"]["text"], notice["message"]["values"]
        del notice["message"]


def test_article_that_an_earlier_version_stored_is_read():
    stored = json.loads(serial.unpack(serial.dump_article(article("uk"))))
    of_before(stored)
    assert serial.load_article(serial.pack(json.dumps(stored).encode())) == article("uk")


def test_comparison_that_an_earlier_version_stored_is_read():
    stored = json.loads(serial.unpack(serial.dump(comparison())))
    for each in stored["articles"].values():
        of_before(each)
    assert serial.load(serial.pack(json.dumps(stored).encode())) == comparison()


@pytest.mark.parametrize("odd", [*"\x1b\x07\x08\x0c\x7f\x9b\x9d\u202e\u2066"])
def test_what_steers_a_terminal_or_turns_a_line_comes_out_as_another_character(odd):
    """An earlier version kept it; what findings quote by its place stays in its place."""
    old = article("uk", title=f"Міст{odd} відкрили")
    old = replace(old, blocks=(replace(old.blocks[0], text=f"Рада{odd}підтримала"), *old.blocks[1:]))
    whole = replace(comparison(), articles={"uk": old, "en": article("en")})
    read = serial.load(serial.pack(TypeAdapter(Comparison).dump_json(whole))).articles["uk"]
    assert read == serial.load_article(serial.pack(TypeAdapter(Article).dump_json(old)))
    assert read == serial.load(serial.dump(whole)).articles["uk"] == serial.load_article(serial.dump_article(old))
    assert (read.title, read.blocks[0].text) == ("Міст\ufffd відкрили", "Рада\ufffdпідтримала")
    assert serial.calm(old.title) == read.title


@pytest.mark.parametrize("plain", ["a\\u001b", "\\\\b", 'a"b', "рядок\n\tдва", "«Міст» — №5 😀", "\u200f"])
def test_all_other_characters_come_out_as_they_are(plain):
    assert serial.load_article(serial.dump_article(article("uk", title=plain))).title == plain
    assert serial.calm(plain) == plain


DAMAGED = {
    "bytes": b"\x00\x01",
    "cut": serial.dump(comparison())[:-40],
    "no JSON": serial.pack(b"{"),
    "no text": serial.pack(b"\xff"),
    "a list": serial.pack(b"[]"),
    "no articles": serial.pack(b"{}"),
    "odd articles": serial.pack(b'{"articles": {"uk": 5}}'),
    "nested": serial.pack(b"[" * 100_000),
}


@pytest.mark.parametrize("packed", DAMAGED.values(), ids=DAMAGED)
def test_damaged_comparison_is_none(packed):
    assert serial.read(packed) is None
