"""What is planned for a publisher, without a server of Prefect's."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parsers.limits import ENTRIES
from pipeline.watching.news import KYIV, batch_of, days, look
from pipeline.watching.publishers import Publisher
from sources.types import DayArchive
from storage.work import Work
from tests.support.site import Answer, Site


@pytest.fixture
def site():
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    monkeypatch.setenv("ZVIRKA_ALLOW_HOSTS", "127.0.0.1")
    return tmp_path


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        (datetime(2026, 3, 1, 12, tzinfo=KYIV), 6, [date(2026, 3, 1)]),
        (datetime(2026, 3, 1, 5, tzinfo=KYIV), 6, [date(2026, 3, 1), date(2026, 2, 28)]),
        (datetime(2026, 3, 2, 12, tzinfo=KYIV), 48, [date(2026, 3, 2), date(2026, 3, 1), date(2026, 2, 28)]),
    ],
)
def test_days_of_the_last_hours(now, hours, expected):
    assert days(now, hours) == expected


def test_archive_by_days_is_looked_at_and_one_missing_day_stops_nothing(site, home):
    """Early in the day the archive has no page for it yet."""
    archive = DayArchive(address=site.url("/archive/{year}/{month}/{day}"), links="/news/")
    yesterday = datetime.now(UTC).astimezone(KYIV).date() - timedelta(days=1)
    body = b"<a href='/news/1'>x</a><a href='/about'>x</a>"
    site.put(f"/archive/{yesterday:%Y/%m/%d}", Answer(body=body))
    told = []
    visnyk = Publisher(name="visnyk", archives=(archive,), max_age=24, delay=0.0)
    assert look(visnyk, tell=told.append) == 1
    assert look(visnyk, tell=told.append) == 1
    with Work(f"sqlite:///{home / 'zvirka.db'}") as work:
        assert [item.key for item in work.items(batch_of("visnyk"))] == [site.url("/news/1")]
    assert len(told) == 2
    assert "does not exist" in told[0]


def test_source_that_lists_more_than_anybody_puts_out_is_cut_to_its_newest(site, home):
    def listed(number):
        when = (datetime.now(UTC) - timedelta(seconds=number)).isoformat()
        return f"<url><loc>{site.url(f'/{number}')}</loc><lastmod>{when}</lastmod></url>"

    entries = "".join(listed(number) for number in reversed(range(ENTRIES + 50)))
    site.put("/map", Answer(body=f"<urlset>{entries}</urlset>".encode()))
    publisher = Publisher(name="visnyk", feeds=(), sitemaps=(site.url("/map"),))
    assert look(publisher, tell=str) == ENTRIES
    with Work(f"sqlite:///{home}/zvirka.db") as work:
        planned = {item.key.partition(" ")[0] for item in work.items(batch_of("visnyk"))}
    assert {site.url("/0"), site.url(f"/{ENTRIES - 1}")} <= planned
