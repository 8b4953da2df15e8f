"""Breaks one part after the other while a batch or a round is under way, and asks what became of the stories.

    python -m tests.endurance.faults [--runs 3] [--stories 24] [--only NAME]

Every trial ends the same way: each story is written off exactly once, has exactly one comparison, and something that
people look at (a run's state, its log, the books) says what happened.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from flows.serving.processes import descendants
from storage.models import StoredComparison
from storage.store import Store
from storage.work_items import DONE, Work
from tests.support.desk import Desk
from tests.support.pool import Pool, wait_until
from tests.support.postgres import Cluster, binaries
from tests.support.publisher import edition, publish, without, write
from tests.support.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds after which somebody else takes a story of a process that is gone.
LEASE = "8"
BATCH = "endurance"
#: Megabytes of the disk that gets full.
DISK = 64


@dataclass
class Trial:
    """A pool with a worker and a batch under way."""

    pool: Pool
    cluster: Cluster | None
    run: str

    def processes(self, *words: bytes) -> list[int]:
        """Return the processes of this trial with all these words in their command line."""
        roots = [self.pool.server.pid, *(each.pid for each in self.pool.workers)]
        found = [each.pid for root in roots for each in descendants(root)] + roots
        return [pid for pid in found if all(word in _command(pid) for word in words)]

    def done(self) -> int:
        """Return how many stories are written off."""
        with Work(self.pool.database) as work:
            return sum(item.state == DONE for item in work.items(BATCH))


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def kill_run(trial: Trial) -> str:
    """Kill the process that does the batch, and with it nobody else."""
    for pid in trial.processes(b"prefect", b"engine") or trial.processes(b"flow-run", b"execute"):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: trial.pool.ended(trial.run), 90)
    return f"the run ended {trial.pool.ended(trial.run)}"


def kill_worker(trial: Trial) -> str:
    """Kill the worker with what it runs; another one is started."""
    worker = trial.pool.workers.pop()
    for pid in [worker.pid, *(each.pid for each in descendants(worker.pid))]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    worker.wait()
    trial.pool.work("second")
    return f"Prefect believes {trial.pool.ask('GET', f'flow_runs/{trial.run}')['state_type']}"


def kill_server(trial: Trial) -> str:
    """Kill Prefect's server; ``zvirka serve`` starts it again."""
    (pid,) = trial.processes(b"flows.serving.part\0prefect")
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: trial.processes(b"flows.serving.part\0prefect") not in ([], [pid]), 60)
    return "the server was started again"


def kill_postgresql(trial: Trial) -> str:
    """Kill PostgreSQL with all its processes; it is started again after a while."""
    assert trial.cluster is not None
    trial.cluster.kill()
    time.sleep(3)
    trial.cluster.start()
    return "PostgreSQL was started again after 3 s"


def lock_database(trial: Trial) -> str:
    """Keep zvirka's SQLite database locked for longer than anybody waits for it."""
    with sqlite3.connect(trial.pool.database.removeprefix("sqlite:///"), isolation_level=None) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(40)
        connection.execute("ROLLBACK")
    return "locked for 40 s"


def fill_disk(trial: Trial) -> str:
    """Fill the disk that zvirka's database is on, and clear it after a while."""
    ballast = Path(trial.pool.database.removeprefix("sqlite:///")).with_name("ballast")
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 65536)
    time.sleep(10)
    ballast.unlink()
    return "full for 10 s"


@dataclass(frozen=True)
class Fault:
    """What is broken, and where."""

    name: str
    happen: Callable[[Trial], str]
    database: str = "postgresql"


FAULTS = (
    Fault("the process of a run is killed", kill_run),
    Fault("the worker is killed", kill_worker),
    Fault("Prefect's server is killed", kill_server),
    Fault("PostgreSQL is killed", kill_postgresql),
    Fault("the database is locked", lock_database, "sqlite"),
    Fault("the disk is full", fill_disk, "tmpfs"),
)


def stories(folder: Path, count: int) -> Path:
    """Write stories that differ in what is missing."""
    for number in range(count):
        uk, ru = edition("uk"), edition("ru")
        write(folder / f"{number:03}", [uk, without(ru, number % 4)])
    return folder


def trial(fault: Fault, count: int) -> str | None:
    """Break one thing at a random moment; return what was wrong afterwards, None where nothing was."""
    with ExitStack() as at_end:
        home = Path(tempfile.mkdtemp(prefix="zvirka-faults-"))
        at_end.callback(shutil.rmtree, home, ignore_errors=True)
        cluster, database, prefect = _databases(fault, home, at_end)
        pool = Pool(home / "served", database, prefect, {"ZVIRKA_LEASE": LEASE})
        at_end.callback(pool.stop)
        pool.deploy()
        pool.work("first")
        run = pool.begin("batch/batch", folder=str(stories(home / "stories", count)), name=BATCH)
        now = Trial(pool, cluster, run)
        wait_until(lambda: 0 < now.done() < count, 120)
        time.sleep(random.uniform(0, 0.5))
        before = now.done()
        told = fault.happen(now)
        said = _see_through(now, count)
        wrong = _wrong(pool, count)
        sys.stdout.write(
            f"{fault.name}: {before} of {count} were done; {told}; {said}; {wrong or 'every story once'}\n"
        )
        sys.stdout.flush()
        return wrong


def _databases(fault: Fault, home: Path, at_end: ExitStack) -> tuple[Cluster | None, str | None, str | None]:
    programs = binaries()
    if programs is None:
        sys.exit("no PostgreSQL server on this machine: install Debian's package postgresql")
    cluster = Cluster(programs, durable=True)
    at_end.callback(cluster.stop)
    if fault.database == "postgresql":
        return cluster, cluster.database(), cluster.database()
    folder = home / "database"
    folder.mkdir()
    if fault.database == "tmpfs":
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(folder)], capture_output=True, check=False
        )
        if mounted.returncode:
            raise PermissionError(mounted.stderr.decode().strip())
        at_end.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=False)
    return cluster, f"sqlite:///{folder / 'zvirka.db'}", cluster.database()


def _see_through(now: Trial, count: int) -> str:
    """Let ``maintain`` take up what was interrupted, as its schedule does, until every story is written off."""
    rounds = 0
    end = time.monotonic() + 240
    while now.done() < count:
        assert time.monotonic() < end, f"{now.done()} of {count} after four minutes"
        if now.pool.ended(now.run) not in (None, "COMPLETED") or rounds or _silent(now):
            rounds += 1
            tidy = now.pool.begin("maintain/maintain", zombie_hours=0)
            wait_until(lambda tidy=tidy: now.pool.ended(tidy), 120)
        time.sleep(1)
    state = now.pool.ask("GET", f"flow_runs/{now.run}")["state_type"]
    return f"taken up after {rounds} rounds of maintain; Prefect says {state}"


def _silent(now: Trial) -> bool:
    """Return whether nobody has the batch in hand any more."""
    with Work(now.pool.database) as work:
        return BATCH in work.unfinished(datetime.now(UTC)) and not work.owners(datetime.now(UTC))


def _wrong(pool: Pool, count: int) -> str | None:
    """Return what is wrong with what is stored."""
    with Work(pool.database) as work:
        items = work.items(BATCH)
    with Store(pool.database) as store, store._engine.begin() as connection:
        comparisons = Counter(connection.scalars(sa.select(StoredComparison.story)))
    wrong = [f"{item.key} is {item.state}" for item in items if item.state != DONE or item.story is None]
    wrong += [f"{story} has {number} comparisons" for story, number in comparisons.items() if number != 1]
    stories = {item.story for item in items}
    if len(items) != count or stories != set(comparisons) or len(stories) != count:
        wrong.append(f"{len(items)} entries, {len(stories)} stories, {len(comparisons)} of them compared")
    return "; ".join(wrong) or None


def silent_desk(_count: int) -> str | None:
    """Put the notification endpoint out of order for a round: the next one tells everything, once."""
    with ExitStack() as at_end:
        home = Path(tempfile.mkdtemp(prefix="zvirka-faults-"))
        at_end.callback(shutil.rmtree, home, ignore_errors=True)
        desk, site = Desk(), Site()
        at_end.callback(desk.stop)
        at_end.callback(site.stop)
        _announce(site)
        (home / "served").mkdir()
        section = f'[visnyk]\nfeeds = ["{site.url("/rss")}"]\nschedule = "24h"\ndelay = 0.0\n'
        section += '[[visnyk.notify]]\nto = "TEST_DESK"\nlanguage = "uk"\n'
        (home / "served" / "publishers.toml").write_text(section)
        pool = Pool(home / "served", more={"TEST_DESK": desk.url})
        at_end.callback(pool.stop)
        pool.deploy()
        pool.work("first")
        told = []
        for reachable in (False, True, True):
            desk.reachable = reachable
            run = pool.begin("watch/watch", publisher="visnyk")
            wait_until(lambda run=run: pool.ended(run), 120)
            told.append(len(desk.told))
        lines = pool.ask("POST", "logs/filter", {"sort": "TIMESTAMP_ASC", "limit": 200})
        traced = any("cannot be reached" in line["message"] for line in lines)
        secret = any(desk.url in line["message"] for line in lines)
        wrong = None if (told, traced, secret) == ([0, 1, 1], True, False) else f"{told} {traced} {secret}"
        sys.stdout.write(f"the desk is down: told after each round {told}; {wrong or 'told once, with a trace'}\n")
        return wrong


def _announce(site: Site) -> None:
    site.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n"))
    urls = publish(site, [edition("uk"), without(edition("ru"), 2)])
    entry = f"<item><title>Story</title><link>{urls['uk']}</link></item>"
    feed = f'<rss version="2.0"><channel><title>Visnyk</title>{entry}</channel></rss>'
    site.put("/rss", Answer(body=feed.encode(), headers={"Content-Type": "application/rss+xml"}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stories", type=int, default=24)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # everything that was started is ended, too
    parser.add_argument("--only", default="", help="a part of the fault's name")
    arguments = parser.parse_args()
    trials = {fault.name: lambda count, fault=fault: trial(fault, count) for fault in FAULTS}
    trials["the desk is down"] = silent_desk
    failed = 0
    for name, happen in trials.items():
        if arguments.only in name:
            failed += _repeat(name, happen, arguments)
    return 1 if failed else 0


def _repeat(name: str, happen: Callable[[int], str | None], arguments: argparse.Namespace) -> int:
    """Do a trial several times; return how many of them failed."""
    failed = 0
    for _ in range(arguments.runs):
        try:
            failed += happen(arguments.stories) is not None
        except PermissionError as error:
            sys.stdout.write(f"{name}: left out, this machine does not let us ({error})\n")
            return failed
        except AssertionError as error:
            failed += 1
            sys.stdout.write(f"{name}: FAILED: {error}\n")
    sys.stdout.write(f"{name}: {arguments.runs} runs, {failed} failed\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
