"""What time tells is told in time: when hours have run out, a round judges again although no page has changed."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from alignment.types import FindingKind
from pipeline.check import Request, check
from pipeline.many.item import check_item, resources
from pipeline.many.queue import lease
from pipeline.settings.load import load_settings
from pipeline.watching import overdue
from pipeline.watching.news import batch_of, record_news
from pipeline.watching.watched_publishers import get
from storage import serial
from tests.support.publisher import edition, publish
from tests.support.site import Answer

SECTION = '[visnyk]\nfeeds = ["{feed}"]\npending_for = {hours}\ndelay = 0.0\n'
EMPTY = b"<rss version='2.0'><channel><title>x</title></channel></rss>"


@pytest.fixture
def house(home, site, store):
    """A watched publisher whose story appeared four hours ago in two editions of three."""

    class House:
        def __init__(self):
            site.put("/rss", Answer(body=EMPTY, headers={"Content-Type": "application/rss+xml"}))
            self.patience(9)
            self.story = self.check(["uk", "ru"]).story

        def patience(self, hours):
            (home / "publishers.toml").write_text(SECTION.format(feed=site.url("/rss"), hours=hours))

        def put_out(self, codes):
            time = (datetime.now(UTC) - timedelta(hours=4)).isoformat()
            self.time = getattr(self, "time", time)
            return publish(site, [edition(code, published=self.time) for code in codes])

        def check(self, codes):
            return check(Request(story=self.put_out(codes)["uk"]), load_settings(os.environ), progress=str)

        def time_passes(self):
            """Let the hours run out that the story was given."""
            self.patience(3)
            with store._writing.begin() as connection:
                due = connection.execute(sa.text("SELECT due FROM stories")).scalar()
                assert due is not None, "somebody has to know when to look again"
                times = "due = '2026-01-02 00:00:00.000000', compared = '2026-01-01 00:00:00.000000'"
                connection.execute(sa.text(f"UPDATE stories SET {times}"))

        def round(self):
            settings = load_settings(os.environ)
            visnyk, batch = get(settings.home, "visnyk"), batch_of("visnyk")
            planned = record_news(visnyk, settings, tell=str)
            with resources(batch, "run", settings) as place:
                while item := place.work.take(batch, "run", datetime.now(UTC), lease=lease(os.environ)):
                    check_item(item, place, progress=str)
            return planned, overdue.judge(visnyk, settings)

        @property
        def absent(self):
            return [(each.kind, each.edition) for each in store.comparison(self.story).findings if each.of_edition]

    return House()


def test_awaited_edition_becomes_missing_although_nothing_is_announced(house, site):
    assert house.absent == [(FindingKind.PENDING, "en")]
    house.time_passes()
    asked = len(site.requests("/news/bridge/uk.html"))
    assert house.round() == (1, 0)
    assert house.absent == [(FindingKind.MISSING, "en")]
    assert len(site.requests("/news/bridge/uk.html")) > asked, "it was looked for once more"
    assert house.round() == (0, 0), "and then no more"


def test_awaited_edition_that_came_unannounced_is_found_before_it_is_called_missing(house):
    house.put_out(["uk", "ru", "en"])
    house.time_passes()
    house.round()
    assert house.absent == []


def test_hours_run_out_although_the_site_is_down(house, site):
    house.time_passes()
    for code in ("uk", "ru"):
        site.put(f"/news/bridge/{code}.html", Answer(status=403))
    assert house.round() == (1, 1)
    assert house.absent == [(FindingKind.MISSING, "en")]
    assert house.round()[1] == 0


def test_stale_edition_is_told_although_nothing_is_announced(house, store, site):
    codes = ["uk", "en", "ru"]
    house.check(codes)
    made = edition("uk", published=house.time)
    more = "Підрядником стала компанія «Мостобуд», вона працюватиме у дві зміни до 15 серпня."
    urls = house.put_out(codes)
    changed = replace(made, paragraphs=(*made.paragraphs, more), alternates=urls, canonical=urls["uk"])
    site.page("/news/bridge/uk.html", changed.html())
    check(Request(story=urls["uk"]), load_settings(os.environ), progress=str)
    kinds = [each.cause for each in store.comparison(house.story).findings]
    assert "not-updated" not in kinds
    with store._writing.begin() as connection:  # five hours pass
        _age(connection, 5)
    house.time_passes()
    house.round()
    kinds = {(each.edition, each.cause) for each in store.comparison(house.story).findings}
    assert {("en", "not-updated"), ("ru", "not-updated")} <= kinds


def _age(connection, hours):
    for row in connection.execute(sa.text("SELECT id, packed FROM comparisons")).all():
        made = serial.load(row.packed)
        older = replace(made, created=made.created - timedelta(hours=hours))
        statement = sa.text("UPDATE comparisons SET packed = :packed WHERE id = :id")
        connection.execute(statement, {"packed": serial.dump(older), "id": row.id})
