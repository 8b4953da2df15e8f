"""Names that only one edition has: which of them are told, and which are the same in other words."""

import pytest

from alignment.checks.claims.linked import in_its_place
from alignment.checks.passages import Passage
from alignment.checks.story import cell_of, story_of
from alignment.encoders.encoder import default_embedder
from alignment.texts.names import is_given, names
from alignment.texts.sounds import heard, related, sound_of
from locales.interface import Interface
from reports.wording import sentence
from tests.support.editions import articles_of, rows_of

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")

SILENT = {
    "a people told by its country": {
        "uk": "Шведка виграла другий забіг і побила власний рекорд стадіону на дві секунди.",
        "en": "The Swede won the second heat and beat her own stadium record by two seconds.",
        "ru": "Шведка выиграла второй забег и побила собственный рекорд стадиона на две секунды.",
    },
    "a patronymic on one side": {
        "uk": "Рішення оголосив суддя Гаврилюк, засідання тривало чотири години.",
        "en": "The ruling was announced by judge Havryliuk; the hearing lasted four hours.",
        "ru": "Решение огласил судья Степан Гаврилюк, заседание длилось четыре часа.",
    },
    "a form of address instead of a first name": {
        "uk": "Дорогою вони бачили затоплені села, сказав пан Тосебо.",
        "en": "On the way they saw flooded villages, Mr. Tosebo said.",
        "ru": "По дороге они видели затопленные деревни, сказал Тосебо Гиргай.",
    },
    "a title that is translated": {
        "uk": "Театр привіз до Луцька виставу «Білі вітрила», квитки розкупили за день.",
        "en": 'The theatre brought its play "White Sails" to Lutsk, and tickets sold out in a day.',
        "ru": "Театр привез в Луцк спектакль «Белые паруса», билеты раскупили за день.",
    },
    "a name read as its own language does": {
        "uk": "Тренер Янсен залишив клуб після поразки у фіналі кубка.",
        "en": "Coach Jansen left the club after losing the cup final.",
        "ru": "Тренер Янсен покинул клуб после поражения в финале кубка.",
    },
    "г before the ending": {
        "uk": "У Кривому Розі відкрили новий притулок для переселенців.",
        "en": "A new shelter for displaced people opened in Kryvyi Rih.",
        "ru": "В Кривом Роге открыли новый приют для переселенцев.",
    },
    "a body in full": {
        "uk": "Обшук провели разом із СБУ, вилучили три комп'ютери та документи.",
        "en": "The search was carried out with the Security Service of Ukraine; three computers were seized.",
        "ru": "Обыск провели вместе с СБУ, изъяли три компьютера и документы.",
    },
    "a station in full": {
        "uk": "Інспектори прибули на ХАЕС у понеділок і залишаться там на тиждень.",
        "en": "Inspectors arrived at the Khmelnytskyi NPP on Monday and will stay there for a week.",
        "ru": "Инспекторы прибыли на ХАЭС в понедельник и останутся там на неделю.",
    },
    "an adjective made of a name": {
        "uk": "Роль лікаря зіграла голлівудська зірка, чиє ім'я тримали в таємниці.",
        "en": "The doctor was played by a Hollywood star whose name was kept secret.",
        "ru": "Роль врача сыграла голливудская звезда, чье имя держали в секрете.",
    },
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_one_in_other_words_is_silent(loud, name):
    assert loud(SILENT[name], encoder=True) == []


@pytest.mark.parametrize(
    ("name", "edition", "old", "new"),
    [
        ("a patronymic on one side", "ru", "Гаврилюк", "Мартынюк"),
        ("a patronymic on one side", "en", "Havryliuk", "Brandt"),
        ("a name read as its own language does", "ru", "Янсен", "Оливейра"),
        ("a name read as its own language does", "en", "Jansen", "Haywood"),
        ("г before the ending", "en", "Kryvyi Rih", "Ternopil"),
        ("a station in full", "en", "Khmelnytskyi NPP", "Rivne NPP"),
        ("an adjective made of a name", "en", "Hollywood", "Brandenburg"),
    ],
)
def test_another_name_in_their_place_is_told(loud, name, edition, old, new):
    texts = {**SILENT[name], edition: SILENT[name][edition].replace(old, new)}
    assert loud(texts, encoder=True) == [("name", edition)]


TOLD_APART = {
    "surnames of one root": (
        {
            "uk": "Ткаченка затримали в середу ввечері біля вокзалу.",
            "en": "Tkachenko was detained on Wednesday evening near the station.",
            "ru": "Ткаченко задержали в среду вечером возле вокзала.",
        },
        {"uk": ("Ткаченка", "Ткачука"), "en": ("Tkachenko", "Tkachuk"), "ru": ("Ткаченко", "Ткачука")},
    ),
    "countries": (
        {
            "uk": "Міністр нагадав, що Естонія наполягала на новому договорі ще з весни.",
            "en": "The minister recalled that Estonia had been insisting on a new treaty since spring.",
            "ru": "Министр напомнил, что Эстония настаивала на новом договоре еще с весны.",
        },
        {"uk": ("Естонія", "Чехія"), "en": ("Estonia", "Czechia"), "ru": ("Эстония", "Чехия")},
    ),
    "first names": (
        {
            "uk": "Рішення підтримала депутатка Марина Гавриленко, решта утрималася.",
            "en": "The decision was backed by MP Maryna Havrylenko; the rest abstained.",
            "ru": "Решение поддержала депутат Марина Гавриленко, остальные воздержались.",
        },
        {"uk": ("Марина", "Ірина"), "en": ("Maryna", "Iryna"), "ru": ("Марина", "Ирина")},
    ),
}


WORDS_TOO = {
    "uk": "Виставку відкрив дизайнер Адрієн Купе разом зі студентами училища.",
    "en": "The exhibition was opened by the designer Adrien Coupe together with students of the college.",
    "ru": "Выставку открыл дизайнер Адриен Купе вместе со студентами училища.",
}


@pytest.mark.parametrize(("edition", "old", "new"), [("uk", "Купе", "Бергстрем"), ("ru", "Купе", "Бергстрем")])
def test_a_name_that_is_a_word_in_every_language_has_its_place(check_texts, edition, old, new):
    assert check_texts(WORDS_TOO, encoder=True) == ()
    (found,) = check_texts({**WORDS_TOO, edition: WORDS_TOO[edition].replace(old, new)}, encoder=True)
    assert (found.kind, found.edition) == ("name", edition)
    assert any(piece.text.endswith(("Coupe", "Купе")) for piece in found.evidence if piece.edition != edition)


def test_what_related_languages_translate_alike_is_no_name_in_place_of_another(check_texts):
    texts = {
        "uk": "Ураган дійшов до Нижньої Каліфорнії увечері, а вночі став звичайним штормом.",
        "en": "The hurricane reached Baja California in the evening and became an ordinary storm at night.",
        "ru": "Ураган дошел до Нижней Калифорнии вечером, а ночью стал обычным штормом.",
    }
    assert {piece.edition for found in check_texts(texts, encoder=True) for piece in found.evidence} <= {"en"}


@pytest.mark.parametrize("name", TOLD_APART)
@pytest.mark.parametrize("edition", ["uk", "en", "ru"])
def test_what_tables_tell_apart_is_told(loud, name, edition):
    texts, changes = TOLD_APART[name]
    assert loud(texts, encoder=True) == []
    assert loud({**texts, edition: texts[edition].replace(*changes[edition])}, encoder=True) == [("name", edition)]


@pytest.mark.parametrize(
    ("one", "other", "latin"),
    [
        ("Микола", "Николай", "Nikolai"),
        ("Ганни", "Анны", "Anna"),
        ("Микита", "Никита", "Mykyta"),
        ("Катерину", "Екатерину", "Yekaterina"),
        ("Надія", "Надежда", "Nadiia"),
        ("Пилипа", "Филиппа", "Filipp"),
    ],
)
def test_first_names_that_sound_otherwise_in_another_language_are_one(one, other, latin):
    assert sound_of(one, "uk").agrees(sound_of(other, "ru"))
    assert sound_of(one, "uk").agrees(sound_of(latin, "en"))
    assert sound_of(other, "ru").agrees(sound_of(latin, "en"))


def test_a_name_may_be_spelled_with_a_voiced_sound_or_not():
    assert related(sound_of("Busan", "en"), sound_of("Пусан", "uk"))
    assert not related(sound_of("Марина", "uk"), sound_of("Ірина", "uk"))
    assert not related(sound_of("Грузія", "uk"), sound_of("Білорусь", "uk"))


def test_a_capital_tells_nothing_of_what_is_a_word():
    assert not heard("The vote was held.", "en").has(sound_of("Чехія", "uk"))


def test_a_word_in_small_letters_is_no_name():
    assert not sound_of("Brandt", "en").agrees(sound_of("burned", "en"))
    assert not sound_of("Брандт", "ru").agrees(sound_of("брезентових", "uk"))
    assert sound_of("Hollywood", "en").agrees(sound_of("голливудская", "ru"))


def test_few_consonants_alone_are_no_name():
    assert not sound_of("Moreau", "en").agrees(sound_of("Мерчі", "uk"))
    assert sound_of("Moreau", "en").agrees(sound_of("Моро", "uk"))


@pytest.mark.parametrize(("word", "expected"), [("Степановича", True), ("Оксаною", True), ("Гаврилюк", False)])
def test_first_names_and_patronymics_are_known_in_every_case(word, expected):
    assert is_given(word, "uk") is expected


@pytest.mark.parametrize(("word", "language"), [("Квістен", "uk"), ("Вейланд", "ru"), ("Оттарсон", "ru")])
def test_what_a_dictionary_does_not_have_is_no_first_name_that_it_guesses(word, language):
    assert not is_given(word, language)


@pytest.mark.parametrize(
    ("reader", "said"), [("uk", "Андрій Кравчук"), ("en", "Andrii Kravchuk"), ("ru", "Андрій Кравчук")]
)
def test_the_name_in_place_is_told_in_the_readers_language(check_texts, reader, said):
    texts = {
        "uk": "Увечері на вокзалі гостей зустрів Андрій Кравчук.",
        "en": "In the evening the guests were met at the station by Andrii Kravchuk.",
        "ru": "Вечером на вокзале гостей встретил Андрей Халворсен.",
    }
    (found,) = check_texts(texts, encoder=True)
    assert said in sentence(found.message, Interface(reader))


PLACE = {
    "uk": "Мер Кравчук зустрів гостей, після чого всі разом поїхали дивитися на новий порт, де їх чекав Бойко.",
    "en": "Mayor Halvorsen met the guests, then they all went to see the new port, where Boiko was waiting for them.",
    "ru": "Мэр Кравчук встретил гостей, после чего все вместе поехали смотреть на новый порт, где их ждал Бойко.",
}


@pytest.mark.parametrize(("lost", "expected"), [("Кравчук", True), ("Бойко", False)])
def test_a_rival_stands_in_the_place_of_the_stranger(word_vectors, lost, expected):
    texts = {edition: [text] for edition, text in PLACE.items()}
    articles = articles_of(texts, None, None)
    story = story_of(articles, rows_of(texts), word_vectors, None)
    passages = {
        edition: Passage(cell_of(edition, article, (0,)), 0, len(PLACE[edition]))
        for edition, article in articles.items()
    }
    stranger = next(each for each in names(PLACE["en"], "en") if each.text == "Halvorsen")
    shared = [
        (passages[edition], next(each for each in names(PLACE[edition], edition) if each.text == lost))
        for edition in ("uk", "ru")
    ]
    assert in_its_place(story, passages["en"], stranger, shared) is expected
