"""Work on what is stored: reading old pages with a newer parser, and forgetting what is too old."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from locales.messages import translatable
from pipeline.comparing import compare_editions, in_time, reuse
from pipeline.reading import lost_editions, read_editions
from pipeline.reading.page_parsing import Parsing
from pipeline.reading.web import page_of
from pipeline.request import Request, Target
from pipeline.story_run import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alignment.types import Comparison
    from pipeline.settings.load import Settings
    from storage.store import Store
    from storage.types import Pruned

_AGAIN = translatable("Reading {name} again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reparsed:
    """What reading stored pages again brought."""

    stories: int
    #: Those whose rows or findings are not what they were.
    changed: int
    #: Those of which fewer than two editions can be read any more; they stay as they were.
    unreadable: int


def reparse(settings: Settings, *, progress: Callable[[str], None]) -> Reparsed:
    """Parse and compare the newest pages of all stories again, without fetching anything.

    A second time with the same program nothing is parsed or compared.

    Args:
        settings: everything that is set.
        progress: is told which story is read.

    Raises:
        DatabaseError: the database cannot be used.
    """
    outcomes: list[bool | None] = []
    with closing(Run(Request(), settings, progress)) as run:
        for story in _stories(run.store()):
            run.tell(_AGAIN, name=story)
            outcomes.append(_again(run, story))
    return Reparsed(stories=len(outcomes), changed=outcomes.count(True), unreadable=outcomes.count(None))


def _stories(store: Store) -> Iterator[str]:
    """Return the ids of all stories; those that are written meanwhile move to the front and are not met again."""
    cursor = None
    while True:
        piece = store.stories(limit=200, after=cursor)
        yield from [story.id for story in piece.stories]
        cursor = piece.next
        if cursor is None:
            return


def _again(run: Run, story: str) -> bool | None:
    """Compare a story's stored pages; return whether anything differs, None where it cannot be compared.

    Nothing is done for a story that this very program has compared.
    """
    store = run.store()
    snapshots = store.snapshots(story)
    inputs = reuse.inputs(run.settings, {code: (each.url, each.raw) for code, each in snapshots.items()})
    if store.inputs(story) == inputs:
        return False
    before, parsing = store.comparison(story), Parsing(run.store, run.stages, cross_check=run.settings.cross_check)
    targets = [Target(source=snapshot.url, language=language) for language, snapshot in snapshots.items()]
    pages = {snapshot.url: page_of(snapshot) for snapshot in snapshots.values()}
    kept, _ = read_editions.read(targets, pages.__getitem__, run.settings.languages, parse=parsing.article)
    found = {edition.article.language: edition for edition in kept}
    if before is None or len(found) < lost_editions.ENOUGH or len(found) < len(before.articles):
        return None
    order = [language for language in before.articles if language in found] + [
        language for language in found if language not in before.articles
    ]
    kept_findings = tuple(each for each in before.findings if each.of_edition or in_time.is_told_by_time(each))
    after = compare_editions.compare(
        run, {language: found[language].article for language in order}, story, kept_findings
    )
    after = replace(after, expected=before.expected)
    store.record(after, {}, parsed=parsing.made(pages.values()), inputs=inputs)
    return _content(after) != _content(before)


def _content(comparison: Comparison) -> object:
    return comparison.articles, comparison.rows, {finding.id for finding in comparison.findings}


def forget(settings: Settings, *, dry_run: bool) -> Pruned | None:
    """Forget comparisons and snapshots that are older than the settings keep, never the newest of a story.

    Args:
        settings: ``history.keep_days`` says how old.
        dry_run: only count.

    Returns:
        What was forgotten, or would be; None where everything is kept for ever.

    Raises:
        DatabaseError: the database cannot be used.
    """
    if not settings.history.keep_days:
        return None
    with closing(Run(Request(), settings, lambda _: None)) as run:
        before = datetime.now(UTC) - timedelta(days=settings.history.keep_days)
        return run.store().prune(before, dry_run=dry_run)
