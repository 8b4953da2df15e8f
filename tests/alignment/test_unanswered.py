"""Lines of copied text that no other edition answers."""

from datetime import UTC, datetime, timedelta

import pytest

from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors
from alignment.rows.unanswered import without_unanswered
from alignment.types import Relation, Row
from parsers.text import parse_text

UK = ["Місто повертає годинник", "Годинник на вежі знову йде.", "Його лагодили два роки."]
EN = ["Town gets its clock back", "The clock on the tower goes again.", "The repair took two years."]


def rows(uk, en):
    return [
        Row(cells={"uk": one, "en": other}, relation=Relation.ALIGNED, score=1.0)
        for one, other in zip(uk, en, strict=True)
    ]


def cut(uk, en, rows):
    articles = {"uk": parse_text("\n".join(uk), url="uk"), "en": parse_text("\n".join(en), url="en")}
    found = without_unanswered(articles, rows, Vectors())["uk"]
    return [block.text for block in found.blocks], [(each.text, each.reason) for each in found.dropped]


def test_lines_that_are_no_sentences_at_the_end_are_dropped_with_their_reason():
    more = ["Свіже", "Пекар знову переміг у перегонах долини"]
    kept, dropped = cut([*UK, *more], EN, rows([(0,), (1,), (2,), (3,)], [(0,), (1,), (), ()]))
    assert (kept, dropped) == (UK[1:], [(line, "unanswered") for line in more])


def test_a_sentence_that_no_edition_answers_stays():
    more = "Ще одну шестерню вирізали учні школи."
    kept, dropped = cut([*UK, more], EN, rows([(0,), (1,), (2,)], [(0,), (1,), ()]))
    assert (kept, dropped) == ([*UK[1:], more], [])


def test_a_subhead_between_sentences_stays():
    uk = [UK[0], UK[1], "Хто його лагодив", UK[2]]
    kept, dropped = cut(uk, EN, rows([(0,), (1,), (2,)], [(0,), (), (1,)]))
    assert (kept, dropped) == (uk[1:], [])


def test_what_another_edition_answers_stays():
    uk = [*UK, "Дзвонитиме лише вдень"]
    kept, dropped = cut(uk, [*EN, "Only by day"], rows([(0,), (1,), (2,)], [(0,), (1,), (2,)]))
    assert (kept, dropped) == (uk[1:], [])


@pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")
@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ("Farmers in the south have begun to harvest melons two weeks too early", 2),
        ("Baker from the upper valley has won the great cycling race once again", 3),
    ],
)
@pytest.mark.parametrize("more", [[], ["Свіже"]])
def test_lines_at_the_end_that_met_without_saying_the_same_are_answered_by_none(more, other, kept):
    line = "Пекар із верхньої долини знову переміг у великих велосипедних перегонах"
    uk, en = parse_text("\n".join([*UK, *more, line]), url="uk"), parse_text("\n".join([*EN, other]), url="en")
    cells = rows([(0,), (1,), *([(2,)] if more else []), (2 + len(more),)], [(0,), (1,), *([()] if more else []), (2,)])
    found = without_unanswered({"uk": uk, "en": en}, cells, Vectors(default_embedder()))
    assert len(found["en"].blocks) == kept
    assert line in [block.text for block in (*found["uk"].blocks, *found["uk"].dropped)]


@pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")
def test_sentences_that_met_without_saying_the_same_stay():
    uk = parse_text(
        "\n".join([*UK, "Пекар із верхньої долини знову переміг у великих велосипедних перегонах"]), url="uk"
    )
    en = parse_text(
        "\n".join([*EN, "Farmers in the south have begun to harvest melons two weeks too early."]), url="en"
    )
    articles = {"uk": uk, "en": en}
    cells = rows([(0,), (1,), (2,)], [(0,), (1,), (2,)])
    assert without_unanswered(articles, cells, Vectors(default_embedder())) == articles


def test_times_stay_with_the_lines_that_are_left():
    """A line of furniture that left made the paragraph behind it as new as the line was."""
    begun = datetime(2025, 11, 5, tzinfo=UTC)
    now = begun + timedelta(hours=1)
    uk = parse_text("\n".join([UK[0], "Свіже за сьогодні", "Дзвін 1851 року мовчить.", *UK[1:]]), url="uk")
    since = {"uk": [now, begun, begun, begun], "en": [begun, begun]}
    articles = {"uk": uk, "en": parse_text("\n".join(EN), url="en")}
    found = compare(articles, story="s", created=now, version="0", embedder=None, since=since)
    assert [block.text for block in found.articles["uk"].dropped] == ["Свіже за сьогодні"]
    assert [(each.kind, each.cause) for each in found.findings] == [("missing", "not-in-text")]
