"""Numbers that have changed places, of things that stand in no table: the words behind them tell."""

import pytest

ARMS = {
    "uk": "За добу знищено 12 танків, 30 гармат і 7 вантажівок.",
    "en": "In a day 12 tanks, 30 guns and 7 trucks were destroyed.",
    "ru": "За сутки уничтожено 12 танков, 30 пушек и 7 грузовиков.",
}
TOWN = {
    "uk": "У місті працюють 14 шкіл і 25 лікарень, повідомили в мерії.",
    "en": "There are 14 schools and 25 hospitals in the town, the mayor's office said.",
    "ru": "В городе работают 14 школ и 25 больниц, сообщили в мэрии.",
}
#: The same, told in another order.
TURNED = {
    "uk": "За добу знищено 30 гармат, 7 вантажівок і 12 танків.",
    "en": "There are 25 hospitals and 14 schools in the town, the mayor's office said.",
    "ru": "В городе работают 25 больниц и 14 школ, сообщили в мэрии.",
}
EDITS = [(ARMS, "12", "30"), (ARMS, "30", "7"), (TOWN, "14", "25")]


pytestmark = pytest.mark.usefixtures("word_vectors")


def swapped(text, one, other):
    return text.replace(one, "#").replace(other, one).replace("#", other)


@pytest.mark.parametrize("edition", ["uk", "en", "ru"])
@pytest.mark.parametrize(("texts", "one", "other"), EDITS)
def test_found(check_texts, texts, one, other, edition):
    found = check_texts({**texts, edition: swapped(texts[edition], one, other)}, encoder=True)
    assert [(each.kind, each.cause, each.edition) for each in found] == [("number", "moved-number", edition)]
    assert {piece.text for piece in found[0].evidence} == {one, other}


@pytest.mark.parametrize("pair", [("uk", "en"), ("uk", "ru"), ("ru", "en")])
@pytest.mark.parametrize(("texts", "one", "other"), EDITS)
def test_found_in_two_editions(check_texts, texts, one, other, pair):
    first, second = pair
    found = check_texts({first: texts[first], second: swapped(texts[second], one, other)}, encoder=True)
    assert [(each.kind, each.cause, each.edition) for each in found] == [("number", "moved-number", None)]


@pytest.mark.parametrize("edition", ["uk", "en", "ru"])
@pytest.mark.parametrize("texts", [ARMS, TOWN])
def test_another_order_is_no_exchange(loud, texts, edition):
    turned = TURNED[edition] if (texts is ARMS) is (edition == "uk") else texts[edition]
    assert loud({**texts, edition: turned}, encoder=True) == []


def test_one_thing_counted_twice_is_no_exchange(loud):
    texts = {
        "uk": "У понеділок приїхали 14 людей, у вівторок - 25 людей.",
        "en": "On Tuesday 25 people came, and on Monday 14 people.",
    }
    assert loud(texts, encoder=True) == []


def test_silent_without_an_encoder(check_texts):
    assert check_texts({**TOWN, "en": swapped(TOWN["en"], "14", "25")}) == ()


#: Figures of two years, in every form in which languages tell of them.
YEARS = [
    {
        "uk": "Торік тут побували 300 гостей, цього року - 450.",
        "en": "Last year 300 guests came here, this year 450.",
        "ru": "В прошлом году здесь побывали 300 гостей, в этом году 450.",
    },
    {
        "uk": "У минулому році тут побували 300 гостей, у наступному році чекають 450.",
        "en": "Last year 300 guests came here, and next year 450 are awaited.",
        "ru": "За прошлый год здесь побывали 300 гостей, на следующий год ждут 450.",
    },
]


@pytest.mark.parametrize("edition", ["uk", "en", "ru"])
@pytest.mark.parametrize("texts", YEARS)
def test_figures_of_two_years_are_told_apart(check_texts, loud, texts, edition):
    assert loud(texts) == []
    found = check_texts({**texts, edition: swapped(texts[edition], "300", "450")})
    assert [(each.kind, each.cause, each.edition) for each in found] == [("number", "moved-number", edition)]
