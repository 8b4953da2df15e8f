"""The words of a house in a draft: what it wants, what may be put in, and what is only told."""

import pytest

from alignment.checks.glossary import Glossary, Term
from alignment.types import DraftTerm
from pipeline.drafts.terms import House, applied, wanted
from tests.support.editions import articles_of

BRIDGE = Term(pair={"uk": ("переправ*",), "en": ("crossing",)}, forbidden={"en": ("bridge", "overpass")})
ARMY = Term(pair={"uk": ("військо",), "ru": ("войско*",)}, forbidden={"ru": ("армия",)})
SLUR = Term(pair={}, forbidden={"en": ("natives",)})
HOUSE = House(Glossary((BRIDGE, ARMY, SLUR)))
EN = articles_of({"en": ["Olha Lys, the mayor, spoke first.", "Later Lys left, and so did Lys's deputy."]})["en"]
SOURCE = "Переправу закрили, сказала Ольга Лис журналістам."


def glossary(source, word, **changes):
    return DraftTerm(origin="glossary", source=source, wanted=word, **changes)


def test_words_are_wanted_where_the_source_has_theirs():
    found = wanted(House(HOUSE.glossary, names=False), SOURCE, "uk", EN)
    assert found == (glossary("Переправу", "crossing"),)


def test_words_of_other_languages_are_not():
    assert wanted(House(HOUSE.glossary, names=False), "Переправу закрили.", "ru", EN) == ()
    assert wanted(House(), "Переправу закрили.", "uk", EN) == ()


def test_a_name_is_what_the_target_edition_calls_it_elsewhere():
    found = {each.source: each.wanted for each in wanted(House(), SOURCE, "uk", EN) if each.origin == "names"}
    assert found["Лис"] == "Lys"


@pytest.mark.parametrize(
    ("draft", "made", "said", "done"),
    [
        ("The crossing was closed.", "The crossing was closed.", "", True),
        ("The bridge was closed.", "The crossing was closed.", "bridge", True),
        ("Bridge and overpass were closed.", "Crossing and crossing were closed.", "Bridge", True),
        ("The ford was closed.", "The ford was closed.", "", False),
    ],
)
def test_an_exact_word_is_put_in_the_place_of_one_that_is_forbidden(draft, made, said, done):
    text, terms = applied(HOUSE, draft, [glossary("Переправу", "crossing")], "uk", "en")
    assert text == made
    assert terms == (glossary("Переправу", "crossing", said=said, applied=done),)


def test_a_word_that_is_inflected_is_only_told():
    text, terms = applied(HOUSE, "Там стоит армия.", [glossary("військо", "войско")], "uk", "ru")
    assert text == "Там стоит армия."
    assert terms == (glossary("військо", "войско", said="армия", applied=False),)


def test_what_is_forbidden_whatever_the_source_says_is_told():
    text, terms = applied(HOUSE, "The natives left.", [], "uk", "en")
    assert (text, terms) == ("The natives left.", (glossary("", "", said="natives"),))


@pytest.mark.parametrize(
    ("draft", "made", "said", "done"),
    [
        ("Olha Lys said so.", "Olha Lys said so.", "", True),
        ("Olha Lis said so.", "Olha Lys said so.", "Lis", True),
        ("The mayor said so.", "The mayor said so.", "", False),
    ],
)
def test_another_spelling_of_a_name_gives_way_where_names_are_not_inflected(draft, made, said, done):
    name = DraftTerm(origin="names", source="Лис", wanted="Lys")
    text, terms = applied(House(), draft, [name], "uk", "en")
    assert text == made
    assert terms == (DraftTerm(origin="names", source="Лис", wanted="Lys", said=said, applied=done),)


@pytest.mark.parametrize(
    ("draft", "said", "done"),
    [("Это сказано Зеленским.", "", True), ("Об этом сказал Зелинский.", "Зелинский", False)],
)
def test_a_name_that_is_inflected_is_one_in_every_case_and_never_put_in(draft, said, done):
    name = DraftTerm(origin="names", source="Zelensky", wanted="Зеленского")
    text, terms = applied(House(), draft, [name], "en", "ru")
    assert text == draft
    assert [(each.said, each.applied) for each in terms] == [(said, done)]
