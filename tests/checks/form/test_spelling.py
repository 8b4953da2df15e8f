"""One person spelled in two ways inside one edition."""

import pytest

from alignment.checks.form.spelling import stem_of
from parsers.types import Block, BlockKind


def said(text):
    return Block(kind=BlockKind.QUOTE, text=text)


UK = ["У Києві виступив Зеленський.", "Потім до Зеленського приєдналися міністри."]
RU = ["В Киеве выступил Зеленский.", "Потом к Зеленскому присоединились министры."]
EN = ["In Kyiv, Zelenskyy made a speech.", "Ministers then joined Zelenskyy."]

#: texts; the edition that has two spellings, and both
TWO_SPELLINGS = {
    "yy and y": ({"uk": UK, "en": [EN[0], "Ministers then joined Zelensky."], "ru": RU}, "en", "Zelensky Zelenskyy"),
    "two editions": ({"uk": UK, "en": [EN[0], "Ministers then joined Zelenskiy."]}, "en", "Zelenskiy Zelenskyy"),
    "the possessive of the other": (
        {"ru": RU, "en": [EN[0], "Ministers then heard Zelensky's plan."]},
        "en",
        "Zelensky's Zelenskyy",
    ),
    "ya and ia": (
        {
            "uk": ["Пояснив речник Железняк.", "Колеги Железняка мовчали."],
            "en": ["It was Zheleznyak who explained.", "The colleagues of Zhelezniak kept silent."],
        },
        "en",
        "Zhelezniak Zheleznyak",
    ),
    "an accent": (
        {
            "uk": ["Приїхав Ердоган.", "Зустріч з Ердоганом тривала довго."],
            "en": ["The guest was Erdoğan.", "The meeting with Erdogan was long."],
        },
        "en",
        "Erdogan Erdoğan",
    ),
    "a first name": (
        {
            "uk": ["Слово мав Сергій Бойко.", "Колеги Сергія Бойка слухали."],
            "en": ["The floor went to Serhiy Boiko.", "The colleagues of Serhii Boiko listened."],
        },
        "en",
        "Serhii Serhiy",
    ),
    "uk, a letter doubled": (
        {
            "uk": ["У Київ прибув Віткофф.", "Розмова з Віткофом тривала годину."],
            "en": ["The guest in Kyiv was Witkoff.", "The talk with Witkoff lasted an hour."],
        },
        "uk",
        "Віткофом Віткофф",
    ),
    "uk, two sorts of h": (
        {
            "uk": ["Заяву зробив Нетаньягу.", "До слів Нетаньяху поставилися спокійно."],
            "en": ["The statement came from Netanyahu.", "The words of Netanyahu were met calmly."],
            "ru": ["Заявление сделал Нетаньяху.", "К словам Нетаньяху отнеслись спокойно."],
        },
        "uk",
        "Нетаньяху Нетаньягу",
    ),
    "uk, и and і": (
        {
            "uk": ["Про це каже Скібіцький.", "Слова Скибіцького підтвердили."],
            "ru": ["Об этом говорит Скибицкий.", "Слова Скибицкого подтвердили."],
        },
        "uk",
        "Скибіцького Скібіцький",
    ),
    "ru, a vowel heard as another": (
        {
            "uk": ["Сюди їхав Віткофф.", "Слова Віткоффа чули всі."],
            "ru": ["Сюда ехал Уиткофф.", "Слова Виткоффа слышали все."],
        },
        "ru",
        "Виткоффа Уиткофф",
    ),
    "ru, э and е": (
        {
            "ru": ["Сюда ехал Брэдшоу.", "Слова Бредшоу слышали все."],
            "en": ["The traveller was Bradshaw.", "The words of Bradshaw were heard by all."],
        },
        "ru",
        "Бредшоу Брэдшоу",
    ),
}

SILENT = {
    "one spelling": {"uk": UK, "en": EN, "ru": RU},
    "cases of an adjective": {
        "uk": [*UK, "Розмова із Зеленським, слова Зеленському."],
        "en": [*EN, "A talk with Zelenskyy, words to Zelenskyy."],
        "ru": [*RU, "Разговор с Зеленским, слова о Зеленском."],
    },
    "cases of a noun": {
        "uk": ["Приїхав Столтенберг.", "Слова Столтенберга, розмова зі Столтенбергом."],
        "ru": ["Приехал Столтенберг.", "Слова Столтенберга, разговор со Столтенбергом."],
    },
    "soft cases": {
        "uk": ["Виступив Сергій Коваль.", "Слова Сергія Коваля, розмова із Сергієм Ковалем."],
        "ru": ["Выступил Сергей Коваль.", "Слова Сергея Коваля, разговор с Сергеем Ковалем."],
    },
    "vowels that come and go": {
        "uk": ["Виступив Кравець.", "Слова Кравця, розмова з Кравцем."],
        "ru": ["Выступил Кравец.", "Слова Кравца, разговор с Кравцом."],
    },
    "a consonant doubled by a case": {
        "uk": ["На сході лежить Умань.", "Над Уманню світало.", "Це Запоріжжя.", "Запоріжжю важко."],
        "ru": ["На востоке лежит Умань.", "Над Уманью светало.", "Это Запорожье.", "Запорожью тяжело."],
    },
    "the possessive": {"uk": UK, "en": [EN[0], "Ministers then heard Zelenskyy's and Zelenskyy’s plan."]},
    "the plural": {"uk": UK, "en": [EN[0], "Ministers met both Zelenskyys."]},
    "his wife, en": {
        "uk": [UK[0], "Потім прийшла Зеленська."],
        "en": [EN[0], "Later came Zelenska."],
        "ru": [RU[0], "Потом пришла Зеленская."],
    },
    "a woman in another spelling": {
        "uk": ["Про це каже Скібіцький.", "Слова підтвердила пані Скибіцька."],
        "ru": ["Об этом говорит Скибицкий.", "Слова подтвердила госпожа Скибицкая."],
    },
    "a quotation": {"uk": UK, "en": [EN[0], 'He said: "Ministers then joined Zelensky at once."']},
    "a block of quotation": {"uk": UK, "en": [EN[0], said("Ministers then joined Zelensky.")]},
    "capitals": {"uk": UK, "en": [EN[0], "Ministers then joined ZELENSKY."]},
    "an address": {"uk": UK, "en": [EN[0], "Ministers then wrote to @Zelensky and Zelensky.example."]},
    "two persons by the other edition": {
        "uk": ["Слово мав Харін.", "Потім говорив Гарін."],
        "en": ["The floor went to Kharin.", "Then spoke Harin."],
    },
    "two persons by the third edition": {
        "uk": ["Слово мав Лисенко.", "Потім говорив Лісенко."],
        "en": ["The floor went to Lysenko.", "Then spoke Lisenko."],
        "ru": ["Слово получил Лысенко.", "Потом говорил Лисенко."],
    },
    "two persons of one first name": {
        "uk": ["Слово мав Андрій Єрмак.", "Потім говорив Андрій Сибіга."],
        "en": ["The floor went to Andriy Yermak.", "Then spoke Andrii Sybiha."],
    },
    "two persons of one surname": {
        "uk": ["Слово мав Віталій Смит.", "Потім говорив Олег Смит."],
        "en": ["The floor went to Vitaliy Smith.", "Then spoke Oleh Smyth."],
    },
    "unknown to the other edition": {
        "uk": ["У Києві виступив президент.", "Потім до нього приєдналися міністри."],
        "en": [EN[0], "Ministers then joined Zelensky."],
    },
    "words that begin sentences": {
        "uk": ["Їхні гості поїхали.", "Там було тихо."],
        "en": ["Their guests left.", "There was quiet. Theirs was not."],
    },
    "a country": {
        "uk": ["Приїхали гості з Америки.", "Америка чекала."],
        "ru": ["Приехали гости из Америки.", "Америка ждала."],
    },
    "Latin names in other letters": {
        "uk": ["Книгу видав Miller Books.", "Купили її в Miler Books."],
        "ru": ["Книгу издал Miller Books.", "Купили её в Miller Books."],
    },
}


def noted(found):
    return [
        (each.edition, " ".join(piece.text for piece in each.evidence))
        for each in found
        if each.kind == "name" and each.cause == "spelling"
    ]


@pytest.mark.parametrize(("texts", "edition", "spellings"), TWO_SPELLINGS.values(), ids=TWO_SPELLINGS)
def test_two_spellings_are_a_note(check_texts, texts, edition, spellings):
    found = check_texts(texts)
    assert noted(found) == [(edition, spellings)]
    assert {str(each.severity) for each in found} == {"info"}


@pytest.mark.parametrize("texts", SILENT.values(), ids=SILENT)
def test_nothing_to_note(check_texts, texts):
    assert noted(check_texts(texts)) == []


def test_the_rarer_spelling_is_pointed_at_in_its_row(check_texts):
    texts = {"uk": [UK[1], *UK], "en": ["Ministers then joined Zelensky.", *EN]}
    (found,) = check_texts(texts)
    assert found.row == 0
    assert [piece.text for piece in found.evidence] == ["Zelensky", "Zelenskyy"]


@pytest.mark.parametrize("edition", ["uk", "ru", "de"])
def test_a_language_without_a_table_is_silent(edition):
    assert stem_of("Zelenskyy", edition) == ""
