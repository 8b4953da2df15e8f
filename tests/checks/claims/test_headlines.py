"""What turns a headline round, and how headlines may differ."""

import pytest

BODY = {
    "uk": ["Депутати Київради проголосували у четвер.", "Засідання тривало дві години."],
    "en": ["Members of Kyiv City Council voted on Thursday.", "The session lasted two hours."],
    "ru": ["Депутаты Киевсовета проголосовали в четверг.", "Заседание длилось два часа."],
}
TITLES = {
    "uk": "Київрада погодила нові тарифи на проїзд",
    "en": "Kyiv City Council approved new fares",
    "ru": "Киевсовет согласовал новые тарифы на проезд",
}
FOUND = {
    "a negation in uk": ({"uk": "Київрада не погодила нові тарифи на проїзд"}, ("negation", "uk")),
    "a negation in ru": ({"ru": "Киевсовет не согласовал новые тарифы на проезд"}, ("negation", "ru")),
    "a negation in en": ({"en": "Kyiv City Council did not approve new fares"}, ("negation", "en")),
    "another person in en": (
        {
            "uk": "Мер Києва Кличко погодив нові тарифи на проїзд",
            "en": "Kyiv Mayor Sadovyi approved new fares",
            "ru": "Мэр Киева Кличко согласовал новые тарифы на проезд",
        },
        ("name", "en"),
    ),
}


@pytest.mark.usefixtures("word_vectors")
@pytest.mark.parametrize("case", FOUND)
def test_headlines_that_say_something_else(check_texts, case):
    changed, expected = FOUND[case]
    found = check_texts(BODY, titles={**TITLES, **changed}, encoder=True)
    told = [(each.kind, each.edition) for each in found if each.row is None and each.severity != "info"]
    assert told == [expected]
    assert all(piece.block is None for each in found for piece in each.evidence)


@pytest.mark.usefixtures("word_vectors")
def test_a_headline_is_told_in_other_words(check_texts):
    assert check_texts(BODY, titles=TITLES, encoder=True) == ()
    freely = {**TITLES, "en": "Why getting around the capital will not be cheap any more, explained by Tymoshenko"}
    assert check_texts(BODY, titles=freely, encoder=True) == ()
