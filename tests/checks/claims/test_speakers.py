"""Who says a quotation: where the name stands, and when two names are two persons."""

import pytest

from alignment.checks.claims.speaker import speakers
from alignment.checks.story import cell_of
from alignment.texts.names import is_person
from parsers.types import Article, Block, BlockKind
from tests.support.editions import articles_of


def spoken(text, language):
    (article,) = articles_of({language: [text]}).values()
    return [
        (each.name.text, [piece.text for piece in each.evidence]) for each in speakers(cell_of(language, article, (0,)))
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("«Ми готові до нових переговорів», - сказав Рютте.", "uk", "Рютте"),
        ("«Ми готові до нових переговорів», – сказав президент України Остап Гнатюк у Києві.", "uk", "Гнатюк"),
        ("Як наголосила Орленко: «Ми готові до нових переговорів».", "uk", "Орленко"),
        ("Орленко також додала: «Ми готові до нових переговорів».", "uk", "Орленко"),
        ('"Мы готовы к новым переговорам", — заявил генсек НАТО Марк Рютте.', "ru", "Рютте"),
        ("Рютте сообщил: «Мы готовы к новым переговорам».", "ru", "Рютте"),
        ("“We are ready for new talks,” Mark Rutte said.", "en", "Rutte"),
        ("“We are ready for new talks,” said Dutch Prime Minister Mark Rutte.", "en", "Rutte"),
        ("Rutte told reporters in Kyiv: “We are ready for new talks.”", "en", "Rutte"),
        ("“We are ready for new talks,” he said.", "en", None),
        ("Rutte came. “We are ready for new talks,” the minister said.", "en", None),
        ("Rutte said that they were ready for new talks.", "en", None),
        ("Рютте приїхав: «Ми готові до нових переговорів».", "uk", None),
    ],
)
def test_who_speaks(text, language, expected):
    assert spoken(text, language) == ([(expected, [expected])] if expected else [])


def test_every_quotation_has_its_speaker():
    text = "“We are ready for new talks,” Rutte said. “So are we, in any town and on any day,” Hnatiuk replied."
    assert [name for name, _ in spoken(text, "en")] == ["Rutte", "Hnatiuk"]


def test_a_line_of_its_own_says_it_too(check_texts):
    known = {"uk": "Рютте зустрів Гнатюка.", "en": "Rutte met Hnatiuk.", "ru": "Рютте встретил Гнатюка."}
    said = {"uk": "Ми готові до переговорів.", "en": "We are ready for talks.", "ru": "Мы готовы к переговорам."}
    by = {"uk": "сказав Рютте", "en": "Hnatiuk said", "ru": "сказал Рютте"}
    quotes = {each: Block(kind=BlockKind.QUOTE, text=said[each], attribution=by[each]) for each in said}
    (found,) = check_texts({each: [known[each], quotes[each]] for each in said})
    assert (found.kind, found.cause, found.edition, found.evidence[0].text) == ("quote", "speaker", "en", said["en"])


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Рютте", "uk", True),
        ("Гнатюк", "uk", True),
        ("Полтава", "uk", False),
        ("Полтава", "ru", False),
        ("Орленко", "ru", True),
        ("Rutte", "en", True),
        ("NATO", "en", False),
        ("Kyiv", "en", False),
        ("Minister", "en", False),
    ],
)
def test_places_and_institutions_are_no_persons(word, language, expected):
    assert is_person(word, language) is expected


def test_a_name_that_only_one_edition_knows_may_be_a_spelling(check_texts):
    texts = {
        "uk": "«Ми готові до нових переговорів», - сказав Рютте.",
        "ru": "«Мы готовы к новым переговорам», - сказал Марк.",
    }
    assert check_texts(texts) == ()


def test_an_empty_article_has_no_speakers():
    article = Article(url="", language="uk", title="", blocks=(Block(kind=BlockKind.QUOTE, text="Так."),))
    assert speakers(cell_of("uk", article, (0,))) == ()
