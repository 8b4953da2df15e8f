"""The stories of a web archive, as requests: for runs that share them out before they are compared."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline import archived, editions, sisters
from pipeline.run import Run
from pipeline.targets import Request, Target

if TYPE_CHECKING:
    from pipeline.archived import Offline
    from pipeline.settings import Settings


def requests(source: str, settings: Settings) -> list[Request]:
    """Return a request for each story of an archive: pages that name each other as editions and lie in it.

    Args:
        source: the archive.
        settings: everything that is set.

    Raises:
        TooFewEditionsError: the archive cannot be read.
    """
    found: list[Request] = []
    met: set[str] = set()
    with closing(Run(Request(story=source), settings, lambda _: None)) as run, archived.opened(run) as web:
        assert isinstance(web, archived.Offline), "an archive was given"
        for page in web.archive.pages():
            if page.url in met:
                continue
            story = _story(page.url, run, web)
            met |= set(story.values())
            found += [Request(story=source, editions=story)] if len(story) > 1 else []
    return found


def _story(url: str, run: Run, web: Offline) -> dict[str, str]:
    """Return the editions of a page that the archive has, by language; only itself, or nothing, where it is alone."""
    languages = run.settings.languages
    kept, _ = editions.read([Target(source=url)], run.loading(web), languages, parse=run.parsing.article)
    if not kept:
        return {}
    story = {kept[0].article.language: url}
    for other in sisters.candidates(kept[0].article, languages):
        if other.language in languages and other.url in web.archive:
            story.setdefault(other.language, other.url)
    return story
