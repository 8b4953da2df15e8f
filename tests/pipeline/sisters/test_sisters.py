"""Which pages are taken for editions of one story: precision first, and the evidence is kept."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.check import Request, check
from pipeline.lookup import look_up
from pipeline.settings.publisher_settings import Publisher
from pipeline.sisters import kinship
from tests.support.publisher import alone, announce, edition, publish
from tests.support.site import Answer

#: The same desk, the same day, the same kind of story, other facts.
SCHOOL = {
    "en": (
        "Two schools close for the winter in Sumy",
        "Two schools in Sumy will be closed until spring because their boilers broke down, Olena Bondar said.",
        "Pupils move to lessons over the network; meals are brought home to 140 families.",
        "New boilers are on their way from Lviv, and engineers promise heat by the end of February.",
    ),
    "ru": (
        "В Сумах на зиму закрыли две школы",
        "Две школы в Сумах закроют до весны из-за поломки котлов, сообщила Елена Бондарь.",
        "Ученики перейдут на уроки по сети, а 140 семьям еду будут привозить домой.",
        "Новые котлы уже везут из Львова, инженеры обещают тепло до конца февраля.",
    ),
}
WARMTH = {
    "en": (
        "Poltava gets 12 new buses",
        "The Poltava city council bought 12 new buses for routes across the Vorskla, Karpov said.",
        "The first of them go out on March 3; a ticket will cost 15 hryvnias, as it does now.",
        "The old buses are 20 years old and break down every week.",
    ),
}


def school(language):
    title, *paragraphs = SCHOOL[language]
    return replace(edition(language), title=title, paragraphs=tuple(paragraphs))


def buses(language):
    title, *paragraphs = WARMTH[language]
    return replace(edition(language), title=title, paragraphs=tuple(paragraphs))


@pytest.fixture
def unlinked(site, settings):
    """A publisher whose editions share neither links nor addresses; its feeds list several stories."""
    pages = {
        "uk": alone(site, "/uk/a", edition("uk")),
        "en": alone(site, "/en/77", edition("en")),
        "ru": alone(site, "/ru/x9", edition("ru")),
    }
    en = announce(site, "/en/rss", (alone(site, "/en/76", school("en")), school("en")), (pages["en"], edition("en")))
    ru = announce(site, "/ru/rss", (pages["ru"], edition("ru")), (alone(site, "/ru/x8", school("ru")), school("ru")))
    publisher = Publisher(name="visnyk", feeds={"en": en, "ru": ru})
    return replace(settings, publishers={"127.0.0.1": publisher}), pages


def test_editions_without_links_are_found_in_the_feeds(unlinked, said):
    settings, pages = unlinked
    comparison = check(Request(story=pages["uk"]), settings, progress=said.append)
    assert {language: article.url for language, article in comparison.articles.items()} == pages


def test_story_that_a_feed_lacks_is_not_replaced_by_the_next_best(site, settings, unlinked, said):
    """The bus story shares the town, the council, the speaker, a number and a date with the bridge story."""
    made, pages = unlinked
    en = announce(
        site, "/en/rss", (alone(site, "/en/79", buses("en")), buses("en")), (site.url("/en/76"), school("en"))
    )
    only = replace(
        settings, publishers={"127.0.0.1": Publisher(name="visnyk", feeds={"en": en, "ru": site.url("/ru/rss")})}
    )
    comparison = check(Request(story=pages["uk"]), only, progress=said.append)
    assert set(comparison.articles) == {"uk", "ru"}
    assert not [finding for finding in comparison.findings if finding.kind == "edition-unavailable"]
    assert made


def test_two_pages_that_cannot_be_told_apart_are_both_left(site, settings, unlinked, said):
    _, pages = unlinked
    copy = alone(site, "/en/78", edition("en"))
    en = announce(site, "/en/rss", (pages["en"], edition("en")), (copy, edition("en")))
    publisher = Publisher(name="visnyk", feeds={"en": en, "ru": site.url("/ru/rss")})
    doubtful = replace(settings, publishers={"127.0.0.1": publisher})
    assert set(check(Request(story=pages["uk"]), doubtful, progress=said.append).articles) == {"uk", "ru"}


def test_feed_that_is_down_does_not_end_the_run(site, settings, unlinked, said):
    made, pages = unlinked
    site.put("/en/rss", Answer(status=500))
    assert set(check(Request(story=pages["uk"]), made, progress=said.append).articles) == {"uk", "ru"}
    assert settings


@pytest.mark.parametrize(("status", "found"), [(503, {"uk", "en", "ru"}), (404, {"uk", "ru"})])
def test_full_text_of_a_feed_stands_in_for_a_page_that_cannot_be_fetched(site, unlinked, said, status, found):
    """A page that is gone was taken down: its text is not brought back."""
    settings, pages = unlinked
    made = edition("en")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in made.paragraphs)
    item = (
        f"<item><title>{made.title}</title><link>{pages['en']}</link><fulltext><![CDATA[{text}]]></fulltext>"
        "<pubDate>Sun, 01 Mar 2026 10:00:00 +0200</pubDate></item>"
    )
    body = f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>".encode()
    site.put("/en/rss", Answer(body=body, headers={"Content-Type": "application/rss+xml"}))
    site.put("/en/77", Answer(status=status))
    comparison = check(Request(story=pages["uk"]), settings, progress=said.append)
    assert set(comparison.articles) == found
    if "en" in found:
        blocks = [block.text for block in comparison.articles["en"].blocks if block.kind == "paragraph"]
        assert blocks == list(made.paragraphs)


def test_link_to_another_story_is_not_believed(site, settings, said):
    """A switcher that leads to the other edition's front-page story, as broken templates do."""
    urls = publish(site, [edition("uk"), edition("en"), school("ru")])
    comparison = check(Request(story=urls["uk"]), settings, progress=said.append)
    assert set(comparison.articles) == {"uk", "en"}
    (lost,) = [finding for finding in comparison.findings if finding.kind == "edition-unavailable"]
    assert (lost.edition, lost.cause) == ("ru", "another-story")


def test_look_up_shows_candidates_evidence_and_choice(site, settings, said):
    urls = publish(site, [edition("uk"), edition("en"), school("ru")])
    family = look_up(urls["uk"], settings, progress=said.append)
    assert family.given.article.language == "uk"
    shown = {candidate.claimed: candidate for candidate in family.candidates}
    assert (shown["en"].chosen, shown["ru"].chosen) == (True, False)
    assert shown["en"].evidence == "hreflang"
    assert shown["en"].kinship.similarity > shown["ru"].kinship.similarity
    assert shown["en"].kinship.names >= 2
    assert shown["en"].kinship.apart.total_seconds() == 0


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"apart": None}, False),
        ({"apart": kinship.ALIKE_WINDOW * 2}, False),
        ({"similarity": None}, False),
        ({"similarity": 0.87}, False),
        ({"names": 0, "numbers": 1}, False),
        ({"linked": True, "apart": None, "similarity": None, "names": 0}, True),
        ({"linked": True, "similarity": 0.87, "names": 0}, True),
        ({"linked": True, "similarity": 0.8}, False),
        ({"linked": True, "apart": kinship.LINKED_WINDOW * 2}, False),
    ],
)
def test_verdict(changes, same):
    evidence = {
        "apart": kinship.ALIKE_WINDOW / 2,
        "similarity": 0.92,
        "names": 3,
        "numbers": 0,
        "linked": False,
        **changes,
    }
    assert kinship.Kinship(**evidence).same_story is same


def test_similarity_needs_texts():
    assert kinship.similarity(lambda texts: np.eye(len(texts)), [], ["a"]) is None
