"""Why a paragraph is missing: the cause decides what an editor has to do, and how soon."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alignment.checks import Settings, find
from alignment.encoders.vectors import Vectors
from locales.messages import message
from parsers.types import Block, BlockKind, Conflict, DroppedBlock, Notice, Role
from tests.support.editions import articles_of, rows_of

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
LOST = "Голова ОВА Олег Синєгубов назвав 14 сіл."
STORY = {"uk": ["Місто відновлюють.", LOST], "en": ["The city is being restored.", None]}


def missing(texts, changes=None, **options):
    """The findings of kind missing, with some editions' articles changed."""
    articles = articles_of(texts)
    for edition, change in (changes or {}).items():
        articles[edition] = replace(articles[edition], **change)
    found = find(articles, rows_of(texts), Vectors(), **options)
    return [(each.cause, str(each.severity)) for each in found if each.kind == "missing"]


def paragraph(text, **values):
    return Block(kind=BlockKind.PARAGRAPH, text=text, **values)


#: the edition without the paragraph; what is found
PAGES = {
    "nothing is known": ({}, ("not-translated", "major")),
    "set aside by the parser": (
        {"dropped": (DroppedBlock(kind=BlockKind.PARAGRAPH, text="Oleh Syniehubov named 14 villages.", reason="box"),)},
        ("lost-by-parser", "minor"),
    ),
    "something else set aside": (
        {"dropped": (DroppedBlock(kind=BlockKind.PARAGRAPH, text="Read also: 14 recipes.", reason="boilerplate"),)},
        ("not-translated", "major"),
    ),
    "all that the page links to, set aside": (
        {
            "dropped": (
                DroppedBlock(
                    kind=BlockKind.LIST_ITEM,
                    text="The weather. A market was opened. Oleh Syniehubov met with farmers. 14 new buses. The"
                    " theatre's season begins. A doctor answers readers. How the bridge was built. Who works there.",
                    reason="boilerplate",
                ),
            )
        },
        ("not-translated", "major"),
    ),
    "read by the second extractor": (
        {"second_opinion": ("The head, Oleh Syniehubov, named 14 villages.",)},
        ("lost-by-parser", "minor"),
    ),
    "doubtful page, by a notice": (
        {"notices": (Notice(kind="extraction-doubtful", message=message("few-words")),)},
        ("extraction-doubtful", "minor"),
    ),
    "doubtful page, by a conflict": (
        {"conflicts": (Conflict(about="extraction-doubtful", declared="9 paragraphs", detected="2"),)},
        ("extraction-doubtful", "minor"),
    ),
    "given as text": (
        {"blocks": (paragraph("The city is being restored.", path="line:3"),)},
        ("not-in-text", "major"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), PAGES.values(), ids=PAGES)
def test_what_the_page_tells(change, expected):
    assert missing(STORY, {"en": change}) == [expected]


def test_a_doubtful_page_makes_a_finding_doubtful():
    articles = articles_of(STORY)
    articles["en"] = replace(
        articles["en"], notices=(Notice(kind="extraction-doubtful", message=message("few-words")),)
    )
    (doubtful,) = find(articles, rows_of(STORY), Vectors())
    (sure,) = find(articles_of(STORY), rows_of(STORY), Vectors())
    assert doubtful.confidence < sure.confidence


#: minutes after noon: uk published, uk modified, en published, the comparison; the cause
TIMES = [
    (0, 90, 20, 100, "pending"),
    (0, 90, 20, 600, "stale"),
    (0, 90, 100, 110, "not-translated"),  # the edition without it is the newer one
    (0, 5, 0, 30, "not-translated"),  # touched up at once: no update
    (0, 90, None, 100, "not-translated"),
    (0, None, 20, 100, "not-translated"),
]


@pytest.mark.parametrize(("appeared", "changed", "other", "now", "cause"), TIMES)
def test_what_the_times_tell(appeared, changed, other, now, cause):
    def at(minutes):
        return None if minutes is None else NOON + timedelta(minutes=minutes)

    changes = {"uk": {"published": at(appeared), "modified": at(changed)}, "en": {"published": at(other)}}
    assert missing(STORY, changes, now=at(now))[0][0] == cause


TRIO = {**STORY, "ru": ["Город восстанавливают.", "Глава ОВА Олег Синегубов назвал 14 сёл."]}


def test_what_one_edition_has_had_all_along_is_no_news_when_another_changes():
    """Any change of an edition made every gap beside it look fresh."""
    changes = {
        "uk": {"published": NOON},
        "ru": {"published": NOON, "modified": NOON + timedelta(minutes=90)},
        "en": {"published": NOON},
    }
    assert missing(TRIO, changes, now=NOON + timedelta(minutes=100)) == [("not-translated", "major")]


#: minutes since when uk and ru have had the paragraph; the cause
HELD = [(0, 90, "not-translated"), (90, 90, "pending"), (90, 0, "not-translated"), (-300, -300, "not-translated")]


@pytest.mark.parametrize(("uk", "ru", "cause"), HELD)
def test_history_tells_what_is_new(uk, ru, cause):
    since = {code: [NOON, NOON + timedelta(minutes=each)] for code, each in (("uk", uk), ("ru", ru))}
    changed = {"published": NOON, "modified": NOON + timedelta(minutes=95)}
    changes = {"uk": changed, "ru": changed, "en": {"published": NOON}}
    assert missing(TRIO, changes, now=NOON + timedelta(minutes=100), since=since)[0][0] == cause


#: minutes since when uk and ru have had the paragraph, and en, whose page shows no time, what it has; the cause
UNDATED = [(0, 0, "not-translated"), (90, 0, "pending"), (90, 90, "not-translated"), (0, None, "not-translated")]


@pytest.mark.parametrize(("others", "own", "cause"), UNDATED)
def test_an_edition_without_times_was_touched_when_its_text_changed(others, own, cause):
    """Text files have no times: every gap in them became news as soon as any of them was edited."""
    since = {code: [NOON, NOON + timedelta(minutes=others)] for code in ("uk", "ru")}
    since |= {} if own is None else {"en": [NOON + timedelta(minutes=own)]}
    assert missing(TRIO, now=NOON + timedelta(minutes=100), since=since)[0][0] == cause


def test_patience_is_a_setting():
    changes = {"uk": {"published": NOON, "modified": NOON + timedelta(hours=1)}, "en": {"published": NOON}}
    wanted = Settings(patience=timedelta(hours=9))
    assert missing(STORY, changes, now=NOON + timedelta(hours=8), settings=wanted) == [("pending", "minor")]


#: what uk has and en lacks; what is found
PARAGRAPHS = {
    "number": (paragraph("Гроші дали 14 громадам."), "major"),
    "name": (paragraph("Гроші дали Харкову."), "major"),
    "quotation": (paragraph("«ми не залишимо це місто зимі, це наш дім», - сказала вона."), "major"),
    "quote block": (Block(kind=BlockKind.QUOTE, text="ми не залишимо це місто"), "major"),
    "nothing of its own": (paragraph("Так триває вже довго."), "minor"),
    "subhead": (Block(kind=BlockKind.HEADING, text="Що кажуть у Києві"), "minor"),
    "background": (paragraph("У 2014 році Харків отримав 14 млн.", role=Role.BACKGROUND), "info"),
}


@pytest.mark.parametrize(("block", "severity"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_what_is_lost_decides_how_serious_it_is(block, severity):
    texts = {"uk": ["Місто відновлюють.", block], "en": ["The city is being restored.", None]}
    ((_, found),) = missing(texts)
    assert found == severity


def test_a_short_paragraph_may_be_folded_into_its_neighbour():
    texts = {
        "uk": ["Місто відновлюють.", "Гроші дали Харкову і Сумам."],
        "en": ["The city is being restored with money given to Kharkiv and Sumy.", None],
    }
    assert missing(texts) == [("merged", "info")]


def test_a_paragraph_may_stand_elsewhere():
    texts = {
        "uk": [LOST, "Місто відновлюють.", "Роботи тривають.", None],
        "en": [None, "The city is being restored.", "The work goes on.", "Oleh Syniehubov named 14 villages."],
    }
    assert missing(texts) == [("elsewhere", "minor"), ("elsewhere", "minor")]


def test_two_editions_are_not_spoken_of_as_many():
    (found,) = find(articles_of(STORY), rows_of(STORY), Vectors())
    assert found.message.text == "{edition} lacks a paragraph that {other} has"
