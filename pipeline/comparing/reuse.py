"""A story whose pages or files did not change since it was compared: nothing is done again."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.types import FindingKind
from pipeline.comparing import story_ids
from pipeline.errors import UsageError
from pipeline.request import is_url, targets
from pipeline.settings import policy
from pipeline.version import build
from sources import files
from sources.types import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison
    from pipeline.reading.web import Web
    from pipeline.settings.load import Settings
    from pipeline.story_run import Run
    from storage.types import Snapshot

#: Fewer editions are no story; where the others of a single page are, only the page tells.
TWO = 2
#: How the address of a database begins that is a file.
SQLITE = "sqlite:///"
#: Findings after which another look may find more editions.
_WAITING = frozenset({FindingKind.EDITION_UNAVAILABLE, FindingKind.PENDING})


def inputs(settings: Settings, pages: Mapping[str, tuple[str, bytes]]) -> str:
    """Return a hash of everything that a comparison is made from and by.

    Args:
        settings: the languages that editions are expected in, the encoder, and what is wanted of the checks.
        pages: address and bytes by language.
    """
    wanted = policy.fingerprint([url for url, _ in pages.values()], settings)
    parts = [build(), ",".join(settings.languages), wanted, *(["cross-check"] if settings.cross_check else [])]
    parts += [f"encoder {settings.encoder.model}"] if settings.encoder.url else []
    parts += [f"{language} {url} {hashlib.sha256(raw).hexdigest()}" for language, (url, raw) in sorted(pages.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def compared(run: Run, web: Web) -> Comparison | None:
    """Return the comparison of a story if all its pages still hold what they held; None where it has to be made.

    Args:
        run: what was asked for; known can be an address without further editions, or files that name their languages.
        web: fetches.
    """
    url = run.request.story
    if run.request.draft:
        return None
    if url is None or not is_url(url):
        return _of_files(run)
    if run.request.editions:
        return None
    store = run.store()
    story = store.story_of([url])
    comparison = store.comparison(story) if story is not None else None
    if comparison is None or not _complete(comparison, run.settings):
        return None
    snapshots = store.snapshots(comparison.story)
    made_from = inputs(run.settings, {code: (each.url, each.raw) for code, each in snapshots.items()})
    if set(snapshots) != set(comparison.articles) or store.inputs(comparison.story) != made_from:
        return None
    return comparison if _as_before(snapshots, web) else None


def _of_files(run: Run) -> Comparison | None:
    """Return the comparison of files that hold what they held; what is wrong with one is told when it is read."""
    try:
        wanted = targets(run.request, run.settings.languages)
        if len(wanted) < TWO or not all(each.language and Path(each.source).is_file() for each in wanted):
            return None
        pages = {each.language or "": files.read(Path(each.source)) for each in wanted}
    except (SourceError, UsageError, OSError):
        return None
    if not _is_there(run.settings.database_url):
        return None
    store, story = run.store(), story_ids.story_id(each.source for each in wanted)
    made_from = inputs(run.settings, {code: (page.url, page.raw) for code, page in pages.items()})
    comparison = store.comparison(story) if store.inputs(story) == made_from else None
    # The order in which editions were given is that of the report.
    return comparison if comparison is not None and list(comparison.articles) == list(pages) else None


def _is_there(database_url: str) -> bool:
    """Return whether there is a database: files that cannot be used should not make one."""
    return not database_url.startswith(SQLITE) or Path(database_url.removeprefix(SQLITE)).is_file()


def _complete(comparison: Comparison, settings: Settings) -> bool:
    """Return whether no further edition can be expected."""
    if set(settings.languages) <= set(comparison.articles):
        return True
    urls = [article.url for article in comparison.articles.values()]
    fed = policy.known_publisher(urls, settings.publishers) is not None
    return not fed and not any(finding.kind in _WAITING for finding in comparison.findings)


def _as_before(snapshots: Mapping[str, Snapshot], web: Web) -> bool:
    """Ask for all pages; tell whether each holds what it held."""
    web.remember(snapshots.values())

    def same(snapshot: Snapshot) -> bool:
        try:
            return web.fetch(snapshot.url).raw == snapshot.raw
        except SourceError:
            return False  # what happened to it is told when it is read in earnest

    with ThreadPoolExecutor(len(snapshots)) as pool:
        return all(pool.map(same, snapshots.values()))
