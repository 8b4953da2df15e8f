"""No page is parsed twice by the same parser, and all are by another one."""

from dataclasses import replace

import pytest

from pipeline import upkeep, version
from pipeline.check import Request, check
from pipeline.reading import page_parsing as parsing
from pipeline.stages import Stages
from storage.store import Store
from tests.support.publisher import edition, publish, without


@pytest.fixture
def parsed(monkeypatch):
    """The addresses of the pages that went through the parser."""
    addresses = []

    def parse(page, languages, *, cross_check, whole=parsing.parse):
        addresses.append(page.url)
        return whole(page, languages, cross_check=cross_check)

    monkeypatch.setattr(parsing, "parse", parse)
    return addresses


@pytest.fixture
def story(site, settings, said, parsed):
    urls = publish(site, [edition("uk"), edition("en"), edition("ru")])
    check(Request(story=urls["uk"]), settings, progress=said.append)
    assert sorted(parsed) == sorted(urls.values())
    parsed.clear()
    return urls


def test_only_the_page_that_changed_is_parsed(site, story, settings, said, parsed):
    publish(site, [edition("uk"), edition("en"), without(edition("ru"), 2)])
    comparison = check(Request(story=story["uk"]), settings, progress=said.append)
    assert parsed == [story["ru"]]
    assert len(comparison.articles["ru"].blocks) < len(comparison.articles["uk"].blocks)


def test_second_opinion_is_another_parse(story, settings, said, parsed):
    check(Request(story=story["uk"]), replace(settings, cross_check=True), progress=said.append)
    assert sorted(parsed) == sorted(story.values())


def test_other_languages_than_before_are_another_parse(story, settings, said, parsed):
    settings = replace(settings, languages=("uk", "en"))
    check(Request(story=story["uk"]), settings, progress=said.append)
    assert sorted(parsed) == sorted([story["uk"], story["en"]])


def test_article_out_of_the_database_is_the_article_that_was_parsed(story, settings, parsed):
    with Store(settings.database_url) as store:
        compared = store.comparison(store.story_of([story["uk"]])).articles
        pages = {each.url: each for each in store.snapshots(store.story_of([story["uk"]])).values()}
        reading = parsing.Parsing(lambda: store, Stages())
        for article in compared.values():
            assert reading.article(pages[article.url], settings.languages) == article
    assert parsed == []


def test_same_program_reads_nothing_again(settings, said, story, parsed):
    assert upkeep.reparse(settings, progress=said.append) == upkeep.Reparsed(stories=1, changed=0, unreadable=0)
    assert parsed == []
    assert len(story) == 3


def test_newer_parser_reads_stored_pages_again_and_once(story, settings, said, parsed, monkeypatch):
    for name in ("build", "parser"):
        monkeypatch.setattr(version, name, lambda: "0.2.0-1")
    monkeypatch.setattr("pipeline.comparing.reuse.build", lambda: "0.2.0-1")
    upkeep.reparse(settings, progress=said.append)
    assert sorted(parsed) == sorted(story.values())
    parsed.clear()
    upkeep.reparse(settings, progress=said.append)
    check(Request(story=story["uk"]), settings, progress=said.append)
    assert parsed == []


def test_newer_checks_need_no_parsing(story, settings, said, parsed, monkeypatch):
    monkeypatch.setattr("pipeline.comparing.reuse.build", lambda: "0.2.0-1")
    check(Request(story=story["uk"]), settings, progress=said.append)
    assert said[-1] == "Comparing UA, EN, RU"
    assert parsed == []
