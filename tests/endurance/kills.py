"""Kills a run at random moments, again and again, and asks whether anything was lost, doubled or half-written.

    python -m tests.endurance.kills [--stories 200] [--kills 50] [--database sqlite|postgresql]

A run checks the stories of a publisher on loopback one after the other and passes over those that are stored. It is
killed (SIGKILL) and started again until it has got through; then everything that is stored is compared with what one
undisturbed run stores.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from pipeline.check import Request, check
from pipeline.settings.load import load_settings
from storage.models import Base
from storage.store import Store
from tests.support.postgres import Cluster, binaries
from tests.support.publisher import edition, publish, without
from tests.support.site import Site

#: Columns that differ between any two runs; a response's headers have its time.
TIMES = frozenset(
    {"created", "compared", "first_seen", "last_seen", "resolved", "at", "packed", "id", "day", "last", "headers"}
)
#: Seconds after which a run has surely begun with its first story.
START = 3.0


def make(site, stories):
    """Publish stories that differ in what is missing where; their sentences are few, so that vectors are soon known."""
    gaps = itertools.cycle(itertools.product(("uk", "en", "ru"), range(4)))
    for number, (language, index) in zip(range(stories), gaps, strict=False):
        editions = [edition(code) for code in ("uk", "en", "ru")]
        changed = [without(each, index) if each.language == language else each for each in editions]
        publish(site, changed, prefix=f"/{number}")


def work(base, stories, home, database_url):
    """Check every story that is not stored yet."""
    environment = {"ZVIRKA_HOME": home, "ZVIRKA_DATABASE_URL": database_url, "ZVIRKA_ALLOW_HOSTS": "127.0.0.1"}
    settings = load_settings(environment)
    settings = replace(settings, fetch=replace(settings.fetch, delay=0.0))
    with Store(database_url) as store:
        for number in range(stories):
            url = f"{base}/{number}/uk.html"
            if store.story_of([url]) is None:
                check(Request(story=url), settings, progress=lambda _: None)


def stored(database_url):
    """Return everything that is stored, without times, in an order of its own."""
    with Store(database_url) as store, store._engine.begin() as connection:
        return {
            table.name: sorted(
                tuple((name, str(value)) for name, value in row.items() if name not in TIMES)
                for row in connection.execute(sa.select(table)).mappings()
            )
            for table in Base.metadata.sorted_tables
        }


def disturbed(command, kills, seconds):
    """Run a command, killing it at random moments; return how often it was killed before it got through."""
    for count in range(kills):
        process = subprocess.Popen(command)
        try:
            status = process.wait(timeout=random.uniform(*seconds))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        else:
            assert status == 0, f"the run ended with status {status}"
            return count
    subprocess.run(command, check=True)
    return kills


def trial(arguments, database):
    """Hold a disturbed run against an undisturbed one."""
    root = Path(tempfile.mkdtemp(prefix="zvirka-endurance-"))
    site = Site()
    make(site, arguments.stories)

    def command(name):
        place = [site.url(""), str(arguments.stories), str(root / name), database(name)]
        return [sys.executable, "-m", "tests.endurance.kills", "--work", *place]

    started = time.monotonic()
    subprocess.run(command("whole"), check=True)
    whole = time.monotonic() - started
    killed = disturbed(command("broken"), arguments.kills, (0.5, START + whole / arguments.kills))
    site.stop()
    expected, found = stored(database("whole")), stored(database("broken"))
    # caches may know more: a killed run has made vectors that its story was not stored with
    different = [name for name in expected if name != "vectors" and expected[name] != found[name]]
    outcome = f"different: {', '.join(different)}" if different else "the same is stored, nothing lost or doubled"
    sys.stdout.write(f"{arguments.stories} stories, killed {killed} times, undisturbed {whole:.0f} s: {outcome}\n")
    return not different


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        base, stories, home, database_url = arguments.work
        work(base, int(stories), home, database_url)
        return 0
    if arguments.database == "sqlite":
        folder = tempfile.mkdtemp(prefix="zvirka-endurance-")
        return not trial(arguments, lambda name: f"sqlite:///{folder}/{name}.db")
    cluster = Cluster(binaries())
    try:
        urls = {name: cluster.database() for name in ("whole", "broken")}
        return not trial(arguments, urls.__getitem__)
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
