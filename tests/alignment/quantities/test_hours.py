"""The half of the day that an hour is in, by the words around it."""

import re

import pytest

from alignment.texts.quantities.hours import either, halves, middles, readings

#: language, text, the hour on a clock of 24 hours; None where the words do not say
HOURS = [
    ("en", "at 9 in the morning", {9}),
    ("en", "at 12 a.m.", {0}),
    ("en", "at 12 p.m.", {12}),
    ("en", "at 7 in the evening", {19}),
    ("en", "at 11 at night", {23}),
    ("en", "at 2 at night", {2}),
    ("en", "at 9 o'clock", {9}),
    ("en", "at 9 sharp", None),
    ("en", "25 p.m.", None),
    ("uk", "о 9 ранку", {9}),
    ("uk", "о 7 годині вечора", {19}),
    ("uk", "об 11 ночі", {23}),
    ("uk", "о 2 ночі", {2}),
    ("uk", "о 12 годині дня", {12}),
    ("uk", "о 14 годині", {14}),
    ("uk", "за 14 годин", None),
    ("ru", "в 9 утра", {9}),
    ("ru", "в 7 часов вечера", {19}),
    ("ru", "в 3 часа дня", {15}),
    ("ru", "в 12 ночи", {0}),
    ("ru", "в 15 часов", {15}),
    ("ru", "за 15 часов", None),
    ("pl", "o 9 rano", None),
]


@pytest.mark.parametrize(("language", "text", "expected"), HOURS)
def test_words_around_an_hour_say_its_half(language, text, expected):
    hour = re.search(r"\d+", text)
    assert halves(text, *hour.span(), int(hour[0]), language) == expected


@pytest.mark.parametrize(
    ("language", "hour", "expected"),
    [("en", 7, {7, 19}), ("en", 15, {15}), ("uk", 7, {7}), ("ru", 12, {12}), ("pl", 7, {7, 19})],
)
def test_an_hour_alone_is_one_of_two_where_clocks_have_twelve(language, hour, expected):
    assert either(hour, language) == expected


def test_hours_are_minutes_after_midnight():
    assert set(readings({7, 19}, 30)) == {("t", 450.0), ("t", 1170.0)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Shelling began at midnight and ended at noon.", [("noon", 720.0), ("midnight", 0.0)]),
        ("uk", "Обстріл почався опівночі.", [("опівночі", 0.0)]),
        ("ru", "Встреча начнется в полдень.", [("полдень", 720.0)]),
        ("en", "Noonan came.", []),
        ("pl", "w południe", []),
    ],
)
def test_noon_and_midnight_are_hours_in_a_word(language, text, expected):
    assert [(text[start:end], minutes) for start, end, minutes in middles(text, language)] == expected
