"""The stories of a web archive: its pages that name each other as editions, each story once."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from pipeline.archives import archived_pages
from pipeline.reading import read_editions
from pipeline.request import Request, Target
from pipeline.sisters import sister_candidates, sister_search
from pipeline.story_run import Borrowing, Run
from pipeline.workers import workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.archives.archived_pages import Offline
    from pipeline.reading.page_parsing import Do
    from pipeline.reading.read_editions import Edition, Lost
    from pipeline.settings.load import Settings
    from sources.types import Page


class Crawled(NamedTuple):
    """One story of an archive, its editions verified as those of a page from the web are."""

    #: The address of the page that was met first.
    name: str
    kept: Sequence[Edition]
    gone: Sequence[Lost]
    #: Settles this story; it parses for it alone, so that no more than one story is held in memory.
    run: Run


def stories(
    source: str, settings: Settings, progress: Callable[[str], None], do: Do | None = None
) -> Iterator[Crawled]:
    """Yield the stories of an archive.

    Args:
        source: the archive.
        settings: everything that is set.
        progress: is told what is being done.
        do: parses where that can be given up; None does it here.

    Raises:
        TooFewEditionsError: the archive cannot be read.
    """
    request = Request(story=source)
    with closing(Run(request, settings, progress, do=do)) as run, archived_pages.opened(run) as web:
        assert isinstance(web, archived_pages.Offline), "an archive was given"
        met: set[str] = set()
        for page in web.archive.pages():
            if page.url in met:
                continue
            found = _story(page, Borrowing(request, settings, progress, run.store(), do=do), web)
            if found is not None:
                met |= {address for each in found.kept for address in (each.target.source, each.page.url)}
                yield found


def requests(source: str, settings: Settings) -> list[Request]:
    """Return a request for each story of an archive, for runs that share them out before they are compared.

    Args:
        source: the archive.
        settings: everything that is set.

    Raises:
        TooFewEditionsError: the archive cannot be read.
    """
    with workers(settings) as own:
        return [
            Request(story=source, editions={each.article.language: each.target.source for each in found.kept})
            for found in stories(source, settings, lambda _line: None, own.do)
        ]


def _story(page: Page, run: Run, web: Offline) -> Crawled | None:
    """Return the story of a page, None where it is no article or has no other edition in the crawl."""
    languages = run.settings.languages
    kept, _ = read_editions.read([Target(source=page.url)], run.loading(web), languages, parse=run.parsing.article)
    others = sister_candidates.candidates(kept[0].article, languages) if kept else []
    if not any(other.url != page.url and other.url in web.archive for other in others):
        return None
    seen = sister_search.find(kept[0], run, web)
    found = [*kept, *sister_search.chosen(seen)]
    return Crawled(page.url, found, sister_search.lost(seen, kept[0]), run) if len(found) > 1 else None
