from dataclasses import replace
from datetime import timedelta

import pytest

from alignment.types import Evidence
from storage.decisions import Choice, Reason, Scope
from storage.stories import story_browser
from storage.stories.story_browser import Filter
from tests.support.stories import NOW, article, comparison, finding

#: Titles and publishers, the newest story first.
STORIES = [
    ("Міст відкрили", "Вісник"),
    ("Міст закрили", "Хвиля"),
    ("Школу відкрили", "Вісник"),
    ("Міст відкрили знову", "Хвиля"),
    ("Школу закрили", "Вісник"),
    ("Міст відкрили вночі", "Вісник"),
]


@pytest.fixture
def filled(store):
    for place, (title, host) in enumerate(STORIES):
        pages = {"uk": article("uk", title=title, url=f"https://{host}.example/{place}")}
        found = (finding(str(place)),) if place % 2 else ()
        made = comparison(f"story-{place}", articles=pages, findings=found, created=NOW - timedelta(hours=place))
        store.record(made, {})
    return store


def pages(store, wanted, limit):
    """Return the stories of every page, until there is none after it."""
    found, after = [], None
    while True:
        page = store.browsing.stories(wanted, limit=limit, after=after)
        found.append([int(story.id.removeprefix("story-")) for story in page.stories])
        if page.next is None:
            return found
        after = page.next


WANTED = [
    (Filter(), [0, 1, 2, 3, 4, 5]),
    (Filter(worst="critical"), [1, 3, 5]),
    (Filter(worst="clear"), [0, 2, 4]),
    (Filter(publisher="вісник.example"), [0, 2, 4, 5]),
    (Filter(publisher="вісник.example", worst="critical"), [5]),
    (Filter(publisher="nobody.example"), []),
    (Filter(words="міст"), [0, 1, 3, 5]),
    (Filter(words="МОСТА"), [0, 1, 3, 5]),
    (Filter(words="міст погода"), []),
    (Filter(words="відкрили міст"), [0, 3, 5]),
    (Filter(words="міст відкрили", publisher="вісник.example"), [0, 5]),
    (Filter(words="міст відкрили", publisher="хвиля.example", worst="critical"), [3]),
]


@pytest.mark.parametrize("scanned", [1, 2, 100])
def test_every_story_is_listed_once_however_few_a_search_looks_through(filled, monkeypatch, scanned):
    monkeypatch.setattr(story_browser, "SCANNED", scanned)
    for wanted, expected in WANTED:
        for limit in (1, 2, 50):
            found = pages(filled, wanted, limit)
            assert [story for page in found for story in page] == expected, wanted
            assert max(len(page) for page in found) <= limit


def test_a_search_may_find_nothing_and_lead_further(filled, monkeypatch):
    monkeypatch.setattr(story_browser, "SCANNED", 1)
    first = filled.browsing.stories(Filter(words="школу закрили"))
    assert (first.stories, first.next is None) == ((), False)


def test_publishers_are_named_once(filled):
    assert filled.browsing.publishers() == ("вісник.example", "хвиля.example")


def test_what_was_dismissed_moves_a_story_to_the_settled_ones(filled):
    made = filled.comparison("story-1")
    choice = Choice(reason=Reason.DELIBERATE, scope=Scope.TEXT, who="anna", made=NOW, note="")
    filled.decisions.make(made, made.findings, choice)
    assert pages(filled, Filter(worst="critical"), 50) == [[3, 5]]


FOUND = [
    ("Харків", ["uk"]),
    ("харькову", ["ru"]),
    ("міст", ["uk"]),
    ("Дніпро", ["uk"]),
    ("Днепр", ["ru"]),
    ("Нацбанк ставка", ["ru"]),
    ("нацбанка ставкой", ["ru"]),
    ("Kharkiv", []),
    ("https://www.visnyk.example/uk/news/7512345/", ["uk"]),
    ("visnyk.example/uk/news/7512345#comments", ["uk"]),
    ("https://visnyk.example/uk/news/7512346", []),
    ("story-ru", ["ru"]),
    ("finding-deadbeef", ["ru"]),
    ("шульги", ["ru"]),
    ("%", []),
    ("_", []),
    ("мост%", []),
    ("  ", ["uk", "ru"]),
]


@pytest.mark.parametrize(("words", "stories"), FOUND)
def test_words_are_found_in_any_form_and_so_are_ids_addresses_and_words_of_findings(store, words, stories):
    titles = {"uk": "У Харкові біля мосту та в Дніпрі", "ru": "Нацбанк ставку не менял: в Днепре и Харькове ждут"}
    for language, title in titles.items():
        page = article(language, title=title, url=f"https://visnyk.example/{language}/news/7512345")
        said = replace(finding("deadbeef"), evidence=(Evidence(edition="ru", block=0, start=0, end=5, text="Шульга"),))
        found = (said,) if language == "ru" else ()
        store.record(comparison(f"story-{language}", articles={language: page}, findings=found), {})
    listed = store.browsing.stories(Filter(words=words)).stories
    assert {story.id for story in listed} == {f"story-{language}" for language in stories}
