"""Lines without a mark at their end, which the other editions tell from subheads."""

from datetime import UTC, datetime

import pytest

from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from parsers.text import parse_text

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")

UK = ["Місто повертає годинник", "Годинник на вежі Ратуші знову йде.", "Лагодив його Іван Коваль два роки."]
RU = ["Город возвращает часы", "Часы на башне Ратуши снова идут.", "Чинил их Иван Коваль два года."]
EN = [
    "Town gets its clock back",
    "The clock on the town hall tower goes again.",
    "Ivan Koval repaired it for two years.",
]
SAID = "Я чекав на цей годинник 40 років і радий, що він б'є"


def compared(uk, **others):
    texts = {"uk": (UK, uk), "ru": (RU, others.get("ru")), "en": (EN, others.get("en"))}
    articles = {
        language: parse_text("\n".join([*lines[:2], *middle, lines[2]]), url=language)
        for language, (lines, middle) in texts.items()
        if middle is not None
    }
    created = datetime(2025, 11, 5, tzinfo=UTC)
    return compare(articles, story="s", created=created, version="0", embedder=default_embedder())


def kinds(comparison):
    return [block.kind.value for block in comparison.articles["uk"].blocks]


@pytest.mark.parametrize(
    "others",
    [
        {"ru": ["Я ждал эти часы 40 лет и рад, что они бьют."]},
        {"en": ["I waited for this clock for 40 years and am glad that it strikes.", "- Koval said."]},
        {"ru": ["Я ждал эти часы 40 лет и рад, что они бьют."], "en": ["I waited for this clock for 40 years."]},
    ],
)
def test_a_sentence_without_its_mark_meets_the_sentence_with_it(others):
    found = compared([SAID], **others)
    assert kinds(found) == ["paragraph"] * 3
    assert not [each for each in found.findings if each.kind.value == "missing"]


def test_a_sentence_that_two_editions_have_without_its_mark_meets_the_third():
    """The two answered each other as subheads, so that both seemed to lack the third one's paragraph."""
    without_mark = ["Я ждал эти часы 40 лет и рад, что они бьют"]
    found = compared([SAID], ru=without_mark, en=["I waited for this clock for 40 years and am glad that it strikes."])
    assert kinds(found) == ["paragraph"] * 3
    assert [row.relation.value for row in found.rows] == ["aligned"] * 3
    assert not found.findings


def test_a_sentence_without_its_mark_still_differs_in_its_number():
    found = compared([SAID], ru=["Я ждал эти часы 30 лет и рад, что они бьют."])
    assert [(each.kind.value, each.severity.value) for each in found.findings] == [("number", "critical")]


@pytest.mark.parametrize("subhead", ["Хто лагодив", "Хто лагодив годинник на вежі міської ратуші"])
def test_a_subhead_covers_no_paragraph_that_is_missing(subhead):
    found = compared([subhead], ru=["В 1985 году молния ударила в шпиль и сожгла дом."])
    assert kinds(found) == ["paragraph", "heading", "paragraph"]
    assert ("missing", "uk") in [(each.kind.value, each.edition) for each in found.findings]


def test_a_subhead_that_nobody_answers_stays_one():
    assert kinds(compared(["Хто лагодив"], ru=[])) == ["paragraph", "heading", "paragraph"]
