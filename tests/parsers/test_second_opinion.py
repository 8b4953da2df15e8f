"""A second extractor is asked only on request, and its reading is kept where it is another story's."""

import sys

import pytest

from parsers.page import parse
from parsers.second_opinion import agreement

STORY = (
    "The bridge was opened a month early on Saturday, and the first to cross it was a woman with a goat.",
    "Builders had worked in three shifts since March, said the head of the works, who had promised a bridge by winter.",
    "The old bridge had stood for ninety years and was carried away by the flood of last year with all that was on it.",
    "Two villages had no doctor since then, and children went to school by boat when the wind let them.",
    "The new bridge is twelve metres wide and has a path for those who walk, which the old one never had.",
    "Next spring the town is going to plant lime trees along the road that leads to it, if the budget is voted.",
)


def page(name):
    rest = "".join(f"<div class='{name}'><p>{text}</p></div>" for text in STORY[1:])
    return f"<html><body><article><h1>Bridge</h1><p>{STORY[0]}</p>{rest}</article></body></html>".encode()


def test_readings_that_differ_are_both_kept():
    article = parse(page("slideshow-footer"), url="page", cross_check=True)
    assert [block.text for block in article.blocks] == list(STORY)
    assert [one.kind for one in article.notices] == ["extraction-doubtful"]
    assert STORY[0] in article.second_opinion
    assert STORY[-1] not in article.second_opinion


def test_readings_that_agree_are_not_mentioned():
    article = parse(page("text"), url="page", cross_check=True)
    assert (article.notices, article.second_opinion) == ((), ())


def test_nobody_is_asked_by_default(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # importing it would fail
    assert parse(page("slideshow-footer"), url="page").notices == ()


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [("one two three", "Three, two: one", 1), ("one two", "two three", 0.5), ("one", "", 0), ("", "", 0)],
)
def test_agreement(first, second, share):
    assert agreement(first, second) == share
