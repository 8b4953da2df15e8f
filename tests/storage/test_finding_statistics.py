"""Where stories and findings stand: publishers, words by which stories are found, what opened and closed when."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.stories.search_words import BEGINNING, beginnings
from tests.support.stories import HOUR, NOW, article, comparison, finding


@pytest.mark.parametrize(
    ("urls", "names", "publisher"),
    [
        (("https://www.visnyk.example/uk/1", "https://visnyk.example/en/1"), ("", ""), "visnyk.example"),
        (("https://www.visnyk.example/uk/1", ""), ("", "Вісник"), "visnyk.example"),
        (("/tmp/uk.html", "/tmp/en.html"), ("", ""), ""),
    ],
)
def test_whose_story_it_is(urls, names, publisher):
    articles = {
        language: replace(article(language, url=url), url=url, publisher=name)
        for language, url, name in zip(("uk", "en"), urls, names, strict=True)
    }
    assert replace(comparison("s"), articles=articles, publisher="").house == publisher


def test_words_are_known_by_their_beginnings():
    assert beginnings("Відкриття мосту, о 10-й!") == {"відкри", "мосту", "10"}
    assert beginnings("Мосту") == beginnings("МОСТУ")


@given(st.text(max_size=60))
def test_beginnings_are_short_and_none_is_lost(text):
    found = beginnings(text)
    assert all(2 <= len(word) <= BEGINNING for word in found)
    assert found == beginnings(text.casefold())


def with_findings(*names, hours=0):
    found = tuple(finding(name) for name in names)
    return replace(comparison("s"), findings=found, created=NOW + hours * HOUR)


def happened(store):
    return [(each.finding.removeprefix("finding-"), each.what) for each in reversed(store.browsing.happenings("s"))]


def test_findings_open_close_and_open_again(store):
    for hours, names in enumerate((("a", "b"), ("a",), ("a",), ("b", "a"))):
        store.record(with_findings(*names, hours=hours), {})
    assert happened(store) == [("a", "opened"), ("b", "opened"), ("b", "resolved"), ("b", "reopened")]


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [("Europe/Kyiv", 21, "2026-07-05"), ("Europe/Kyiv", 20, "2026-07-04"), ("UTC", 21, "2026-07-04")],
)
def test_a_day_and_its_week_are_those_of_the_newsroom(store, by_clock, zone, hour, day):
    by_clock(zone)
    late = NOW.replace(month=7, day=4, hour=hour, minute=30)
    articles = {code: replace(article(code), published=late) for code in ("uk", "en")}
    store.record(replace(comparison("s"), articles=articles, created=late), {})
    assert [each.day for each in store.browsing.days(day)] == [day]
    assert [each.day for each in store.browsing.completeness(day)] == [day]
