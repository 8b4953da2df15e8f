"""What Prefect costs, what a second worker brings, and what many rounds leave behind.

usage: python -m benchmarks.flows [overhead] [workers] [watch] [--stories N] [--rounds N]

``overhead``: a batch of stories whose vectors are cached, as a flow against plain calls of the same function, in the
same process; half of the plain calls before the flow, half after it. ``workers``: new stories on PostgreSQL, by one
process worker and by two, each kept to a core of its own, with what each part takes of the processors. ``watch``:
rounds at a publisher on loopback, and the memory of every part before and after. Without a name the first two are
measured, in about six minutes. Exit status: 0 the targets were met, 1 one was missed.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.serving.processes import descendants
from pipeline.check import check
from pipeline.request import Request
from pipeline.settings.load import load_settings
from storage.work_items import Work
from tests.support.pool import Pool, wait_until
from tests.support.postgres import Cluster, binaries
from tests.support.publisher import edition, publish, without, write
from tests.support.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.support.publisher import Edition

#: What Prefect may add: milliseconds a story, and seconds once.
A_STORY, ONCE = 15.0, 2.0
#: How much faster two workers have to be than one.
FASTER = 1.7
LANGUAGES = ("uk", "en", "ru")
#: Stories that fill the cache of vectors.
WARM = 24


def gaps(folder: Path, count: int) -> Path:
    """Write stories of few sentences that differ in what is missing where."""
    missing = itertools.cycle(itertools.product(LANGUAGES, range(4)))
    for number, (language, index) in zip(range(count), missing, strict=False):
        editions = [edition(code) for code in LANGUAGES]
        changed = [without(each, index) if each.language == language else each for each in editions]
        write(folder / f"{number:05}", changed)
    return folder


def new(folder: Path, count: int, seed: int) -> Path:
    """Write stories in which no sentence stands that another one has."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(count):
        marks = [f"{chance.randrange(10**6)}" for _ in range(9)]
        write(folder / f"{number:05}", [_longer(code, marks) for code in LANGUAGES])
    return folder


def _longer(language: str, marks: Sequence[str]) -> Edition:
    made = edition(language)
    texts = itertools.cycle(made.paragraphs)
    return replace(made, paragraphs=tuple(f"{mark}: {text} {mark}." for mark, text in zip(marks, texts, strict=False)))


@contextmanager
def served(home: Path) -> Iterator[Pool]:
    """Run a server with SQLite that does no runs, and tell this process where it is."""
    pool = Pool(home)
    before = dict(os.environ)
    os.environ.update(pool.environment)
    try:
        yield pool
    finally:
        os.environ.clear()
        os.environ.update(before)
        pool.stop()


def plain(stories: Sequence[Path], database: str, home: Path) -> float:
    """Check stories one after the other by plain calls; return the seconds that took."""
    settings = load_settings({"ZVIRKA_HOME": str(home), "ZVIRKA_DATABASE_URL": database})
    begun = time.monotonic()
    for folder in stories:
        check(Request(story=str(folder)), settings, progress=lambda _: None)
    return time.monotonic() - begun


def overhead(count: int) -> bool:
    """Measure what a flow adds to plain calls."""
    home = Path(tempfile.mkdtemp(prefix="zvirka-bench-"))
    warm, stories = sorted(gaps(home / "warm", WARM).iterdir()), sorted(gaps(home / "stories", count).iterdir())
    with served(home) as pool:
        mine = f"sqlite:///{home}/plain.db"
        for database in (mine, pool.database):
            plain(warm, database, home)
        from flows.batch import batch  # noqa: PLC0415 - Prefect reads its settings when it is loaded

        half = count // 2
        busy = [time.process_time()]
        before = plain(stories[:half], mine, home)
        busy.append(time.process_time())
        begun = time.monotonic()
        batch(folder=str(home / "stories"), name="bench")
        flow = time.monotonic() - begun
        busy.append(time.process_time())
        bare = before + plain(stories[half:], mine, home)
        busy.append(time.process_time())
    processor = busy[2] - busy[1] - (busy[1] - busy[0]) - (busy[3] - busy[2])
    allowed = ONCE + count * A_STORY / 1000
    print(
        f"{count} stories by plain calls {bare:.1f} s, as a flow {flow:.1f} s: {flow - bare:.1f} s more,"
        f" {1000 * (flow - bare) / count:.0f} ms a story; allowed are {allowed:.1f} s;"
        f" by the processor's clock, which other work disturbs less, {processor:.1f} s more"
    )
    return flow - bare <= allowed


def workers(count: int) -> bool:
    """Measure what a second worker brings."""
    programs = binaries()
    if programs is None:
        print("workers: no PostgreSQL server on this machine")
        return False
    cluster = Cluster(programs)
    home = Path(tempfile.mkdtemp(prefix="zvirka-bench-"))
    pool = Pool(home / "served", cluster.database(), cluster.database())
    try:
        pool.deploy()
        measured = []
        for number in (1, 2):
            # One run each: a worker that takes two would do the other's part on its own core.
            pool.work(f"worker-{number}", "taskset", "-c", str(number - 1), limit=1)
            wait_until(lambda wanted=number: pool.online() == wanted)  # type: ignore[misc] # the default binds it
            before = _busy(pool, cluster)
            measured.append(_batch(pool, new(home / f"stories-{number}", count, number), number))
            after = _busy(pool, cluster)
            spent = ", ".join(f"{name} {after[name] - before[name]:.1f}" for name in after)
            print(f"    seconds of a processor: {spent}", flush=True)
    finally:
        pool.stop()
        cluster.stop()
    (one, slow), (two, fast) = measured
    ratio = one / two
    print(
        f"{count} new stories: one worker {one:.1f} s, two {two:.1f} s, {ratio:.2f} times as fast;"
        f" in the middle half of each {slow:.2f} and {fast:.2f} stories a second, {fast / slow:.2f} times as many"
    )
    return ratio >= FASTER


def _busy(pool: Pool, cluster: Cluster) -> dict[str, float]:
    """Return the seconds of a processor that each part has used so far, with what it started and what has ended."""
    parts = {"PostgreSQL": cluster.pid}
    for each in descendants(pool.server.pid):
        words = Path(f"/proc/{each.pid}/cmdline").read_bytes().split(b"\0")
        if b"flows.serving.part" in words:
            parts[words[words.index(b"flows.serving.part") + 1].decode()] = each.pid
    spent = {name: _processor(pid) for name, pid in parts.items()}
    spent["workers and runs"] = sum(_processor(each.pid) for each in pool.workers)
    user, nice, system, _idle, _waiting, irq, softirq, stolen, *_ = map(
        int, Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()[1:]
    )
    everything = (user + nice + system + irq + softirq + stolen) / os.sysconf("SC_CLK_TCK")
    return spent | {"all else on this machine": everything - sum(spent.values())}


def _processor(root: int) -> float:
    ticks = 0
    for pid in (root, *(each.pid for each in descendants(root))):
        with suppress(OSError):  # it has just ended
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))  # its own, the system's for it, and both of its children: proc(5)
    return ticks / os.sysconf("SC_CLK_TCK")


def _batch(pool: Pool, folder: Path, workers: int) -> tuple[float, float]:
    """Run a batch; return the seconds that the run took, as Prefect wrote them down, and stories a second half-way."""
    name = folder.name
    run = pool.begin("batch/batch", folder=str(folder), name=name, helpers=workers - 1)
    while not pool.ended(run):
        time.sleep(2)  # each question costs the server some milliseconds
    found = pool.ask("GET", f"flow_runs/{run}")
    with Work(pool.database) as work:
        items = work.items(name)
    once = sum(item.tries == 1 and item.story is not None for item in items)
    print(f"    {name}: {found['state_type']}, {once} of {len(items)} compared at the first try")
    ends = sorted(item.updated for item in items)
    first, last = len(ends) // 4, 3 * len(ends) // 4
    return float(found["total_run_time"]), (last - first) / (ends[last] - ends[first]).total_seconds()


def watch(rounds: int) -> bool:
    """Run rounds at a publisher one after the other and show the memory of each part."""
    home = Path(tempfile.mkdtemp(prefix="zvirka-bench-"))
    site = Site()
    site.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n"))
    (home / "publishers.toml").write_text(f'[visnyk]\nfeeds = ["{site.url("/rss")}"]\nschedule = "24h"\ndelay = 0.0\n')
    with served(home) as pool:
        from flows.watch import watch as watch_publisher  # noqa: PLC0415 - Prefect reads its settings when it is loaded

        for number in range(rounds + 1):
            _announce(site, number)
            if number in {1, rounds // 2, rounds}:
                _memory(pool, number)
            watch_publisher("visnyk")
        time.sleep(10)
        _memory(pool, rounds + 1)
        with Work(pool.database) as work:
            print(f"    {len(work.items('watch visnyk'))} pages in the books")
    site.stop()
    return True


def _announce(site: Site, number: int) -> None:
    """Put out a story of the round."""
    urls = publish(site, [edition(code) for code in ("uk", "ru")], prefix=f"/news/{number}")
    time = f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} +0000"
    item = f"<item><title>Story</title><link>{urls['uk']}</link><pubDate>{time}</pubDate></item>"
    feed = f'<rss version="2.0"><channel><title>Visnyk</title>{item}</channel></rss>'
    site.put("/rss", Answer(body=feed.encode(), headers={"Content-Type": "application/rss+xml"}))


def _memory(pool: Pool, number: int) -> None:
    """Print the resident memory of the server's parts and of this process, and the size of the databases."""
    sizes = {"this process": _resident(os.getpid())}
    for each in descendants(pool.server.pid):
        words = Path(f"/proc/{each.pid}/cmdline").read_bytes().split(b"\0")
        if b"flows.serving.part" in words:
            sizes[words[words.index(b"flows.serving.part") + 1].decode()] = _resident(each.pid)
    for name in ("prefect/prefect.db", "zvirka.db"):
        sizes[name] = sum(path.stat().st_size for path in pool.home.glob(f"{name}*")) // 1_000_000
    print(f"    before round {number}: " + ", ".join(f"{name} {size} MB" for name, size in sizes.items()), flush=True)


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) // 1000 for line in status.splitlines() if line.startswith("VmRSS"))


MEASURES = {"overhead": overhead, "workers": workers, "watch": watch}
USUAL = {"overhead": 200, "workers": 200, "watch": 200}


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flows", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="*", choices=[*MEASURES, []], help="overhead, workers, watch")
    parser.add_argument("--stories", type=int, help="of overhead and workers")
    parser.add_argument("--rounds", type=int, help="of watch")
    options = parser.parse_args()
    met = [
        MEASURES[name]((options.rounds if name == "watch" else options.stories) or USUAL[name])
        for name in options.what or ("overhead", "workers")
    ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
