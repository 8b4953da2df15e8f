"""Numbers mean the same in every language, however they are written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.checks.numerals import numbers

#: language, text, the value that must be among the readings
VALUES = [
    ("uk", "1 142 730 осіб", 1142730),
    ("uk", "1\u00a0142\u00a0730 осіб", 1142730),
    ("uk", "€100 000", 100000),
    ("ru", "100 000 евро", 100000),
    ("en", "130,000 people", 130000),
    ("en", "1,142,730", 1142730),
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
    ("en", "from 6-8 p.m.", 1080),
    ("en", "at 0500", 300),
    ("uk", "о 07:05", 425),
    ("en", "at 12:15 am", 15),
]


def readings(text, language):
    return {reading for number in numbers(text, language) for reading in number.readings}


@pytest.mark.parametrize(("language", "text", "value"), VALUES)
def test_value(language, text, value):
    assert ("n", value) in readings(text, language)


@pytest.mark.parametrize(("language", "text", "minutes"), TIMES)
def test_clock_time(language, text, minutes):
    assert ("t", minutes) in readings(text, language)


@pytest.mark.parametrize("text", ["https://example.org/2024/05", "www.example.org/12345"])
def test_addresses_hold_no_numbers(text):
    assert numbers(text, "en") == ()


def test_a_language_without_a_table_has_digits_only():
    assert [number.written for number in numbers("dwadzieścia 20", "pl")] == [True]


@given(st.integers(0, 10**15), st.sampled_from(["uk", "en", "ru", "pl"]))
def test_plain_digits_mean_themselves(value, language):
    assert ("n", float(value)) in readings(f"x {value} y", language)


@given(st.text(max_size=80), st.sampled_from(["uk", "en", "ru"]))
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
