"""A paragraph to which one edition has added a sentence stands in the row of those that it belongs to."""

from __future__ import annotations

import pytest

from alignment.encoders.vectors import Vectors
from alignment.rows.expansions import join_expanded
from alignment.rows.lattice import ABSENT
from alignment.rows.moves import Found
from alignment.rows.units import Texts
from tests.support.worlds import ConceptEmbedder, paragraph

LANGUAGES = ("en", "ru", "uk")
ALL = tuple((0, 1) for _ in LANGUAGES)


def told(language, *facts):
    """Return a paragraph that tells some facts, a sentence each."""
    return " ".join(paragraph(fact, language).text for fact in facts)


def joined(rows, texts, classes=(0, 0, 0)):
    found = [Found(groups, 1.0) for groups in rows]
    blocks = [[(number, text) for text in edition] for number, edition in zip(classes, texts, strict=True)]
    return [row.groups for row in join_expanded(found, Texts(LANGUAGES, blocks, Vectors(ConceptEmbedder())))]


SHORT = [[told("en", 1), told("en", 2)], [told("ru", 1), told("ru", 2)], [told("uk", 1), told("uk", 2, 8, 9)]]
#: Rows in which the long paragraph stands by itself, after the others or before them.
APART = [((1, 1), (1, 1), ABSENT), (ABSENT, ABSENT, (1, 1))]


@pytest.mark.parametrize("apart", [APART, APART[::-1]], ids=["before", "after"])
def test_a_sentence_added_to_a_short_paragraph_breaks_no_row(apart):
    assert joined([ALL, *apart], SHORT) == [ALL, ((1, 1), (1, 1), (1, 1))]


def test_what_was_grouped_because_of_it_stands_by_itself_again():
    grouped = [(ABSENT, ABSENT, (0, 1)), ((0, 2), (0, 2), (1, 1))]
    texts = [[told(code, 1), told(code, 2)] for code in ("en", "ru")] + [[told("uk", 1, 8, 9), told("uk", 2)]]
    assert joined(grouped, texts) == [((0, 1), (0, 1), (0, 1)), ((1, 1), (1, 1), (1, 1))]


def test_another_paragraph_in_the_same_place_is_none_of_them():
    other = [*SHORT[:2], [told("uk", 1), told("uk", 7, 8, 9)]]
    assert joined([ALL, *APART], other) == [ALL, *APART]


def test_a_paragraph_of_one_sentence_is_not_expanded():
    short = [*SHORT[:2], [told("uk", 1), told("uk", 2)]]
    assert joined([ALL, *APART], short) == [ALL, *APART]


def test_a_paragraph_joins_no_headings():
    assert joined([ALL, *APART], SHORT, classes=(1, 1, 0)) == [ALL, *APART]


def test_a_picture_without_a_text_joins_nothing():
    pictures = [*SHORT[:2], [told("uk", 1), ""]]
    assert joined([ALL, *APART], pictures) == [ALL, *APART]


def test_blank_blocks_are_joined_by_nothing():
    blank = [[told("en", 1), ""], [told("ru", 1), ""], [told("uk", 1), "   "]]
    assert joined([ALL, *APART], blank) == [ALL, *APART]


def test_a_caption_of_two_sentences_joins_no_pictures_without_a_text():
    pictures = [[told("en", 1), ""], [told("ru", 1), ""], SHORT[2]]
    assert joined([ALL, *APART], pictures) == [ALL, *APART]


def test_with_two_editions_nobody_says_how_like_translations_are():
    rows = [Found(((0, 1), ABSENT), 0.0), Found((ABSENT, (0, 1)), 0.0)]
    blocks = [[(0, told("en", 2))], [(0, told("uk", 2, 8, 9))]]
    assert join_expanded(rows, Texts(("en", "uk"), blocks, Vectors(ConceptEmbedder()))) == rows
