"""Stories out of a web archive: its pages stand in for the web."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pipeline.errors import LOCAL_INPUT, TooFewEditionsError
from pipeline.reading.web import Web
from pipeline.request import Target
from pipeline.settings.policy import wordpress_sites
from sources.types import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.types import Article
    from pipeline.story_run import Run
    from sources.archives import Archive
    from sources.feeds import Feed
    from sources.types import Page

#: Threads that ask for the same archive wait for the first of them.
_OPENING = Lock()


class Offline(Web):
    """Gives the pages of an archive and nothing else: what a crawl did not meet is not asked for now.

    Args:
        run: gives the settings.
        archive: the crawl.
    """

    def __init__(self, run: Run, archive: Archive) -> None:
        super().__init__(replace(run.settings.fetch, render=False), run.store)
        self.archive = archive

    def fetch(self, url: str) -> Page:
        """Return the page that the archive has of an address.

        Raises:
            FetchError: it has none.
        """
        return self.archive.fetch(url)

    @contextmanager
    def at_most(self, requests: int, seconds: float) -> Iterator[None]:  # noqa: ARG002 - nothing is asked for
        """Give what there is: an archive is no site."""
        yield

    def feed(self, url: str) -> Feed:
        """Return the feed that the archive has of an address; crawls hold feeds only where they came as pages.

        Raises:
            FetchError: it has none.
        """
        from sources.feeds import parse_feed  # noqa: PLC0415 - most pages link to their editions

        return parse_feed(self.archive.fetch(url).raw, url)


def opened(run: Run) -> Web:
    """Return where a run's pages come from: the archive that was asked for, or the web.

    Raises:
        TooFewEditionsError: the archive cannot be used.
    """
    story, sites = run.request.story, wordpress_sites(run.settings.publishers)
    if story is None or not story.lower().endswith((".warc", ".warc.gz", ".warc.zst", ".wacz")):
        return Web(run.fetching, run.store, sites)
    from sources.archives import is_archive  # noqa: PLC0415 - the HTTP client

    if not is_archive(story):
        return Web(run.fetching, run.store, sites)
    try:
        return Offline(run, _archive(story))
    except LocalError as error:
        raise TooFewEditionsError(error.message, LOCAL_INPUT) from error


def _archive(name: str) -> Archive:
    """Return an archive; the last one that was opened is kept, for runs that do one of its stories after the other.

    Raises:
        LocalError: it cannot be used.
    """
    path = Path(name)
    stat = path.stat() if path.is_file() else None
    with _OPENING:
        return _read(path, stat and (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=1)
def _read(path: Path, _version: object) -> Archive:
    from sources.archives import Archive  # noqa: PLC0415 - the HTTP client

    return Archive(path)


def targets(run: Run, web: Web) -> Sequence[Target]:
    """Return with which pages of an archive to begin: those that were named, or the first with editions inside it.

    Args:
        run: what was asked for.
        web: as `opened` gave it; nothing is returned for the web itself.
    """
    if not isinstance(web, Offline):
        return ()
    if run.request.editions:
        return [
            Target(source=url, language=language, declared=f"option --{language}")
            for language, url in run.request.editions.items()
        ]
    from pipeline.sisters import sister_candidates  # noqa: PLC0415 - only for archives

    first = None
    for page in web.archive.pages():
        article = _article(page, run)
        if article is None:
            continue
        first = first or page
        others = sister_candidates.candidates(article, run.settings.languages)
        if any(other.url != page.url and other.url in web.archive for other in others):
            return [Target(source=page.url)]
    return [Target(source=(first or next(iter(web.archive.pages()))).url)]


def _article(page: Page, run: Run) -> Article | None:
    """Return what a page of a crawl says, None where it is no article."""
    from parsers.types import UnreadablePageError  # noqa: PLC0415 - not needed before there is a page

    try:
        return run.parsing.article(page, run.settings.languages)
    except UnreadablePageError:
        return None
