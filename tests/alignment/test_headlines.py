"""Headlines of copied text that the other editions tell."""

from datetime import UTC, datetime

import pytest

from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from parsers.text import parse_text

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")

UK = ["Місто Львів повертає собі годинник на вежі", "Годинник на вежі знову йде.", "Його лагодили два роки."]
RU = ["Город Львов возвращает себе часы на башне", "Часы на башне снова идут.", "Их чинили два года."]
EN = ["Lviv town gets its tower clock back", "The clock on the tower goes again.", "The repair took two years."]
TICKER = "Акції великих банків подорожчали після виборів у Японії"


def compared(**texts):
    articles = {language: parse_text("\n".join(lines), url=language) for language, lines in texts.items()}
    created = datetime(2025, 11, 5, tzinfo=UTC)
    return compare(articles, story="s", created=created, version="0", embedder=default_embedder())


@pytest.mark.parametrize("others", [{"ru": RU}, {"en": EN}, {"en": EN, "ru": RU}])
@pytest.mark.parametrize("above", [[TICKER], [TICKER, "Погода на вихідні в горах буде сонячна"]])
def test_the_headline_is_the_line_that_translates_the_others(above, others):
    found = compared(uk=[*above, *UK], **others)
    assert found.articles["uk"].title == UK[0]
    assert {*above} <= {each.text for each in found.articles["uk"].dropped}
    assert [block.text for block in found.articles["uk"].blocks] == UK[1:]
    assert found.articles["uk"].blocks[0].role == "lead"
    assert not found.findings


def test_a_headline_stays_above_a_line_that_is_near_to_the_others():
    found = compared(uk=[UK[0], "Годинник повернувся на вежу Львова", *UK[1:]], en=EN)
    assert found.articles["uk"].title == UK[0]


STANDFIRST = {
    "uk": "Годинник на вежі у Львові чинили два роки, і тепер він знову йде",
    "en": "The tower clock of Lviv was under repair for two years, and now it goes again",
    "ru": "Часы на башне во Львове чинили два года, и теперь они снова идут",
}


@pytest.mark.parametrize("above", [[], [TICKER], [TICKER, "Погода на вихідні в горах буде сонячна"]])
def test_a_standfirst_without_its_mark_stays_below_the_headline(above):
    """It is nearer to the story than the headline is, and so it was taken for it."""
    stories = {"uk": UK, "en": EN, "ru": RU}
    texts = {language: [lines[0], STANDFIRST[language], *lines[1:]] for language, lines in stories.items()}
    found = compared(**texts | {"uk": [*above, *texts["uk"]]})
    assert {language: article.title for language, article in found.articles.items()} == {
        language: lines[0] for language, lines in stories.items()
    }
    for language, article in found.articles.items():
        assert [block.text for block in article.blocks] == texts[language][1:]
    assert not found.findings


@pytest.mark.parametrize("lacking", ["uk", "en", "ru"])
def test_a_standfirst_without_its_mark_that_one_edition_lacks_is_told(lacking):
    """Where no furniture was seen it was set aside as such in the two others, in silence."""
    stories = {"uk": UK, "en": EN, "ru": RU}
    texts = {language: [lines[0], STANDFIRST[language], *lines[1:]] for language, lines in stories.items()}
    found = compared(**texts | {lacking: stories[lacking]})
    assert [(each.kind, each.edition) for each in found.findings] == [("missing", lacking)]


def test_headlines_that_no_line_mends_stay():
    assert compared(uk=[TICKER, *UK[1:]], en=EN).articles["uk"].title == TICKER


def test_a_sentence_is_never_a_headline():
    found = compared(uk=[TICKER, f"{UK[0]}.", *UK[1:]], en=EN)
    assert found.articles["uk"].title == TICKER
    assert found.articles["uk"].blocks[0].text == f"{UK[0]}."
