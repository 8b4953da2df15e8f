"""One story of a batch: what becomes of it, in the books and in the log."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from pipeline.request import Request
from pipeline.watching.watched_publishers import get
from storage.work_items import DONE, SET_ASIDE, TRIES, WAITING
from tests.support.batches import REST, hasten, name_of, pack_request, plan, recorded_error, work_on
from tests.support.publisher import alone, edition, publish, without
from tests.support.site import Answer

SECTION = """
[visnyk]
feeds = ["{feed}"]
pending_for = 4.0

[[visnyk.notify]]
to = "TEST_DESK"
severity = "major"
"""


@pytest.fixture
def said():
    return []


@pytest.fixture
def watched(home, site):
    (home / "publishers.toml").write_text(SECTION.format(feed=site.url("/rss")))
    return "watch visnyk"


def only(work, batch):
    (item,) = work.items(batch)
    return item


def test_story_that_is_compared_is_done(work, store, timings, folder, said):
    plan("b", [Request(story=folder)])
    outcome, _ = work_on("b", said)
    item = only(work, "b")
    assert (item.state, item.story, item.exit_status, item.owner) == (DONE, outcome.story, 0, None)
    assert store.comparison(outcome.story) is not None
    assert outcome.link == f"https://review.example/stories/{outcome.story}"
    assert said[-1].startswith(f"story={outcome.story} key={folder} run=run-1 became=compared tries=1 seconds=")
    assert {"reading", "checking", "storing"} <= {each.stage for each in timings.totals() if each.count == 1}


def test_story_that_can_never_be_compared_is_done_without_a_comparison(work, tmp_path, said):
    plan("b", [Request(story=str(tmp_path / "nothing"))])
    assert work_on("b", said)[0] is None
    item = only(work, "b")
    assert (item.state, item.story, item.exit_status, item.tries) == (DONE, None, 2, 1)
    assert "does not exist" in str(recorded_error(item))
    assert "became=without-comparison" in said[-1]


def test_page_that_cannot_be_fetched_rests_longer_each_time_and_is_set_aside_at_last(work, site, said):
    site.put("/news", Answer(status=503))
    plan("b", [Request(story=site.url("/news"))])
    now = datetime.now(UTC)
    for tries in range(1, TRIES + 1):
        before = datetime.now(UTC)
        work_on("b", said, now=now + timedelta(days=tries))
        item = only(work, "b")
        assert item.tries == tries
        if tries < TRIES:
            assert item.state == WAITING
            assert before + tries * REST <= item.leased_until <= datetime.now(UTC) + tries * REST
    assert item.state == SET_ASIDE
    assert [line.partition("became=")[2].partition(" ")[0] for line in said] == ["failed", "failed", "set-aside"]


def test_what_nobody_expects_is_written_down_and_stops_nothing(work, said):
    work.plan("b", {"odd": json.dumps({"colour": "blue"})}, datetime.now(UTC))
    assert work_on("b", said)[0] is None
    item = only(work, "b")
    assert item.state == WAITING
    assert "TypeError" in item.error
    assert "became=failed" in said[-1]


def test_watched_page_that_is_alone_waits_for_the_others_and_then_is_done(work, site, watched, said):
    url = alone(site, "/one", edition("uk"))
    plan(watched, [Request(story=url)])
    for tries in range(1, TRIES + 1):
        before = datetime.now(UTC)
        work_on(watched, said, now=before + timedelta(days=tries))
        item = only(work, watched)
        if tries < TRIES:
            assert item.state == WAITING
            assert item.leased_until >= before + timedelta(hours=4) / (TRIES - 1), "all tries within the time it has"
    assert (item.state, item.exit_status) == (DONE, 2)
    assert [line.partition("became=")[2].partition(" ")[0] for line in said] == ["alone", "alone", "without-comparison"]


def test_page_that_is_alone_and_that_nobody_watches_is_done_at_once(work, site, said):
    plan("b", [Request(story=alone(site, "/one", edition("uk")))])
    work_on("b", said)
    assert only(work, "b").state == DONE


def test_watched_story_is_told_about_and_its_other_pages_are_known(home, work, notices, site, watched):
    said = []
    urls = publish(site, [edition("uk"), without(edition("ru"), 2)])
    stamp = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    keys = {f"{url} {stamp}": pack_request(Request(story=url)) for url in urls.values()}
    work.plan(watched, keys, datetime.now(UTC))
    outcome, _ = work_on(watched, said)
    asked = len(site.seen)
    second, _ = work_on(watched, said)
    assert second is None
    assert len(site.seen) == asked, "no page is fetched twice"
    assert {(item.state, item.story) for item in work.items(watched)} == {(DONE, outcome.story)}
    assert "became=known" in said[-1]
    due = notices.due(name_of(*_publisher_and_target(home)))
    assert {each.story for each in due} == {outcome.story}


def _publisher_and_target(home):
    publisher = get(home, "visnyk")
    return publisher, publisher.notify[0]


def test_database_that_stays_away_is_no_fault_of_the_story(url, work, folder, said, monkeypatch):
    hasten(monkeypatch)
    plan("b", [Request(story=folder)])
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE contents RENAME TO contents_away"))
    with pytest.raises(DBAPIError):
        work_on("b", said)
    assert [line.startswith("the database is away, next try in 0 s: ") for line in said] == [True, True]
    item = only(work, "b")
    assert (item.state, item.owner, item.tries) == (WAITING, "run-1", 1), "its lease ends in time"
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE contents_away RENAME TO contents"))
    engine.dispose()
    assert work_on("b", said, now=datetime.now(UTC) + timedelta(hours=1))[0] is not None
