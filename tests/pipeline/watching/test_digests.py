"""Who is told about what: each finding once, none lost, nothing that is settled, and no secret in a log."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from alignment.types import FindingKind, Severity
from locales.messages import message
from pipeline.watching.watched_publishers import Publisher, Target
from storage.decisions import Choice, Reason, Scope
from storage.sources import Given, Sources
from tests.support.batches import MOST, name_of, note_due, send_due
from tests.support.desk import Desk, Postbox
from tests.support.stories import article, comparison, finding

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise imports it
DESK = Target(to="TEST_DESK", severity=Severity.MAJOR, language="uk")
VISNYK = Publisher(name="visnyk", notify=(DESK,))


@pytest.fixture
def desk(monkeypatch):
    desk = Desk()
    monkeypatch.setenv("TEST_DESK", desk.url)
    yield desk
    desk.stop()


@pytest.fixture
def postbox(monkeypatch):
    monkeypatch.setenv("ZVIRKA_REVIEW_URL", "http://review.example")
    box = Postbox()
    yield box
    box.stop()


@pytest.fixture
def said():
    return []


def no_block(name):
    raise AssertionError(name)


def record(store, notices, *found, story="visnyk-1", publisher=VISNYK):
    made = comparison(story, findings=found)
    store.record(made, {})
    note_due(publisher, story, store, notices)
    return made


def settle(store, made, *found):
    choice = Choice(reason=Reason.DELIBERATE, scope=Scope.TEXT, who="editor", made=datetime.now(UTC))
    store.decisions.make(made, found, choice)


def due(notices, target=DESK):
    return [each.finding for each in notices.due(name_of(VISNYK, target))]


@pytest.mark.parametrize(
    ("least", "noted"),
    [
        (Severity.CRITICAL, ["finding-critical"]),
        (Severity.MAJOR, ["finding-critical", "finding-major"]),
        (Severity.INFO, ["finding-critical", "finding-info", "finding-major", "finding-minor"]),
    ],
)
def test_what_is_serious_enough_is_due(store, notices, least, noted):
    target = replace(DESK, severity=least)
    found = [finding(each.value, severity=each) for each in Severity]
    record(store, notices, *found, publisher=replace(VISNYK, notify=(target,)))
    assert due(notices, target) == noted


def test_what_an_editor_has_settled_is_not_due(store, notices):
    made = comparison("visnyk-1", findings=(finding("a"), finding("b")))
    store.record(made, {})
    settle(store, made, made.findings[0])
    note_due(VISNYK, "visnyk-1", store, notices)
    assert due(notices) == ["finding-b"]


def test_story_that_is_gone_is_due_to_nobody(store, notices):
    note_due(VISNYK, "no-such-story", store, notices)
    assert due(notices) == []


def test_each_finding_is_told_once(store, notices, desk, said):
    record(store, notices, finding("a"))
    send_due(VISNYK, said.append, no_block)
    note_due(VISNYK, "visnyk-1", store, notices)
    send_due(VISNYK, said.append, no_block)
    (told,) = desk.told
    assert told["title"] == "zvirka: visnyk, 1 критичне"
    assert told["message"].splitlines()[0] == "Заголовок uk"
    assert told["message"].splitlines()[-1] == "https://review.example/stories/visnyk-1#f-finding-a"
    assert said == ["1 findings sent to TEST_DESK"]


def test_a_title_of_a_stranger_calls_nobody_and_adds_no_line(store, notices, desk, said):
    pages = {code: replace(article(code), title="<!channel>\n@here [x](https://evil.example)") for code in ("uk", "en")}
    quoting = replace(finding("a"), message=message("{name} does not exist", name="*<@U1>*\n@everyone"))
    store.record(comparison("visnyk-1", findings=(quoting,), articles=pages), {})
    note_due(VISNYK, "visnyk-1", store, notices)
    send_due(VISNYK, said.append, no_block)
    told = desk.told[0]["message"]
    assert len(told.splitlines()) == 6, "headline, blank, sentence, two quotations, address"
    assert not set("<>@[*") & set(told)
    assert "evil.example" not in told


def test_what_does_not_arrive_is_sent_with_the_next_round(store, notices, desk, said):
    record(store, notices, finding("a"))
    desk.reachable = False
    send_due(VISNYK, said.append, no_block)
    assert due(notices) == ["finding-a"]
    record(store, notices, finding("b"), story="visnyk-2")
    desk.reachable = True
    send_due(VISNYK, said.append, no_block)
    assert len(desk.told) == 1
    assert "visnyk-1" in desk.told[0]["message"]
    assert "visnyk-2" in desk.told[0]["message"]
    assert due(notices) == []
    assert said == ["TEST_DESK cannot be reached; 1 findings will be sent again", "2 findings sent to TEST_DESK"]
    assert not any("127.0.0.1" in line for line in said), "an address is a secret"


def test_what_was_settled_before_it_could_be_told_is_told_to_nobody(store, notices, desk, said):
    made = record(store, notices, finding("a"))
    settle(store, made, *made.findings)
    send_due(VISNYK, said.append, no_block)
    assert desk.told == []
    assert due(notices) == [], "and is not looked at again"


def test_a_digest_has_an_end_and_the_rest_comes_with_the_next(store, notices, desk, said):
    record(store, notices, *(finding(f"{number:03}") for number in range(MOST + 5)))
    send_due(VISNYK, said.append, no_block)
    assert len(due(notices)) == 5
    send_due(VISNYK, said.append, no_block)
    assert due(notices) == []
    assert said == [f"{MOST} findings sent to TEST_DESK", "5 findings sent to TEST_DESK"]
    assert [told["title"] for told in desk.told] == [
        "zvirka: visnyk, 30 критичних",
        "zvirka: visnyk, 5 критичних",
    ]


def test_a_digest_begins_with_the_worst_story_and_tells_absent_editions(store, notices, desk, said):
    record(store, notices, finding("a", severity=Severity.MAJOR), story="visnyk-1")
    record(store, notices, *(finding(name) for name in "bc"), story="visnyk-2")
    absent = replace(finding("d", kind=FindingKind.MISSING, severity=Severity.MAJOR), row=None, evidence=())
    record(store, notices, absent, story="visnyk-3")
    now = datetime.now(UTC)
    for text in ("перше", "друге *слово*"):
        store.teamwork.say("visnyk-2", "finding-b", "Анна", text, now)
    send_due(VISNYK, said.append, no_block)
    (told,) = desk.told
    assert told["title"] == "zvirka: visnyk, 2 критичні, 2 важливі, без EN: 1"
    links = re.findall(r"stories/(\S+)#f-finding-(\w)", told["message"])
    assert links == [("visnyk-2", "b"), ("visnyk-2", "c"), ("visnyk-1", "a"), ("visnyk-3", "d")]
    assert told["message"].count("Заголовок uk") == 3, "a story is named once"
    assert "UA — Рада підтримала 12,5 млрд." in told["message"]
    assert "Анна: друге ∗слово∗" in told["message"]
    assert "перше" not in told["message"]


def test_address_in_a_block_of_prefect(store, notices, desk, said):
    target = Target(to="block:desk", severity=Severity.MAJOR)
    publisher = replace(VISNYK, notify=(target,))
    record(store, notices, finding("a"), publisher=publisher)
    send_due(publisher, said.append, {"desk": desk.url}.__getitem__)
    assert len(desk.told) == 1
    assert said == ["1 findings sent to block:desk"]


@pytest.mark.parametrize("address", ["", "nonsense", "nosuchservice://x"])
def test_address_that_cannot_be_used_loses_nothing(store, notices, said, monkeypatch, address):
    monkeypatch.setenv("TEST_DESK", address)
    record(store, notices, finding("a"))
    send_due(VISNYK, said.append, no_block)
    assert due(notices) == ["finding-a"]
    assert said == ["TEST_DESK cannot be reached; 1 findings will be sent again"]


def test_one_target_that_is_away_keeps_nothing_from_another(store, notices, desk, said):
    away = Target(to="TEST_AWAY", severity=Severity.MAJOR)
    publisher = replace(VISNYK, notify=(away, DESK))
    record(store, notices, finding("a"), publisher=publisher)
    send_due(publisher, said.append, no_block)
    assert len(desk.told) == 1
    assert (due(notices, away), due(notices)) == (["finding-a"], [])


def test_source_that_gives_nothing_is_told_once_after_some_rounds_and_again_when_it_dies_anew(home, desk, url, said):
    address = "https://visnyk.example/rss"
    (home / "publishers.toml").write_text(f'[visnyk]\nfeeds = ["{address}"]\n')
    dead = {address: Given(listed=0, why=message("{name} does not exist", name=address))}
    alive = {address: Given(listed=9)}
    told = []
    with Sources(url) as sources:
        for given in (alive, dead, dead, dead, dead, alive, dead, dead, dead):
            sources.note("visnyk", given, datetime.now(UTC))
            send_due(VISNYK, said.append, no_block)
            told.append(len(desk.told))
    assert told == [0, 0, 0, 1, 1, 1, 1, 1, 2]
    assert address in desk.told[0]["message"]
    assert desk.told[0]["title"] == "zvirka: visnyk, 1 джерело нічого не дає"


def test_mail_has_the_digest_as_html_beside_text(store, notices, postbox, said, monkeypatch):
    monkeypatch.setenv("TEST_POST", postbox.url)
    publisher = replace(VISNYK, notify=(Target(to="TEST_POST", severity=Severity.MAJOR, language="uk"),))
    pages = {code: replace(article(code), title="<b>Міст</b> & дорога") for code in ("uk", "en")}
    store.record(comparison("visnyk-1", findings=(finding("a"),), articles=pages), {})
    note_due(publisher, "visnyk-1", store, notices)
    send_due(publisher, said.append, no_block)
    (letter,) = postbox.letters
    assert letter.get_content_type() == "multipart/alternative"
    html, text = (letter.get_body((kind,)).get_content() for kind in ("html", "plain"))
    page = BeautifulSoup(html, "lxml")
    assert page.h2.get_text().replace("\u200b", "") == "‹b›Міст‹/b› & дорога"
    assert page.h2.a["href"].endswith("/stories/visnyk-1")
    assert page.select_one("p a")["href"].endswith("/stories/visnyk-1#f-finding-a")
    assert page.select_one("p[lang=uk]").get_text().startswith("UA Рада підтримала")
    assert page.select("script, img, link, form") == []
    for part in ("Міст", "Критичне:", "UA", "/stories/visnyk-1#f-finding-a"):
        assert part in text
    assert len(text.splitlines()) > 4
