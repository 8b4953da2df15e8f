"""Packing, waiting, counting and summing up, with real databases and without Prefect."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from alignment.types import Severity
from locales.messages import message
from pipeline.errors import FETCHING, TooFewEditionsError, UsageError
from pipeline.many.logfmt import line
from pipeline.many.outcome import Outcome
from pipeline.request import Request
from storage.work_items import DONE, Item
from tests.support.batches import (
    check_one,
    compared_since,
    hasten,
    key,
    lease,
    outcome_of,
    outcomes,
    pack_error,
    pack_request,
    patiently,
    plan,
    read_outcome,
    recent_stories,
    recorded_error,
    summary_of,
    table,
    tally,
    unpack_request,
)
from tests.support.stories import article, comparison, finding

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = st.text(max_size=30)
REQUESTS = st.builds(
    Request,
    story=st.none() | TEXT,
    editions=st.dictionaries(st.sampled_from(["uk", "en", "ru"]), TEXT),
    draft=st.none() | TEXT,
    render=st.booleans(),
)


@given(REQUESTS)
def test_request_comes_back_as_it_was_packed(request_):
    assert unpack_request(pack_request(request_)) == request_


@given(REQUESTS)
def test_the_key_does_not_depend_on_the_order_of_editions(request_):
    turned = Request(story=request_.story, editions=dict(reversed(request_.editions.items())))
    assert key(turned) == key(request_)


@given(TEXT, st.lists(TEXT, max_size=3))
def test_error_comes_back_as_it_was_packed(work_item, why, details):
    said = tuple(message("{name} cannot be read", name=each) for each in details)
    error = TooFewEditionsError(message("only {why}", why=why), FETCHING, said)
    again = recorded_error(work_item(pack_error(error), FETCHING))
    assert (again.message, again.details, again.exit_status) == (error.message, error.details, FETCHING)
    assert str(again) == str(error)


@pytest.fixture(scope="module")
def work_item():
    """Make an item of a batch that ended with an error."""

    def made(error, exit_status):
        return Item(
            batch="b", key="k", request="{}", state=DONE, tries=1, owner=None, leased_until=None, story=None,
            exit_status=exit_status, error=error, updated=NOW,
        )  # fmt: skip

    return made


def test_item_without_an_error_has_none(work_item):
    assert recorded_error(work_item(None, 0)) is None


@given(st.dictionaries(st.from_regex(r"\A[a-z]+\Z"), TEXT))
def test_a_line_for_programs_is_one_line_with_every_value(values):
    made = line(**values)
    assert made.splitlines() in ([made], [])
    assert re.findall(r'([a-z]+)=(?:"(?:[^"\\]|\\.)*"|[^ "=]+)(?: |\Z)', made) == list(values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"story": "a-1", "seconds": "0.4"}, "story=a-1 seconds=0.4"),
        ({"why": 'it said "no"', "nothing": ""}, 'why="it said \\"no\\"" nothing=""'),
    ],
)
def test_lines_for_programs(values, expected):
    assert line(**values) == expected


@pytest.mark.parametrize(("given_", "seconds"), [("90", 90), ("0.5", 0.5), (None, 600)])
def test_lease_of_the_environment(monkeypatch, given_, seconds):
    monkeypatch.delenv("ZVIRKA_LEASE", raising=False)
    if given_:
        monkeypatch.setenv("ZVIRKA_LEASE", given_)
    assert lease() == timedelta(seconds=seconds)


def test_how_a_run_stands(work):
    plan("b", [Request(story=f"s{number}") for number in range(6)])
    plan("b", [Request(story="s0")])  # stands there already
    assert tally("b").waiting == 6
    work.finish(work.take("b", "x", NOW), NOW, story="s", exit_status=0)
    work.finish(work.take("b", "x", NOW), NOW, story=None, exit_status=2, error="{}")
    for _ in range(3):
        work.fail(work.take("b", "x", NOW, key="s2"), NOW, "{}")
    work.take("b", "x", NOW)
    found = tally("b")
    assert (found.done, found.failed, found.set_aside, found.waiting, found.taken) == (1, 1, 1, 2, 1)
    assert found.total == 6
    assert tally("another").total == 0


def test_database_that_comes_back_is_waited_for(tmp_path, monkeypatch):
    hasten(monkeypatch)
    engine, told = sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}"), []

    def count():
        with engine.begin() as connection:
            return connection.scalar(sa.text("SELECT count(*) FROM things"))

    def tell(text):
        told.append(text)
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE things (a INTEGER)"))

    assert patiently(count, tell) == 0
    assert len(told) == 1
    assert "\n" not in told[0]
    engine.dispose()


def test_database_that_stays_away_is_an_error_after_the_last_try(tmp_path, monkeypatch):
    hasten(monkeypatch)
    engine, tries, told = sa.create_engine(f"sqlite:///{tmp_path / 'none' / 'x.db'}"), [], []

    def connect():
        tries.append(1)
        engine.connect()

    with pytest.raises(OperationalError):
        patiently(connect, told.append)
    assert (len(tries), len(told)) == (3, 2)


def test_what_is_no_fault_of_the_database_is_raised_at_once():
    tries = []

    def wrong():
        tries.append(1)
        raise UsageError(message("no"))

    with pytest.raises(UsageError):
        patiently(wrong, tries.append)
    assert tries == [1]


def test_only_story_of_a_run_can_be_read_back(url, folder):
    said = []
    outcome = check_one(Request(story=folder), "run-7", progress=said.append)
    found = read_outcome("run-7", url)
    assert (found.story, outcome) == (outcome.story, outcome_of(found))
    assert said[-1].startswith(f"story={outcome.story} run=run-7 became=compared findings={len(found.findings)} ")
    assert read_outcome("another run", url) is None


def test_why_a_run_has_no_comparison_can_be_read_back(url, tmp_path):
    with pytest.raises(TooFewEditionsError) as failed:
        check_one(Request(story=str(tmp_path / "no-such-folder")), "run-8", progress=lambda _: None)
    with pytest.raises(TooFewEditionsError) as again:
        read_outcome("run-8", url)
    assert str(again.value) == str(failed.value)
    assert again.value.exit_status == failed.value.exit_status == 2


@pytest.mark.parametrize(
    ("review", "link"),
    [
        ("", ""),
        ("https://r.example", "https://r.example/stories/s"),
        ("https://r.example/", "https://r.example/stories/s"),
    ],
)
def test_numbers_of_a_comparison(monkeypatch, review, link):
    monkeypatch.setenv("ZVIRKA_REVIEW_URL", review)
    made = outcome_of(comparison("s", findings=(finding("a"), finding("b"), finding("c", severity=Severity.INFO))))
    assert made.findings == {"critical": 2, "major": 0, "minor": 0, "info": 1}
    assert (made.title, made.link) == ("Заголовок uk", link)


def test_story_without_a_title_is_called_by_its_id():
    nameless = {language: article(language, title=" ") for language in ("uk", "en")}
    assert outcome_of(comparison("s", articles=nameless)).title.strip() in {"", "s"}


def test_summary_of_a_batch_begins_with_the_worst_and_ends_with_what_failed(work, store):
    store.record(comparison("mild", findings=(finding("a", severity=Severity.MINOR),)), {})
    store.record(comparison("bad", findings=(finding("b"), finding("c"))), {})
    plan("b", [Request(story=name) for name in ("mild", "bad", "gone")])
    for story in ("mild", "bad"):
        work.finish(work.take("b", "x", NOW), NOW, story=story, exit_status=0)
    why = pack_error(UsageError(message("nothing at {name}", name="gone")))
    work.finish(work.take("b", "x", NOW), NOW + timedelta(hours=1), story=None, exit_status=2, error=why)
    counts, made, failed = summary_of("b").split("\n\n")
    assert counts == "2 stories compared: 2 critical, 1 minor; 1 could not be compared"
    assert [each.split("/stories/")[1].split(")")[0] for each in made.splitlines()[2:]] == ["bad", "mild"]
    assert failed == "- gone: nothing at gone"
    assert summary_of("b", NOW + timedelta(minutes=30)).startswith("0 stories compared; 1 could not be")


def test_story_that_two_entries_share_stands_once_and_one_that_is_gone_not_at_all(store):
    store.record(comparison("a"), {})
    assert [each.story for each in outcomes(["a", "gone", "a"])] == ["a"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=30))
def test_any_title_stays_in_its_cell(title):
    made = table([Outcome(story="s", title=title, findings={"critical": 1}, link="https://r.example/stories/s")])
    row = made.split("\n")[-1]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3
    assert row.endswith("](https://r.example/stories/s) | 1 |")


def test_table_of_nothing_has_only_a_head():
    assert table([]) == "| Story |\n| --- |"


def aged(story, hours, *, compared=None, web=True, naive=False):
    """A comparison of editions that appeared some hours ago."""
    then = datetime.now(UTC) - timedelta(hours=hours)
    made = {}
    for language in ("uk", "en"):
        url = f"https://visnyk.example/{story}/{language}" if web else f"/stories/{story}/{language}.html"
        made[language] = replace(
            article(language, url=url), published=then.replace(tzinfo=None) if naive else then, canonical=None
        )
    return comparison(story, articles=made, created=compared or datetime.now(UTC))


def test_stories_of_the_last_hours_are_asked_for_again(store):
    store.record(aged("old", 30), {})
    store.record(aged("files", 3, web=False), {})
    store.record(aged("web", 2, naive=True), {})
    found = recent_stories(24)
    assert {request.story for request in found} >= {None}
    assert {"uk": "/stories/files/uk.html", "en": "/stories/files/en.html"} in [each.editions for each in found]
    assert [each.story for each in found if each.story] in (
        ["https://visnyk.example/web/uk"],
        ["https://visnyk.example/web/en"],
    )
    assert len(found) == 2


def test_all_pages_of_the_list_are_read_until_the_time_is_reached(store):
    now = datetime.now(UTC)
    for number in range(130):
        store.record(aged(f"s{number:03}", 1, compared=now - timedelta(minutes=number)), {})
    found = [each.id for each in compared_since(store, now - timedelta(minutes=120, seconds=30))]
    assert found == [f"s{number:03}" for number in range(121)]


def test_story_that_does_not_say_when_it_appeared_counts_from_its_comparison():
    undated = {language: replace(article(language), published=None) for language in ("uk", "en")}
    assert comparison(articles=undated, created=NOW).appeared == NOW
