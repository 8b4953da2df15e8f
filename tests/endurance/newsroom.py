"""A day at a publisher, unattended, on a schedule of seconds, seen by an editor who reads the review app over HTTP.

    python -m tests.endurance.newsroom [embedded] [pool]

A new story whose English edition does not come in time; the edition itself, late, and in the middle of that round
everything is stopped and started again; a finding that the editor dismisses; a correction in Ukrainian; once more a
restart; a feed that dies and comes back; a publisher that is renamed. After each step the list, the report, the page of
publishers, the digests, ``status`` and ``doctor`` have to tell the same truth (`same`), and the desk is told of each
finding once. ``embedded`` is ``zvirka serve`` as
it comes, with SQLite; ``pool`` is PostgreSQL for Prefect and for zvirka, and two workers. Without a name it is both.
"""

from __future__ import annotations

import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.watching.digests import ROUNDS
from storage.work_items import DONE, Work
from tests.support.desk import Desk
from tests.support.pool import Pool, wait_until
from tests.support.postgres import Cluster, binaries
from tests.support.publisher import edition, publish, without
from tests.support.reviewing import Reviewer
from tests.support.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.support.publisher import Edition
    from tests.support.reviewing import Seen

FEED, ENGLISH = "/rss", "/news/bridge/en.html"
ITEM = "<item><title>Story</title><link>{url}</link><pubDate>{time:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
SECTION = """
[{name}]
feeds = ["{feed}"]
schedule = "15s"
delay = 0.0

[[{name}.notify]]
to = "TEST_DESK"
language = "uk"
"""
#: The kind of a finding, and the edition at fault.
About = tuple[str, str]
#: Seconds that a step may take. One after a restart may have to wait for the minute of a hold: a worker that is told to
#: end kills its runs before they can give anything back.
PATIENCE = 180.0
MISSING_RU, MISSING_UK, PENDING_EN = ("missing", "ru"), ("missing", "uk"), ("pending", "en")
#: An edition that is missing as a whole.
NO_EN = ("missing", "en")
#: Severities of which the desk is told.
TOLD = frozenset({"critical", "major"})
#: Hours that editions are awaited, and seconds of them that are left when the story is put out.
AWAITED, LEFT = 3, 60


class Newsroom:
    """The publisher's site, the desk, the server, and the editor; every step is told with its time."""

    def __init__(self, pool: Pool, site: Site, desk: Desk) -> None:
        self.pool, self.site, self.desk = pool, site, desk
        self._workers = len(pool.workers)
        self.editor = Reviewer(pool.address["review"])
        self._begun, self._announced = time.monotonic(), 0

    def put_out(self, editions: Sequence[Edition], *, slowly: float = 0.0) -> None:
        """Publish editions and announce each as changed now.

        Args:
            editions: of the only story.
            slowly: seconds that the site takes for each page.
        """
        urls = publish(self.site, editions)
        for path, answers in self.site.answers.items():
            if path.startswith("/news"):
                self.site.put(path, *(replace(each, delay=slowly) for each in answers))
        self._announced += 5  # later than before, whatever the clock says
        time_ = datetime.now(UTC) + timedelta(seconds=self._announced)
        items = "".join(ITEM.format(url=url, time=time_) for url in urls.values())
        feed = f'<rss version="2.0"><channel><title>Visnyk</title>{items}</channel></rss>'
        self.site.put(FEED, Answer(body=feed.encode(), headers={"Content-Type": "application/rss+xml"}))

    def until(self, true: Callable[[Seen], bool]) -> Seen:
        """Wait until the review app shows something, and return what it shows then."""
        end, seen = time.monotonic() + PATIENCE, self.editor.see()
        while seen is None or not true(seen):
            assert time.monotonic() < end, seen
            time.sleep(0.5)
            seen = self.editor.see()
        return seen

    def restart(self) -> None:
        """Stop everything but the database by TERM and start it again; the next round has to be done soon."""
        self.editor.close()
        self.pool.restart()
        self.editor = Reviewer(self.pool.address["review"])
        for number in range(self._workers):
            self.pool.work(f"worker-{number}")

    def rounds(self, count: int) -> None:
        """Wait until the feed was read a few times more."""
        known = len(self.site.requests(FEED))
        wait_until(lambda: len(self.site.requests(FEED)) >= known + count, PATIENCE)

    def sources(self) -> list[dict[str, Any]]:
        """Return what the page of publishers says of the feed."""
        return [source for house in self.editor.json("/publishers.json") for source in house["sources"]]

    def digested(self) -> Counter[str]:
        """Return how often the desk was told of each finding."""
        return Counter(name for each in self.desk.told for name in re.findall(r"#f-(\w+)", each["message"]))

    def told(self, step: str) -> None:
        """Say that a step was right."""
        sys.stdout.write(f"{time.monotonic() - self._begun:6.1f} s  {step}\n")
        sys.stdout.flush()


def day(room: Newsroom) -> None:
    """Go through the day."""
    assert room.editor.see() is None, "the list says that there is no story"
    time_ = datetime.now(UTC) - timedelta(hours=AWAITED) + timedelta(seconds=LEFT)
    uk, en, ru = (edition(code, published=time_.isoformat(timespec="seconds")) for code in ("uk", "en", "ru"))
    ru = without(ru, 2)
    new_story(room, [uk, ru])
    edition_that_does_not_come(room)
    late_edition(room, [uk, ru, en])
    dismissal(room)
    correction(room, [without(uk, 3), ru, en])
    another_restart(room, [uk, ru, en])
    _once(room)
    feed_that_dies(room)
    renamed(room)


def new_story(room: Newsroom, editions: Sequence[Edition]) -> None:
    """Put out two editions, one of which lacks a paragraph."""
    room.put_out(editions)
    seen = room.until(lambda seen: MISSING_RU in seen.open)
    awaited = PENDING_EN if PENDING_EN in seen.open else NO_EN  # a busy machine may take all of the time that is left
    same(room, seen, {"uk", "ru"}, (MISSING_RU, awaited), ())
    assert "9 метрів" in seen.text, "the paragraph that is missing in Russian"
    room.told("a new story lacks a paragraph in Russian, its English edition is awaited, the desk is told")


def edition_that_does_not_come(room: Newsroom) -> None:
    """Let the hours run out: nothing is announced, and no page changes."""
    seen = room.until(lambda seen: NO_EN in seen.open)
    same(room, seen, {"uk", "ru"}, (MISSING_RU, NO_EN), ())
    wait_until(lambda: any("немає версії EN" in each["message"] for each in room.desk.told), PATIENCE)
    (listed,) = room.editor.json("/stories.json?without=en")["stories"]
    assert listed["absent"] == ["en"]
    room.told("the English edition has not come in time: it is missing in list, report, digest and statistics")


def late_edition(room: Newsroom, editions: Sequence[Edition]) -> None:
    """Put out the third edition, and stop everything while the round is at it."""
    before, began = room.editor.see(), len(room.site.requests(ENGLISH))
    room.put_out(editions, slowly=3)
    wait_until(lambda: len(room.site.requests(ENGLISH)) > began, PATIENCE)
    room.restart()
    again = room.editor.see()
    assert before is not None
    assert again is not None
    assert (again.story, MISSING_RU in again.open) == (before.story, True), again
    room.told("everything was stopped while the round at the late English edition was under way, and started again")
    up = time.monotonic()
    seen = room.until(lambda seen: "en" in seen.editions)
    waited = time.monotonic() - up
    same(room, seen, {"uk", "en", "ru"}, (MISSING_RU,), ())
    assert seen.story == before.story
    assert room.editor.json("/stories.json?without=en")["stories"] == []
    assert "bypass" in seen.text
    room.told(f"the late English edition stands in the same story {waited:.0f} s later, and is awaited no more")


def dismissal(room: Newsroom) -> None:
    """Let the editor dismiss what counts."""
    seen = room.editor.see()
    assert seen is not None
    room.editor.dismiss(seen)
    seen = room.until(lambda seen: not seen.open)
    same(room, seen, {"uk", "en", "ru"}, (), (MISSING_RU,))
    assert ("dismissed", "ru") in seen.history, seen.history
    room.told("the editor dismisses the finding; the list says that nothing is open")


def correction(room: Newsroom, editions: Sequence[Edition]) -> None:
    """Correct one edition alone."""
    known = len(room.desk.told)
    room.put_out(editions)
    seen = room.until(lambda seen: MISSING_UK in seen.open)
    same(room, seen, {"uk", "en", "ru"}, (MISSING_UK,), (MISSING_RU,))
    wait_until(lambda: len(room.desk.told) > known, PATIENCE)
    room.told("a correction in Ukrainian loses another paragraph; what was dismissed stays so; the desk is told")


def another_restart(room: Newsroom, editions: Sequence[Edition]) -> None:
    """Stop and start everything, take the correction back, and let some rounds without news pass."""
    room.restart()
    seen = room.editor.see()
    assert seen is not None
    same(room, seen, {"uk", "en", "ru"}, (MISSING_UK,), (MISSING_RU,))
    room.put_out(editions)
    seen = room.until(lambda seen: not seen.open)
    same(room, seen, {"uk", "en", "ru"}, (), (MISSING_RU,))
    assert ("resolved", "uk") in seen.history, seen.history
    room.told("after another restart it says the same; the paragraph comes back and its finding is resolved")
    room.rounds(3)
    later = room.editor.see()
    assert later == seen, (later, seen)


def feed_that_dies(room: Newsroom) -> None:
    """Let the feed be gone for some rounds, and come back."""
    alive, known = room.site.answers[FEED], len(room.desk.told)
    room.site.put(FEED, Answer(status=404))
    wait_until(lambda: len(room.desk.told) > known, PATIENCE)
    assert room.site.url(FEED) in room.desk.told[-1]["message"]
    (source,) = room.sources()
    assert source["failures"] >= ROUNDS
    assert source["succeeded"] is not None
    seen = room.editor.see()
    assert seen is not None
    everywhere(room, seen, dead=True)
    room.told(
        "the feed died: the desk, the page of publishers, status and doctor say so, with when it last gave something"
    )
    room.site.put(FEED, *alive)
    wait_until(lambda: room.sources()[0]["failures"] == 0, PATIENCE)
    everywhere(room, seen, dead=False)
    assert len(room.desk.told) == known + 1, "once"
    room.told("the feed is back, and nobody complains any more")


def renamed(room: Newsroom) -> None:
    """Give the publisher's section another name: its story, its days and what was decided go with it."""
    before, file = room.editor.see(), room.pool.home / "publishers.toml"
    assert before is not None
    file.write_text(file.read_text().replace("visnyk", "herald"))
    room.restart()
    if room.pool.workers:
        assert room.pool.zvirka("watch", "resume", "herald").returncode == 0
    room.rounds(2)
    after = room.editor.see()
    assert after is not None
    assert (after.story, after.open, after.dismissed) == (before.story, before.open, before.dismissed)
    assert [each["publisher"] for each in room.editor.json("/stories.json?publisher=herald")["stories"]] == ["herald"]
    assert room.editor.json("/stories.json?publisher=visnyk")["stories"] == []
    assert [each["publisher"] for each in room.editor.json("/publishers.json")] == ["herald"]
    everywhere(room, after, dead=False)
    room.told("the publisher was renamed: its story, its days and what was decided have gone with it")


def same(
    room: Newsroom, seen: Seen, editions: set[str], open_: tuple[About, ...], dismissed: tuple[About, ...]
) -> None:
    """Ask that the review app shows these editions and findings, and that nobody contradicts it."""
    shown = (set(seen.editions), seen.open, seen.dismissed)
    assert shown == (editions, tuple(sorted(open_)), dismissed), shown
    everywhere(room, seen, dead=False)


def everywhere(room: Newsroom, seen: Seen, *, dead: bool) -> None:
    """Ask that digests, the page of publishers, status and doctor agree with the list and the report.

    Args:
        room: whose desk was told, and where the commands are given.
        seen: what the list and the report say.
        dead: the feed gives nothing.
    """
    findings = room.editor.json(f"/stories/{seen.story}.json")["findings"]
    serious = {each["id"] for each in findings if each["severity"] in TOLD}
    wait_until(lambda: serious <= room.digested().keys(), PATIENCE)
    assert set(room.digested().values()) <= {1}, room.digested()
    (listed,), (house,) = room.editor.json("/stories.json")["stories"], room.editor.json("/publishers.json")
    said = (house["publisher"], house["absent"], [each["failures"] > 0 for each in house["sources"]])
    assert said == (listed["publisher"], dict.fromkeys(listed["absent"], 1.0), [dead]), said
    assert ("gives nothing" in room.editor.page("/publishers").get_text()) == dead
    status, doctor = room.pool.zvirka("status"), room.pool.zvirka("doctor")
    assert (room.site.url(FEED) in status.stdout, room.site.url(FEED) in doctor.stdout) == (dead, dead)
    assert doctor.returncode == int(dead), doctor.stdout
    assert room.pool.address["review"] in status.stdout, status.stdout
    assert " 0 failed" in status.stdout, status.stdout


def _once(room: Newsroom) -> None:
    """Ask that each version of a page was done once, and that the desk was told nothing twice."""
    with Work(room.pool.database) as work:
        items = work.items("watch visnyk")
    assert {item.state for item in items} == {DONE}
    assert room.editor.metrics()['zvirka_work{state="done"}'] == len(items)
    said = Counter(line for each in room.desk.told for line in re.findall(r"(?m)^\w+: .+$", each["message"]))
    assert said, "lines with a severity and what was found"
    assert set(said.values()) == {1}, said
    tries = Counter(item.tries for item in items)
    room.told(f"{len(items)} versions of pages, each done once (tries: {dict(tries)}); {len(said)} findings told once")


def served(home: Path, desk: Desk, *, pool: bool, at_end: ExitStack) -> Pool:
    """Start a server that watches, and its two workers where it does no runs itself."""
    if not pool:
        served = Pool(home, more={"TEST_DESK": desk.url}, runs=True)
        at_end.callback(served.stop)
        return served
    programs = binaries()
    if programs is None:
        sys.exit("no PostgreSQL server on this machine: install Debian's package postgresql")
    cluster = Cluster(programs)
    at_end.callback(cluster.stop)
    served = Pool(home, cluster.database(), cluster.database(), {"TEST_DESK": desk.url})
    at_end.callback(served.stop)
    served.deploy()
    for number in range(2):
        served.work(f"worker-{number}")
    wait_until(lambda: served.online() == 2)
    added = served.zvirka("watch", "resume", "visnyk")  # tells the server about the schedule in the file
    assert added.returncode == 0, added.stderr
    return served


def live(name: str) -> None:
    """Live through the day on one of the two ways to run zvirka."""
    sys.stdout.write(f"{name}:\n")
    with ExitStack() as at_end:
        home = Path(tempfile.mkdtemp(prefix="zvirka-newsroom-"))
        at_end.callback(shutil.rmtree, home, ignore_errors=True)
        site, desk = Site(), Desk()
        at_end.callback(desk.stop)
        at_end.callback(site.stop)
        site.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n"))
        (home / "publishers.toml").write_text(SECTION.format(name="visnyk", feed=site.url(FEED)))
        pool = served(home, desk, pool=name == "pool", at_end=at_end)
        day(Newsroom(pool, site, desk))


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # everything that was started is ended, too
    for name in sys.argv[1:] or ("embedded", "pool"):
        live(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
