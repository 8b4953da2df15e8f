"""Rows as checks see them: cells of one or several blocks, evidence in them, passages that belong together."""

import pytest

from alignment.checks.glossary import Glossary
from alignment.checks.passages import units
from alignment.checks.source_lines import is_given_as_text, is_laid_out, is_source_line
from alignment.checks.story import cell_of, story_of
from alignment.checks.types import Span
from alignment.encoders.vectors import Vectors
from alignment.types import Relation, Row
from parsers.types import Article, Block, BlockKind
from tests.support.editions import articles_of, rows_of


def story(texts):
    return story_of(articles_of(texts), rows_of(texts), Vectors(), Glossary())


def split_story():
    """One row whose English cell has two blocks."""
    texts = {"en": ["The bridge is open.", "Trams run again."], "uk": ["Міст відкрили. Трамваї їздять."]}
    row = Row(cells={"en": (0, 1), "uk": (0,)}, relation=Relation.ALIGNED, score=1.0)
    return story_of(articles_of(texts), (row,), Vectors(), Glossary())


def test_editions_of_a_row_stand_in_the_order_of_their_codes():
    (row,) = story({"uk": ["Міст."], "en": ["A bridge."], "ru": ["Мост."]}).rows
    assert row.editions == ("en", "ru", "uk")
    assert (row.compared, row.decided) == (True, True)


def test_two_editions_decide_nothing_and_one_compares_with_nobody():
    two, one = story({"uk": ["Міст.", "Трамвай."], "en": ["A bridge.", None]}).rows
    assert (two.compared, two.decided) == (True, False)
    assert one.compared is False


def test_evidence_over_two_blocks_is_a_piece_of_each():
    cell = split_story().rows[0].cell("en")
    assert cell.text == "The bridge is open.\nTrams run again."
    pieces = cell.evidence(4, 25)
    assert [(each.block, each.start, each.end, each.text) for each in pieces] == [
        (0, 4, 19, "bridge is open."),
        (1, 0, 5, "Trams"),
    ]


def test_all_of_a_cell_is_all_of_its_blocks():
    cell = split_story().rows[0].cell("en")
    assert [each.text for each in cell.whole()] == ["The bridge is open.", "Trams run again."]


def test_what_is_blanked_out_keeps_the_places_of_the_rest():
    row = split_story().rows[0]
    blank = row.without([Span("en", 0, 19)])
    assert blank.cell("en").text == " " * 19 + "\nTrams run again."
    assert blank.cell("uk") is row.cell("uk")
    assert [blank.cell("en").text[slice(*each)] for each in blank.cell("en").sentences] == ["Trams run again."]
    assert row.without([]) is row


def test_as_many_sentences_are_compared_one_by_one():
    found = list(units(split_story().rows[0]))
    assert [[each.text for each in unit] for unit in found] == [
        ["The bridge is open.", "Міст відкрили."],
        ["Trams run again.", "Трамваї їздять."],
    ]


def test_other_numbers_of_sentences_are_compared_as_a_whole():
    (row,) = story({"en": ["It is open. Trams run."], "uk": ["Його відкрили, і трамваї їздять."]}).rows
    (unit,) = units(row)
    assert [each.text for each in unit] == ["It is open. Trams run.", "Його відкрили, і трамваї їздять."]


def test_a_cell_without_sentences_has_no_passages():
    (row,) = story({"en": ["It is open."], "uk": ["Його відкрили."]}).rows
    assert list(units(row.without([Span("en", 0, 11)]))) == []


@pytest.mark.parametrize(
    ("text", "language", "is_one"),
    [
        ("Про це повідомляє пресслужба міської ради.", "uk", True),
        ("Про це він не сказав нічого, хоча журналісти питали його про міст і трамваї тричі за день.", "uk", False),
        ("Міст відкрили у вівторок.", "uk", False),
        ("Об этом сообщает пресс-служба городского совета.", "ru", True),
        ("Про це повідомляє пресслужба міської ради.", "xx", False),
    ],
)
def test_source_lines_open_as_such_lines_do_and_are_short(text, language, is_one):
    assert is_source_line(text, language) is is_one


def test_a_row_with_nothing_but_a_caption_in_one_edition_is_laid_out_anywhere():
    caption = Block(kind=BlockKind.CAPTION, text="The bridge at night")
    laid, told = story({"en": [caption, "It is open."], "uk": ["Міст уночі", "Його відкрили."]}).rows
    assert (is_laid_out(laid), is_laid_out(told)) == (True, False)


@pytest.mark.parametrize(("paths", "given"), [(("line:1", "line:3"), True), (("line:1", "p:1"), False), ((), False)])
def test_pasted_text_is_told_from_pages_by_its_places(paths, given):
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text="A line.", path=path) for path in paths)
    assert is_given_as_text(Article(url="", language="en", title="", blocks=blocks)) is given


def test_a_cell_knows_the_language_of_its_article():
    article = Article(url="", language="uk", title="", blocks=(Block(kind=BlockKind.PARAGRAPH, text="Міст."),))
    assert cell_of("uk-short", article, (0,)).language == "uk"
