"""Fetches and stores made-up stories from a publisher on loopback: speed, memory, a second run, and politeness.

usage: python -m benchmarks.fetching [--stories 200] [--polite 20] [--delay 0.25]

Parsing and comparing are not part of it: a stored comparison stands for each story with the bytes that were fetched.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import sqlalchemy as sa

from alignment.types import Comparison
from benchmarks.publisher import LOG
from parsers.types import Article, Block, BlockKind
from pipeline.reading.web import page_of, snapshot_of
from sources.http import Fetcher
from sources.types import FetchPolicy
from storage.models import Base
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from sources.types import Page

LANGUAGES = ("uk", "en", "ru")
HOST = "127.0.0.1"
#: Requests to the one host at the same time.
PER_HOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round through all stories."""

    seconds: float
    #: Of the processor, which other programs on the machine do not change.
    busy: float
    pages: int
    #: Resident, kB, after a tenth of the stories and at the end.
    first: int
    last: int


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fetching", description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--polite", type=int, default=20, help="stories of the polite round")
    parser.add_argument("--delay", type=float, default=0.25, help="seconds between requests of the polite round")
    options = parser.parse_args()
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.publisher"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None, "a pipe was asked for"
        base = f"http://{HOST}:{int(server.stdout.readline())}"
        return measure(base, options)
    finally:
        server.kill()
        server.wait()


def measure(base: str, options: argparse.Namespace) -> int:
    """Go through the rounds; return 1 where a measure misses its aim."""
    policy = FetchPolicy(allowed_hosts=frozenset({HOST}), delay=0.0, per_host=PER_HOST, robots=False)
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{Path(folder, 'zvirka.db')}") as store:
        first = go_through(base, options.stories, policy, store)
        rows = counts(store)
        second = go_through(base, options.stories, policy, store)
        new = sum(counts(store).values()) - sum(rows.values())
    unchanged = sum(line.split()[1] == "304" for line in log(base))
    print(f"first run   {first.pages} pages, {first.pages / first.seconds:.0f} pages/s")
    print(f"memory      {first.first / 1000:.1f} MB after a tenth, {first.last / 1000:.1f} MB at the end")
    faster, less = first.seconds / second.seconds, first.busy / second.busy
    print(f"second run  {unchanged} of {second.pages} answers are 304, {new} new rows, {faster:.1f} times faster")
    print(f"processor   {each(first):.2f} ms a page, {each(second):.2f} ms in the second run: {less:.1f} times less")
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{Path(folder, 'zvirka.db')}") as store:
        polite = FetchPolicy(allowed_hosts=frozenset({HOST}), delay=options.delay, per_host=PER_HOST)
        go_through(f"{base}/polite", options.polite, polite, store)
    shortest = gap(base)
    print(f"polite      delay {options.delay:.3f} s, shortest gap in the publisher's log {shortest:.3f} s")
    print(f"{first.pages / first.seconds:.0f} pages/s")
    return int(unchanged != second.pages or new != 0 or shortest < options.delay)


def go_through(base: str, stories: int, policy: FetchPolicy, store: Store) -> Round:
    """Fetch and store all editions of all stories."""
    begun, busy, first = time.monotonic(), time.process_time(), 0
    known: dict[str, Page] = {}
    with Fetcher(policy, version="benchmark", known=known.get) as fetcher, ThreadPoolExecutor(PER_HOST) as pool:
        for number in range(stories):
            before = {code: page_of(taken) for code, taken in store.snapshots(f"story-{number}").items()}
            known.update({page.url: page for page in before.values()})
            keep(number, before, fetch(f"{base}/{number}", fetcher, pool), store)
            known.clear()
            if number == stories // 10:
                first = resident()
    return Round(
        seconds=time.monotonic() - begun,
        busy=time.process_time() - busy,
        pages=stories * len(LANGUAGES),
        first=first,
        last=resident(),
    )


def fetch(base: str, fetcher: Fetcher, pool: Executor) -> Mapping[str, Page]:
    """Return the editions of one story."""
    pages = pool.map(lambda language: fetcher.fetch(f"{base}/{language}"), LANGUAGES)
    return dict(zip(LANGUAGES, pages, strict=True))


def keep(number: int, before: Mapping[str, Page], pages: Mapping[str, Page], store: Store) -> None:
    """Store a story's pages; only when they were seen, where all hold what they held."""
    story = f"story-{number}"
    now = datetime.now(UTC)
    if before and all(before[language].raw == page.raw for language, page in pages.items()):
        store.touch(story, now)
        return
    articles = {
        language: Article(
            url=page.url,
            language=language,
            title=story,
            blocks=(Block(kind=BlockKind.PARAGRAPH, text=story),),
        )
        for language, page in pages.items()
    }
    comparison = Comparison(story=story, articles=articles, rows=(), findings=(), created=now, engine="benchmark")
    store.record(comparison, {language: snapshot_of(page) for language, page in pages.items()})


def counts(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    with store._engine.begin() as connection:  # noqa: SLF001 - a benchmark looks inside
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def each(done: Round) -> float:
    """Return the processor's time for one page, milliseconds."""
    return 1000 * done.busy / done.pages


def log(base: str) -> list[str]:
    """Return the publisher's log: time, status, path."""
    return httpx.get(f"{base}{LOG}", trust_env=False).text.splitlines()


def gap(base: str) -> float:
    """Return the shortest time between two requests of the polite round, seconds."""
    times = [float(line.split()[0]) for line in log(base) if line.split()[2].startswith("/polite")]
    return min(later - earlier for earlier, later in pairwise(times))


def resident() -> int:
    """Return what this process holds in memory, kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


if __name__ == "__main__":
    sys.exit(main())
