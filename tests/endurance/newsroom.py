"""A day at a publisher, unattended: PostgreSQL for Prefect and for zvirka, two workers, a schedule of seconds.

    python -m tests.endurance.newsroom

A new story, its late English edition, a correction in Ukrainian, a finding that an editor dismisses, and in the middle
the server and both workers are stopped and started again. After each step the review app has to tell the truth.
"""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from storage.decisions import Choice, Reason, Scope
from storage.store import Store
from storage.work import DONE, Work
from tests.support.desk import Desk
from tests.support.pool import Pool, wait_until
from tests.support.postgres import Cluster, binaries
from tests.support.publisher import edition, publish, without
from tests.support.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

ITEM = "<item><title>Story</title><link>{url}</link><pubDate>{time:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
SECTION = """
[visnyk]
feeds = ["{feed}"]
schedule = "{every}"
delay = 0.0

[[visnyk.notify]]
to = "TEST_DESK"
language = "uk"
"""


def announce(site: Site, urls: Mapping[str, str], later: int) -> None:
    """Serve a feed with the pages of a story; a later time tells that they changed."""
    time = datetime.now(UTC) + timedelta(seconds=later)
    items = "".join(ITEM.format(url=url, time=time) for url in urls.values())
    feed = f'<rss version="2.0"><channel><title>Visnyk</title>{items}</channel></rss>'
    site.put("/rss", Answer(body=feed.encode(), headers={"Content-Type": "application/rss+xml"}))


class Newsroom:
    """What an editor sees."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def story(self) -> str | None:
        """Return the id of the only story."""
        with Store(self.pool.database) as store:
            return next((each.id for each in store.stories().stories), None)

    def page(self) -> str:
        """Return the story's page in the review app."""
        story = self.story()
        answer = httpx.get(f"{self.pool.address['review']}/stories/{story}", follow_redirects=True, timeout=30)
        return answer.text if answer.is_success else ""

    def open(self) -> list[tuple[str, str | None]]:
        """Return the findings that count."""
        story = self.story()
        if story is None:
            return []
        with Store(self.pool.database) as store:
            comparison = store.comparison(story)
            assert comparison is not None
            settled = store.decisions.of(comparison).holding
        serious = [each for each in comparison.findings if each.severity.rank <= 1 and each.id not in settled]
        return sorted((each.kind.value, each.edition) for each in serious)

    def dismiss(self) -> None:
        """Set everything aside."""
        with Store(self.pool.database) as store:
            comparison = store.comparison(self.story() or "")
            assert comparison is not None
            choice = Choice(reason=Reason.DELIBERATE, scope=Scope.TEXT, who="editor", made=datetime.now(UTC))
            store.decisions.make(comparison, comparison.findings, choice)


def told(step: str, begun: float) -> None:
    """Say that a step was right."""
    sys.stdout.write(f"{time.monotonic() - begun:6.1f} s  {step}\n")
    sys.stdout.flush()


def day(pool: Pool, site: Site, desk: Desk) -> None:
    """Go through the day."""
    begun, room = time.monotonic(), Newsroom(pool)
    added = pool.zvirka("watch", "resume", "visnyk")  # tells the server about the schedule in the file
    assert added.returncode == 0, added.stderr

    urls = publish(site, [edition("uk"), without(edition("ru"), 2)])
    announce(site, urls, 0)
    wait_until(lambda: room.open() == [("missing", "ru")], 300)
    assert "9 метрів" in room.page(), "the paragraph that is missing in Russian"
    wait_until(lambda: len(desk.told) == 1, 300)
    told("a new story lacks a paragraph in Russian, and the desk is told once", begun)

    urls = publish(site, [edition("uk"), without(edition("ru"), 2), edition("en")])
    announce(site, urls, 5)
    wait_until(lambda: "bypass" in room.page(), 300)
    told("the late English edition stands in the same story", begun)

    stop_and_start(pool)
    told("the server and both workers were stopped and started again", begun)

    urls = publish(site, [without(edition("uk"), 3), without(edition("ru"), 2), edition("en")])
    announce(site, urls, 10)
    wait_until(lambda: ("missing", "uk") in room.open(), 300)
    told("a correction in Ukrainian loses another paragraph", begun)

    room.dismiss()
    assert room.open() == []
    known = len(site.requests("/rss"))
    wait_until(lambda: len(site.requests("/rss")) > known + 2, 300)
    assert room.open() == [], "what was dismissed stays dismissed"
    with Work(pool.database) as work:
        items = work.items("watch visnyk")
    assert {(item.state, item.tries) for item in items} == {(DONE, 1)}, "each version of a page once"
    told(f"an editor dismisses everything, and it stays so; {len(items)} versions of pages, each done once", begun)


def stop_and_start(pool: Pool) -> None:
    """Stop everything but the database, and start it again."""
    pool.restart()
    for name in ("one", "two"):
        pool.work(name)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # everything that was started is ended, too
    programs = binaries()
    if programs is None:
        sys.exit("no PostgreSQL server on this machine: install Debian's package postgresql")
    with ExitStack() as at_end:
        home = Path(tempfile.mkdtemp(prefix="zvirka-newsroom-"))
        at_end.callback(shutil.rmtree, home, ignore_errors=True)
        site, desk, cluster = Site(), Desk(), Cluster(programs)
        for each in (cluster, desk, site):
            at_end.callback(each.stop)
        site.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n"))
        (home / "publishers.toml").write_text(SECTION.format(feed=site.url("/rss"), every="15s"))
        pool = Pool(home, cluster.database(), cluster.database(), {"TEST_DESK": desk.url})
        at_end.callback(pool.stop)
        pool.deploy()
        for name in ("one", "two"):
            pool.work(name)
        wait_until(lambda: pool.online() == 2)
        day(pool, site, desk)
    return 0


if __name__ == "__main__":
    sys.exit(main())
