"""How fast the list of stories is over many: ``python -m benchmarks.stories DATABASE_URL [STORIES]``.

Fills an empty database with STORIES stories (100,000) and ten findings for each, then asks for pages of the list as the
review app does, and prints the plans and the 95th percentile in milliseconds, by the clock and by the processor's time
of this process and of the server's process behind it (Linux counts it, where PostgreSQL runs on the same machine).
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import event

from alignment.types import FindingKind, Severity
from storage.models import Edition, StoredFinding, Story, Word
from storage.store import Store
from storage.stories.search_words import beginnings, indexed, owned_by
from storage.stories.story_browser import Filter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NOUNS = tuple("міст школа бюджет гарантії зустріч переговори потяг лікарня врожай вибори суд завод".split())  # noqa: SIM905
VERBS = tuple("відкрили закрили обговорили підписали зупинили перевірили назвали збільшили".split())  # noqa: SIM905
PUBLISHERS = [f"Видання {place}" for place in range(40)]
OWNERS = ("Анна", "Борис", "Віра")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
CHUNK = 2000
PAGES = 200
FINDINGS = 10

FILTERS = {
    "all": Filter(),
    "critical": Filter(worst="critical"),
    "none open": Filter(worst="clear"),
    "publisher": Filter(publisher=PUBLISHERS[7]),
    "publisher and critical": Filter(publisher=PUBLISHERS[7], worst="critical"),
    "a common word": Filter(words="бюджет"),
    "two words": Filter(words="бюджету відкрили"),
    "a rare word": Filter(words="4242"),
    "two words that never meet": Filter(words="відкрили закрили"),
    "a word and a publisher": Filter(words="бюджет", publisher=PUBLISHERS[7]),
    "two words, a publisher and critical": Filter(words="бюджет відкрили", publisher=PUBLISHERS[7], worst="critical"),
    "nobody's stories": Filter(owner="-"),
    "somebody's stories": Filter(owner="Анна"),
    "somebody's critical stories of a publisher": Filter(owner="Анна", publisher=PUBLISHERS[7], worst="critical"),
    "a word and nobody's publisher": Filter(words="бюджет", publisher="Nobody"),
}


def stories(count: int) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """Yield stories with their findings, always the same ones."""
    chance = random.Random(7)  # noqa: S311 - no secret
    for place in range(count):
        severities = chance.choices(list(Severity), (1, 3, 6, 10), k=FINDINGS)
        counts = {severity.value: severities.count(severity) for severity in Severity}
        if chance.random() < 0.5:  # noqa: PLR2004 - half of the stories are settled
            counts = dict.fromkeys(counts, 0)
        story: dict[str, object] = {
            "id": f"story-{place:06}",
            "title": f"{chance.choice(NOUNS)} {chance.choice(NOUNS)} {chance.choice(VERBS)} {place}",
            "compared": NOW - timedelta(seconds=37 * place),
            "publisher": chance.choice(PUBLISHERS),
            "owner": OWNERS[place % 50] if place % 50 < len(OWNERS) else "",
            **counts,
            "rank": next((severity.rank for severity in Severity if counts[severity.value]), len(Severity)),
        }
        yield story, [finding(story, severity, number) for number, severity in enumerate(severities)]


def finding(story: dict[str, object], severity: Severity, number: int) -> dict[str, object]:
    """Return a finding's row; those of settled stories are resolved."""
    return {
        "story": story["id"],
        "id": f"{story['id']}-{number}",
        "kind": FindingKind.NUMBER.value,
        "severity": severity.value,
        "edition": "en",
        "first_seen": story["compared"],
        "last_seen": story["compared"],
        "resolved": story["compared"] if story["rank"] == len(Severity) else None,
    }


def fill(engine: sa.Engine, count: int) -> None:
    """Write the stories, in large transactions."""
    pending = stories(count)
    while chunk := [each for each, _ in zip(pending, range(CHUNK), strict=False)]:
        with engine.begin() as connection:
            connection.execute(sa.insert(Story), [story for story, _ in chunk])
            connection.execute(sa.insert(StoredFinding), [row for _, rows in chunk for row in rows])
            connection.execute(sa.insert(Edition), [row for story, _ in chunk for row in editions(story)])
            connection.execute(sa.insert(Word), [row for story, _ in chunk for row in words(story)])


def editions(story: dict[str, object]) -> list[dict[str, object]]:
    """Return the rows of a story's editions."""
    return [
        {"story": story["id"], "language": code, "position": place, "url": f"https://{code}.example/{story['id']}"}
        | {"canonical": None, "title": story["title"]}
        for place, code in enumerate(("uk", "en", "ru"))
    ]


def words(story: dict[str, object]) -> list[dict[str, object]]:
    """Return the rows by which a story is found."""
    found = indexed(str(story["title"]), "uk") | beginnings(str(story["publisher"])) | {owned_by(str(story["owner"]))}
    return [{"beginning": word, "compared": story["compared"], "story": story["id"]} for word in sorted(found)]


def processor(engine: sa.Engine) -> Callable[[], float]:
    """Return what tells the seconds that this process and the server's process behind it have had of a processor."""
    if engine.dialect.name != "postgresql":
        return time.process_time
    with engine.connect() as connection:  # the pool goes on with this one
        counted = Path(f"/proc/{connection.execute(sa.select(sa.func.pg_backend_pid())).scalar_one()}/schedstat")
    return lambda: time.process_time() + int(counted.read_text().split()[0]) / 1e9


def measure(store: Store, wanted: Filter) -> tuple[float, float]:
    """Return the 95th percentile of the milliseconds that pages of a list took, going from page to page.

    Returns:
        By the clock, and by the processor's time.
    """
    spent = processor(store.browsing.engine)
    times, after = [], None
    for _ in range(PAGES):
        start = time.perf_counter(), spent()
        after = store.browsing.stories(wanted, after=after).next
        times.append((time.perf_counter() - start[0], spent() - start[1]))
    clock, share = (1000 * statistics.quantiles(each, n=20)[-1] for each in zip(*times, strict=True))
    return clock, share


def plan(store: Store, engine: sa.Engine, wanted: Filter) -> Sequence[str]:
    """Return how the database finds a page of a list."""
    asked: list[tuple[str, object]] = []

    def keep(_c: object, _u: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(store.browsing.engine, "before_cursor_execute", keep)
    store.browsing.stories(wanted)
    event.remove(store.browsing.engine, "before_cursor_execute", keep)
    statement, parameters = next(pair for pair in asked if "FROM stories" in pair[0])
    explain = "EXPLAIN" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()  # type: ignore[arg-type]  # as the driver got them
    return [str(row[-1]) for row in rows]


def main(arguments: Sequence[str]) -> None:
    """Fill, measure and print."""
    url, count = arguments[0], int(arguments[1]) if len(arguments) > 1 else 100_000
    with Store(url) as store:
        engine = store.browsing.engine
        if not store.browsing.stories(Filter(), limit=1).stories:
            fill(engine, count)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
        for name, wanted in FILTERS.items():
            for line in plan(store, engine, wanted):
                print(f"    {line}")
            clock, share = measure(store, wanted)
            start = time.perf_counter()
            store.browsing.totals(wanted, Severity.MINOR)
            print(f"    what is open there: {(time.perf_counter() - start) * 1000:.1f} ms")
            print(f"{name}: {clock:.1f} ms at the 95th percentile, {share:.1f} of the processor's")


if __name__ == "__main__":
    main(sys.argv[1:])
