"""What tables and dictionaries know of names."""

import pytest

from alignment.texts.countries import countries_of, is_country
from alignment.texts.lexicon import is_either, is_word
from alignment.texts.names import is_name
from alignment.texts.quantities.zones import zones
from alignment.texts.sounds import heard, sound_of

#: Spellings of one name: of other languages, and as other languages read a foreign one.
SPELLINGS = [
    ("Haywood", "en", "Гейвуда", "uk"),
    ("Jansen", "en", "Янсеном", "ru"),
    ("Eichberg", "en", "Айхбергу", "uk"),
    ("Xiuying", "en", "Сюин", "ru"),
    ("Queralt", "en", "Кералт", "uk"),
    ("Heather", "en", "Гізер", "uk"),
    ("Jong", "en", "Чен", "ru"),
]
#: One name in two languages.
ONE = [
    *SPELLINGS,
    # places that do not sound alike
    ("Denmark", "en", "Дании", "ru"),
    ("Danish", "en", "данською", "uk"),
    ("Hungary", "en", "Угорщини", "uk"),
    ("Beijing", "en", "Пекіні", "uk"),
    ("Pyongyang", "en", "Пхеньяне", "ru"),
    ("Saigon", "en", "Хошиміні", "uk"),
    ("Breslau", "en", "Вроцлаве", "ru"),
    # cases
    ("Marveaugh's", "en", "Марво", "uk"),
    ("Radchuk", "en", "Радчуком", "uk"),
    ("Радченка", "uk", "Радченко", "ru"),
    ("Kharkiv", "en", "Харькова", "ru"),
]
#: Two names, or a name and a word.
TWO = [
    ("Hungary", "en", "Словаччина", "uk"),
    ("Beijing", "en", "Пхеньян", "ru"),
    ("Дании", "ru", "дані", "uk"),
    # other surnames, read as other languages do
    ("Jansen", "en", "Ларсен", "ru"),
    ("Haywood", "en", "Голдінг", "uk"),
    ("Weber", "en", "Кохен", "uk"),
    # other endings of surnames
    ("Radchenko", "en", "Радчук", "uk"),
    ("Радченком", "uk", "Радчука", "ru"),
    ("Радчук", "ru", "Радчів", "uk"),
]


@pytest.mark.parametrize(("one", "language", "other", "second"), ONE)
def test_one_name_in_two_languages(one, language, other, second):
    assert sound_of(one, language).agrees(sound_of(other, second))


@pytest.mark.parametrize(("one", "language", "other", "second"), TWO)
def test_two_names_are_not_one(one, language, other, second):
    assert not sound_of(one, language).agrees(sound_of(other, second))


@pytest.mark.parametrize(("one", "language", "other", "second"), SPELLINGS)
def test_a_spelling_is_heard_as_other_languages_read_it(one, language, other, second):
    assert heard(one, language).has(sound_of(other, second))
    assert heard(other, second).has(sound_of(one, language))


@pytest.mark.parametrize("word", ["Article", "Criminal", "Stock", "Margins", "Sharing", "Judiciary", "Mr", "Monday"])
def test_english_words_of_titles_are_no_names(word):
    assert not is_name(word, "en")


@pytest.mark.parametrize("word", ["Kowalski", "Denmark", "Baker", "Netanyahu"])
def test_english_names_are(word):
    assert is_name(word, "en")


def test_a_word_may_be_a_name_too():
    assert is_either("baker", "en")
    assert not is_word("baker", "en")
    assert is_word("margins", "en")
    assert not is_word("margins", "uk")


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Полтаві", "uk", True),
        ("Миколі", "uk", True),
        ("Угорщина", "uk", True),
        ("Тем", "ru", False),
        ("Закон", "uk", False),
    ],
)
def test_all_readings_of_a_word_count(word, language, expected):
    assert is_name(word, language) is expected


def test_a_country_is_told_from_its_tongue():
    assert is_country("Denmark", "en") is True
    assert is_country("Danish", "en") is False
    assert is_country("table", "en") is None
    assert countries_of("Danish", "en") == countries_of("датский", "ru") == {"country:DK"}


@pytest.mark.parametrize(
    ("text", "language", "zone"),
    [
        ("Заседание откроют в 9 часов утра по Нью-Йорку.", "ru", "по Нью-Йорку"),
        ("Засідання відкриють о 9 ранку за Лондоном.", "uk", "за Лондоном"),
        ("The session opens at 9:30 a.m. Eastern time.", "en", "Eastern time"),
    ],
)
def test_a_city_behind_an_hour_is_a_time_zone(text, language, zone):
    assert [text[start:end].strip() for start, end in zones(text, language)] == [zone]
