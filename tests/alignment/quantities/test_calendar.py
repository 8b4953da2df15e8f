"""Months, weekdays and days told from today; time zones beside a clock; what is counted."""

import pytest

from alignment.texts.quantities.calendar import calendar
from alignment.texts.quantities.counts import counts, exchanged
from alignment.texts.quantities.zones import at_home, hour_there, zone_after, zones


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Міст відкрили 5 травня у вівторок.", "uk", [("months", 5, "травня"), ("weekdays", 2, "вівторок")]),
        ("Мост открыли 5 мая во вторник.", "ru", [("months", 5, "мая"), ("weekdays", 2, "вторник")]),
        ("The bridge was opened on Tuesday, May 5.", "en", [("weekdays", 2, "Tuesday"), ("months", 5, "May")]),
        ("It may rain.", "en", []),
        ("They march on.", "en", []),
        ("Учора міст закрили.", "uk", [("relative", -1, "Учора")]),
        ("Послезавтра его откроют.", "ru", [("relative", 2, "Послезавтра")]),
        ("Його відкрили 05.03.2025.", "uk", [("months", 3, "03")]),
        ("Лютий мороз.", "uk", []),
        ("Мост открыли.", "xx", []),
    ],
)
def test_words_of_the_calendar(text, language, found):
    assert [(each.section, each.value, text[each.start : each.end]) for each in calendar(text, language)] == found


@pytest.mark.parametrize(
    ("text", "language", "zone"),
    [
        ("at 10:30 Kyiv time", "en", "kyiv"),
        ("at 10:30 GMT", "en", "utc"),
        ("at 10:30 Eastern Time", "en", "new-york"),
        ("at 10:30 local time", "en", "elsewhere"),
        ("о 10:30 за київським часом", "uk", "kyiv"),
        ("в 10:30 по московскому времени", "ru", "moscow"),
        ("at 10:30 sharp", "en", None),
        ("at 10:30 Kyiv time", "xx", None),
    ],
)
def test_the_zone_right_after_a_time(text, language, zone):
    assert zone_after(text, text.index("10:30") + 5, language) == zone


def test_the_name_of_a_zone_is_no_place_of_the_story():
    text = "The talks begin at 10:30 Kyiv time in Kyiv."
    assert [text[slice(*span)].strip() for span in zones(text, "en")] == ["Kyiv time"]


def test_times_of_other_zones_are_brought_home_in_winter_and_in_summer():
    assert list(at_home([("t", 600)], None)) == [("t", 600)]
    assert list(at_home([("t", 600)], "kyiv")) == [("t", 600)]
    assert sorted(at_home([("t", 600), ("n", 10)], "utc")) == [("t", 720), ("t", 780), ("there", 600)]
    assert list(at_home([("t", 600)], "elsewhere")) == [("there", 600)]


def test_a_time_past_midnight_is_one_of_the_next_day():
    assert sorted(at_home([("t", 23 * 60)], "utc")) == [("t", 60), ("t", 120), ("there", 23 * 60)]


def test_a_bare_hour_with_a_zone_may_be_of_either_half_of_the_day():
    text = "об 11 годині ранку за східним часом"
    assert list(hour_there(text, 11, text.index("11") + 2, "uk")) == [("there", 660), ("there", 1380)]
    assert list(hour_there("об 11 годині ранку", 11, 5, "uk")) == []
    assert list(hour_there("25 за східним часом", 25, 2, "uk")) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("19 people died, 26 are missing.", "en", [("died", 19), ("missing", 26)]),
        ("Загинули 19 людей, 26 зникли безвісти.", "uk", [("died", 19), ("missing", 26)]),
        ("19 people died on 5 May.", "en", [("died", 19)]),
        ("In 2024 a bridge was destroyed.", "en", []),
        ("19 people died.", "xx", []),
    ],
)
def test_numbers_and_what_they_count(text, language, found):
    assert [(each.thing, each.value) for each in counts(text, language)] == found


def test_a_number_that_became_that_of_something_else_is_exchanged():
    here = counts("26 people died, 19 are missing.", "en")
    there = counts("Загинули 19 людей, 26 зникли безвісти.", "uk")
    one, other = exchanged(here, there)
    assert (one.thing, one.value, other.value) == ("died", 26, 19)
    assert exchanged(there, there) is None
