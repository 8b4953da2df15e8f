from datetime import UTC, datetime, timedelta, timezone

import pytest

from locales.interface import Interface, accepted, choose, edition_label

KYIV = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("code", "label"), [("uk", "UA"), ("en", "EN"), ("ru", "RU"), ("pl", "PL"), ("pt-BR", "PT-BR")]
)
def test_editions_have_labels(code, label):
    assert edition_label(code) == label


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "EN says “1”, UA says “2”"),
        ("uk", "У EN — «1», у UA — «2»"),
        ("ru", "В EN — «1», в UA — «2»"),
    ],
)
def test_editions_in_sentences_go_by_their_labels(language, line):
    values = {"edition": "language:en", "second": "language:uk", "value": 1, "other": 2}
    assert Interface(language).gettext("{edition} says {value}, {second} says {other}", **values) == line


def test_several_editions_in_one_value():
    message = "{edition} lacks a paragraph that only {other} has"
    said = Interface("en").gettext(message, edition="language:ru", other="language:uk, language:en")
    assert said == "RU lacks a paragraph that only UA, EN has"


def test_braces_in_values_are_no_placeholders():
    said = Interface("en").gettext("row {number}", number="{0} {x}")
    assert said == "row {0} {x}"


@pytest.mark.parametrize(
    ("language", "zone", "moment", "line"),
    [
        ("uk", "Europe/Kyiv", datetime(2025, 2, 19, 13, 5, tzinfo=KYIV), "19 лют. 2025 р., 13:05 UTC+2"),
        ("ru", "Europe/Kyiv", datetime(2025, 2, 19, 13, 5, tzinfo=UTC), "19 февр. 2025 г., 15:05 UTC+2"),
        ("uk", "Europe/Kyiv", datetime(2025, 7, 19, 22, 30, tzinfo=UTC), "20 лип. 2025 р., 01:30 UTC+3"),
        ("en", "UTC", datetime(2025, 2, 19, 13, 5, tzinfo=KYIV), "Feb 19, 2025, 11:05 UTC"),
        ("en", "America/St_Johns", datetime(2025, 2, 19, 13, 5, tzinfo=UTC), "Feb 19, 2025, 09:35 UTC-3:30"),
        ("en", "Asia/Kathmandu", datetime(2025, 2, 19, 13, 5, tzinfo=UTC), "Feb 19, 2025, 18:50 UTC+5:45"),
        ("en", "Asia/Kathmandu", datetime(2025, 2, 19, 13, 5, tzinfo=UTC).replace(tzinfo=None), "Feb 19, 2025, 13:05"),
    ],
)
def test_times_are_the_newsrooms_and_name_their_zone(by_clock, language, zone, moment, line):
    by_clock(zone)
    assert Interface(language).time(moment).replace("\u202f", " ").replace("\xa0", " ") == line


def test_a_day_begins_at_the_newsrooms_midnight(by_clock):
    late = datetime(2025, 2, 19, 22, 30, tzinfo=UTC)
    assert Interface("en").date(late) == "Feb 20, 2025"
    by_clock("UTC")
    assert Interface("en").date(late) == Interface("en").date(late.date()) == "Feb 19, 2025"


@pytest.mark.parametrize(("share", "shown"), [(1, "100%"), (0.9, "90%"), (0.9999, "99%"), (0, "0%")])
def test_never_a_hundred_percent_while_something_is_missing(share, shown):
    assert Interface("en").percent(share) == shown


def test_numbers_and_lists_are_the_readers():
    assert Interface("uk").number(12345.5).replace("\xa0", " ") == "12 345,5"
    assert Interface("en").listing(["A", "B", "C"]) == "A, B, and C"
    assert Interface("ru").listing(["A", "B", "C"]) == "A, B и C"


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [(["uk-UA"], "uk"), (["de", "ru"], "ru"), (["de"], "en"), ([], "en"), (["UK"], "uk"), (["../../etc"], "en")],
)
def test_the_first_language_that_is_spoken_is_chosen(wanted, chosen):
    assert choose(wanted) == chosen


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("uk,ru;q=0.8,en;q=0.9", ["uk", "en", "ru"]),
        ("de;q=0, en", ["en"]),
        ("", []),
        (";q=x,,;", []),
        ("uk;q=abc, en", ["en"]),
    ],
)
def test_browsers_say_which_languages_they_accept(header, codes):
    assert accepted(header) == codes


def test_languages_have_names_in_the_readers_language():
    assert Interface("uk").language_name("en") == "англійська"
    assert Interface("en").language_name("uk") == "Ukrainian"
    assert Interface("en").language_name("not a language") == "not a language"
    assert Interface("ar").direction == "rtl"
