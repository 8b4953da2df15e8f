"""Words in place of their opposites: what counts as one, and what only looks like it."""

import pytest

from alignment.checks import CHECKS, Settings, find
from alignment.checks.negation.poles import poles
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors
from locales import table
from locales.tables import Opposites
from tests.support.editions import articles_of, rows_of

ONLY = Settings(off=frozenset(check.name for check in CHECKS if check.name != "opposite"))


def found(**texts):
    listed = {name: [text] for name, text in texts.items()}
    return find(articles_of(listed), rows_of(listed), Vectors(default_embedder()), settings=ONLY)


@pytest.mark.parametrize(
    ("text", "language", "sides"),
    [
        ("Prices fell.", "en", [("rise-fall", "fell", False)]),
        ("Прибутки зменшилися.", "uk", [("rise-fall", "зменшилися", False)]),
        ("Сделку не отклонили.", "ru", [("accept-reject", "отклонили", True)]),
        ("Рішення незаконне.", "uk", [("legal-illegal", "незаконне", False)]),
    ],
)
def test_words_stand_on_one_side_of_a_pair(text, language, sides):
    told = [(each.pair, text[each.start : each.end], each.negated) for each in poles(text, language)]
    assert [side for side in sides if side not in told] == []


def test_what_stands_on_both_sides_of_a_pair_stands_on_none():
    for language in ("uk", "en", "ru"):
        sides = table(language, Opposites)
        for pair, one in sides.one.items():
            assert one, (language, pair)
            assert sides.other[pair], (language, pair)
            assert not set(one) & set(sides.other[pair]), (language, pair)


def test_an_unknown_language_has_no_opposites():
    assert poles("Prices fell.", "xx") == ()


@pytest.mark.parametrize(
    ("texts", "fault", "words"),
    [
        (
            {
                "uk": "Парламент схвалив проєкт закону про оренду землі.",
                "en": "Parliament rejected the draft law on land leases.",
                "ru": "Парламент одобрил проект закона об аренде земли.",
            },
            "en",
            {"rejected", "схвалив", "одобрил"},
        ),
        (
            {
                "uk": "Південні райони міста залишилися без води.",
                "en": "The northern districts of the city were left without water.",
                "ru": "Северные районы города остались без воды.",
            },
            "uk",
            {"Південні", "northern", "Северные"},
        ),
    ],
)
def test_the_edition_that_says_the_opposite_is_named_with_all_words(texts, fault, words):
    [finding] = found(**texts)
    assert finding.edition == fault
    assert {piece.text for piece in finding.evidence} == words


def test_of_two_editions_none_is_named():
    [finding] = found(uk="Експорт зерна за рік збільшився.", ru="Экспорт зерна за год уменьшился.")
    assert finding.edition is None


@pytest.mark.parametrize(
    "texts",
    [
        {
            "uk": "Суд не відхилив скаргу.",
            "en": "The court accepted the complaint.",
            "ru": "Суд принял жалобу.",
        },
        {
            "uk": "Ціни зросли, хоча попит упав.",
            "en": "Prices went up even though demand fell.",
            "ru": "Цены поднялись, хотя спрос снизился.",
        },
        {
            "uk": "Бензин подорожчав на дві гривні.",
            "en": "Petrol became two hryvnias dearer.",
            "ru": "Цена бензина выросла на две гривны.",
        },
    ],
)
def test_what_says_the_same_in_other_words_is_silent(texts):
    assert found(**texts) == ()
