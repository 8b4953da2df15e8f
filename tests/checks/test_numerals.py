"""Numbers mean the same in every language, however they are written."""

from itertools import pairwise

import pytest
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from alignment.texts.quantities.measures import converted, measure
from alignment.texts.quantities.numerals import numbers

#: language, text, the value that must be among the readings
VALUES = [
    ("uk", "1 142 730 осіб", 1142730),
    ("uk", "1\u00a0142\u00a0730 осіб", 1142730),
    ("uk", "€100 000", 100000),
    ("ru", "100 000 евро", 100000),
    ("en", "130,000 people", 130000),
    ("en", "1,142,730", 1142730),
    ("uk", "1.234,50 грн", 1234.5),
    ("ru", "1.234.567,89 евро", 1234567.89),
    ("en", "$1,234.567", 1234.567),
    ("uk", "324,7 млрд грн", 324.7e9),
    ("en", "UAH 324.7 billion", 324.7e9),
    ("ru", "324,7 млрд грн", 324.7e9),
    ("uk", "2 трлн 826 млрд грн", 2826e9),
    ("ru", "2 трлн 826 млрд грн", 2826e9),
    ("uk", "646 тис. 400", 646400),
    ("uk", "+1 тис. 250 за добу", 1250),
    ("uk", "120 млн 2668 грн", 120002668),
    ("uk", "мільйон 200 тисяч", 1200000),
    ("ru", "миллион 200 тысяч", 1200000),
    ("uk", "пів мільйона", 500000),
    ("ru", "полмиллиона", 500000),
    ("uk", "півмільйона", 500000),
    ("en", "half a million", 500000),
    ("en", "half a billion", 0.5e9),
    ("uk", "півтора мільйона", 1500000),
    ("ru", "полтора миллиона", 1500000),
    ("en", "one and a half million", 1500000),
    ("uk", "дві з половиною тисячі", 2500),
    ("ru", "две с половиной тысячи", 2500),
    ("en", "two and a half thousand", 2500),
    ("ru", "1,2 млн. человек", 1200000),
    ("uk", "$1,2 млн", 1200000),
    ("en", "Forty-six", 46),
    ("uk", "сорок шість", 46),
    ("ru", "сорок шесть", 46),
    ("en", "a hundred", 100),
    ("uk", "сто", 100),
    ("en", "two hundred and fifty thousand", 250000),
    ("uk", "двісті п'ятдесят тисяч", 250000),
    ("uk", "двісті п’ятдесят тисяч", 250000),
    ("ru", "двести пятьдесят тысяч", 250000),
    ("uk", "30 %", 30),
    ("uk", "30%", 30),
    ("uk", "10-15%", 15),
    ("uk", "10–15%", 10),
    ("ru", "10—15%", 15),
    ("en", "21st", 21),
    ("uk", "двадцять перший", 21),
    ("ru", "21-й", 21),
    ("ru", "16-миллионного населения", 16e6),
    ("uk", "16-мільйонного населення", 16e6),
    ("ru", "двухэтажный", 2),
    ("uk", "двоповерховий", 2),
    ("en", "the 80s", 1980),
    ("uk", "у 80-х", 1980),
    ("ru", "1990-е", 90),
    ("en", "1981-87", 1987),
    ("en", "5½", 5.5),
    ("en", "$5bn", 5e9),
    ("uk", "22.10.2025", 22),
    ("uk", "22.10.2025", 2025),
    ("en", "October 22, 2025", 22),
    ("uk", "дві сотні людей", 200),
    ("uk", "півтори сотні", 150),
    ("en", "two dozen", 24),
    ("uk", "дві дюжини", 24),
    ("ru", "полторы тысячи", 1500),
    ("en", "two decades", 20),
    ("en", "three quarters of the budget", 75),
    ("uk", "три чверті бюджету", 0.75),
    ("uk", "дві третини депутатів", 0.666666),
    ("ru", "две трети депутатов", 67),
    ("uk", "однією п'ятою площі", 0.2),
    ("uk", "однієї третьої голосів", 33),
    ("ru", "одной четвертой площади", 25),
    ("uk", "зросли вшестеро", 6),
    ("ru", "выросли вдесятеро", 10),
    ("ru", "шестеро полицейских", 6),
    ("uk", "два десятиліття", 20),
    ("ru", "два десятка", 20),
    ("uk", "XXI століття", 21),
    ("ru", "ХХ век", 20),
    ("en", "World War II", 2),
    ("uk", "половина", 50),
    ("uk", "3-5 тис. людей", 3000),
    ("en", "3 to 5 thousand", 3000),
    ("ru", "от 3 до 5 млн", 3e6),
    ("uk", "тридцять сім тисяч двісті", 37200),
    ("ru", "сорок две тысячи сто один", 42101),
    ("en", "three hundred and twelve thousand", 312000),
    ("uk", "двадцять п'ята річниця", 25),
    ("en", "the twenty-fifth anniversary", 25),
]
#: language, text, minutes after midnight
TIMES = [
    ("uk", "о 19:00", 1140),
    ("uk", "о 20.00", 1200),
    ("ru", "в 19:00", 1140),
    ("ru", "в 20.00", 1200),
    ("en", "at 7:00 PM", 1140),
    ("en", "at 4 p.m.", 960),
    ("en", "at 4:30 pm", 990),
    ("en", "at 7:05 a.m.", 425),
    ("en", "around 1.30pm", 810),
    ("en", "at 9.15 a.m.", 555),
    ("en", "from 6-8 p.m.", 1080),
    ("en", "at 0500", 300),
    ("uk", "о 07:05", 425),
    ("en", "at 12:15 am", 15),
    ("en", "at 7 p.m. Kyiv time", 1140),
    ("uk", "о 19:00 за Києвом", 1140),
    ("en", "at 16:00 GMT", 1140),  # in summer
    ("en", "at 5 p.m. UTC", 1140),  # in winter
    ("uk", "о 17:00 за Гринвічем", 1140),
    ("ru", "в 20:00 по Москве", 1140),  # in winter
    ("en", "at noon, 12:00 ET", 1140),
    ("en", "at 18:00 CET", 1140),
]
#: language, text, the minutes after midnight by a clock of another place
THERE = [
    ("en", "at 09:30 BST", 570),
    ("uk", "о 09:30 за британським літнім часом", 570),
    ("ru", "в 09:30 по местному времени", 570),
    ("ru", "в 19:00. по восточному времени", 1140),
    ("uk", "об 11 годині ранку за східним часом", 660),
    ("en", "at 11 a.m. ET", 660),
]
#: language, text, the unit of its first number
UNITS = [
    ("uk", "5 млн грн", ("money", "UAH")),
    ("en", "UAH 5 million", ("money", "UAH")),
    ("ru", "5 млн гривен", ("money", "UAH")),
    ("en", "$5 million", ("money", "USD")),
    ("uk", "$5 млн", ("money", "USD")),
    ("uk", "5 млн доларів США", ("money", "USD")),
    ("en", "5 million US dollars", ("money", "USD")),
    ("ru", "€5 млн", ("money", "EUR")),
    ("uk", "30 %", ("share", "percent")),
    ("en", "30 per cent", ("share", "percent")),
    ("uk", "2 відсоткові пункти", ("share", "points")),
    ("ru", "2 процентных пункта", ("share", "points")),
    ("en", "2 percentage points", ("share", "points")),
    ("en", "a 10-mile march", ("length", "mile")),
    ("uk", "100 кілометрів", ("length", "km")),
    ("ru", "5 тонн", ("weight", "t")),
    ("uk", "5 людей", None),
    ("en", "60 days", ("span", "day")),
    ("uk", "60-річний", ("span", "year")),
    ("ru", "5 лет", ("span", "year")),
    ("ru", "38-летняя", ("span", "year")),
    ("ru", "5 летних лагерей", None),
    ("ru", "2,3 летных часа", None),
    ("uk", "4 річні звіти", None),
    ("uk", "5 годинників", None),
    ("uk", "5-годинний", ("span", "hour")),
    ("ru", "11 часовых поясов", None),
    ("uk", "5 год", ("span", "hour")),
    ("ru", "12 кв. км", ("area", "km2")),
    ("en", "12 square kilometres", ("area", "km2")),
    ("uk", "97 км/год", ("speed", "kmh")),
    ("en", "60 miles per hour", ("speed", "mph")),
    ("uk", "250 МВт", ("power", "mw")),
    ("ru", "25 б. п.", ("share", "basis")),
    ("ru", "5 с половиной", None),
    ("en", "20 degrees", ("temperature", "degree")),
    ("en", "5 kmart shops", None),
]
#: one quantity, another; whether they are the same
CONVERTED = [
    ((100, "km"), (62, "mile"), True),
    ((100, "km"), (100, "mile"), False),
    ((1.5, "km"), (1500, "m"), True),
    ((20, "c"), (68, "f"), True),
    ((20, "c"), (20, "f"), False),
    ((70, "kg"), (154, "lb"), True),
    ((5, "km"), (5, "km"), False),
    ((41, "UAH"), (1, "USD"), False),
    ((550, "lb"), (249, "kg"), True),
    ((550, "lb"), (294, "kg"), False),
    ((60, "mph"), (97, "kmh"), True),
    ((30, "yard"), (27, "m"), True),
    ((0.5, "gw"), (500, "mw"), True),
    ((48, "hour"), (2, "day"), True),
    ((25, "basis"), (0.25, "percent"), True),
    ((40, "percent"), (40, "points"), False),
    ((27, "degree"), (80, "degree"), True),
    ((27, "c"), (80, "degree"), True),
    ((27, "degree"), (72, "degree"), False),
    ((385, "mile"), (360, "km"), False),
    ((50, "centner"), (5, "t"), True),
]


#: Units that CLDR knows, too, by its names.
CLDR = {
    "mm": "length-millimeter",
    "cm": "length-centimeter",
    "m": "length-meter",
    "km": "length-kilometer",
    "inch": "length-inch",
    "ft": "length-foot",
    "yard": "length-yard",
    "mile": "length-mile",
    "nmi": "length-nautical-mile",
    "m2": "area-square-meter",
    "km2": "area-square-kilometer",
    "ha": "area-hectare",
    "acre": "area-acre",
    "sqft": "area-square-foot",
    "sqmile": "area-square-mile",
    "ml": "volume-milliliter",
    "l": "volume-liter",
    "m3": "volume-cubic-meter",
    "gallon": "volume-gallon",
    "barrel": "volume-barrel",
    "g": "mass-gram",
    "kg": "mass-kilogram",
    "t": "mass-tonne",
    "lb": "mass-pound",
    "oz": "mass-ounce",
    "kmh": "speed-kilometer-per-hour",
    "ms": "speed-meter-per-second",
    "mph": "speed-mile-per-hour",
    "knot": "speed-knot",
    "w": "power-watt",
    "kw": "power-kilowatt",
    "mw": "power-megawatt",
    "gw": "power-gigawatt",
    "hp": "power-horsepower",
    "kwh": "energy-kilowatt-hour",
    "second": "duration-second",
    "minute": "duration-minute",
    "hour": "duration-hour",
    "day": "duration-day",
    "week": "duration-week",
    "month": "duration-month",
    "year": "duration-year",
    "c": "temperature-celsius",
    "f": "temperature-fahrenheit",
    "percent": "concentr-percent",
}
#: Letters and words that mean other things beside a number, too, and what no text but CLDR's writes.
NOT_READ = {"g", "г", "in", "L", "m", "t", "с", "W", "р.", "г.", "л.", "м. миля", "м. милі", "м. миль", "метр. т"}


def readings(text, language):
    return {reading for number in numbers(text, language) for reading in number.readings}


@pytest.mark.parametrize(("language", "text", "value"), VALUES)
def test_value(language, text, value):
    assert ("n", value) in readings(text, language)


@pytest.mark.parametrize(("language", "text", "minutes"), TIMES)
def test_clock_time(language, text, minutes):
    assert ("t", minutes) in readings(text, language)


@pytest.mark.parametrize(("language", "text", "minutes"), THERE)
def test_clock_time_of_another_place(language, text, minutes):
    assert ("there", minutes) in readings(text, language)


@pytest.mark.parametrize("text", ["0 800 501 482", "+380 44 123-45-67", "(044) 123 45 67", "+1 202 555 01 43"])
def test_telephone_numbers_count_nothing(text):
    assert numbers(f"телефон {text} працює", "uk") == ()
    assert numbers(f"телефон {text} працює", "en") == ()


def test_sums_in_short_are_not_added_up():
    assert {("n", 3e6), ("n", 40e3)} <= readings("€3m and 40K places", "en")
    assert ("n", 3040000) in readings("three million and forty thousand places", "en")


def test_both_ends_of_a_range_are_in_the_afternoon():
    assert {("t", 16 * 60), ("t", 18 * 60)} <= readings("open from 4 to 6 p.m.", "en")


def test_what_is_more_by_thousands_is_no_telephone_number():
    assert ("n", 1142730) in readings("+1 142 730 осіб", "uk")


@pytest.mark.parametrize("text", ["at 7 p.m. GMT", "at 19:00 GMT"])
def test_a_time_of_another_zone_is_not_the_same_at_home(text):
    assert ("t", 1140) not in readings(text, "en")
    assert ("n", 19) not in readings(text, "en")


@pytest.mark.parametrize(("language", "text", "unit"), UNITS)
def test_unit(language, text, unit):
    first = numbers(text, language)[0]
    found = measure(text, first.start, first.end, language)
    assert (found and (found.dimension, found.unit)) == unit


@pytest.mark.parametrize("length", ["long", "short"])
@pytest.mark.parametrize("language", ["uk", "en", "ru"])
@pytest.mark.parametrize("unit", CLDR)
def test_units_are_read_as_unicode_writes_them(unit, language, length):
    for value in (1, 2, 5, 1.5, 21):
        text = format_unit(value, CLDR[unit], length, locale=language)
        if CLDR[unit] in text or text.partition("\u00a0")[2] in NOT_READ or text.partition(" ")[2] in NOT_READ:
            continue  # CLDR has no word for it, or it is none for us
        first = numbers(text, language)[0]
        assert measure(text, first.start, first.end, language).unit == unit, text


@pytest.mark.parametrize(("one", "other", "same"), CONVERTED)
def test_converted(one, other, same):
    assert converted(*one, *other) is same
    assert converted(*other, *one) is same


@pytest.mark.parametrize(
    ("language", "text", "counts"),
    [
        ("uk", "сім людей", True),
        ("en", "forty-six people", True),
        ("uk", "один із них", False),
        ("en", "the third man", False),
        ("en", "dozens of men", False),
        ("ru", "сотни людей", False),
        ("ru", "половина", True),
        ("uk", "удвічі", True),
        ("en", "millions of people", True),
        ("en", "a couple of people", False),
    ],
)
def test_words_that_say_how_many(language, text, counts):
    (number,) = numbers(text, language)
    assert number.counts is counts


@pytest.mark.parametrize("text", ["https://example.org/2024/05", "www.example.org/12345"])
def test_addresses_hold_no_numbers(text):
    assert numbers(text, "en") == ()


def test_a_language_without_a_table_has_digits_only():
    assert [number.written for number in numbers("dwadzieścia 20", "pl")] == [True]


#: Digits and marks as somebody may put them together.
PIECES = st.from_regex(r"\A\d{1,3}([.,: ]\d{3}){0,3}([.,:-]\d{1,4})?[%½]?\Z")


@given(st.integers(0, 10**15), st.sampled_from(["uk", "en", "ru", "pl"]))
def test_plain_digits_mean_themselves(value, language):
    assert ("n", float(value)) in readings(f"x {value} y", language)


@given(st.text(max_size=80) | PIECES, st.sampled_from(["uk", "en", "ru"]))
def test_numbers_lie_in_the_text_in_order(text, language):
    found = numbers(text, language)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(1, 999), st.integers(0, 999))
def test_thousands_are_read_in_every_house_style(thousands, rest):
    value = thousands * 1000 + rest
    spellings = [
        (f"{thousands} {rest:03}", "uk"),
        (f"{thousands},{rest:03}", "en"),
        (f"{thousands}\u202f{rest:03}", "ru"),
    ]
    assert all(("n", float(value)) in readings(f"всього {text}.", language) for text, language in spellings)


@pytest.mark.parametrize("digits", ["9" * 400, "1" + ",000" * 120, "9" * 5000])
def test_a_row_of_digits_that_is_no_number_ends_nothing(digits):
    assert [number.readings for number in numbers(f"It paid {digits} to 14 men.", "en")] == [frozenset({("n", 14.0)})]


def test_many_numbers_side_by_side_are_numbers():
    assert len(numbers(" ".join(map(str, range(10, 50))), "en")) == 40


def test_the_mark_takes_in_the_unit_which_may_be_all_that_differs(check_texts):
    texts = {
        "uk": "На ремонт мосту виділили 18 млн євро.",
        "en": "18 million dollars were allotted to the repair of the bridge.",
        "ru": "На ремонт моста выделили 18 млн евро.",
    }
    (found,) = check_texts(texts)
    marked = {piece.edition: piece.text for piece in found.evidence}
    assert marked == {"en": "18 million dollars", "uk": "18 млн євро", "ru": "18 млн евро"}
