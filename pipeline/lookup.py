"""The editions of one page, looked up and explained, without comparing them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.archives import archived_pages
from pipeline.reading import lost_editions, read_editions
from pipeline.request import Request, Target
from pipeline.sisters import sister_search
from pipeline.story_run import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.reading.read_editions import Edition
    from pipeline.settings.load import Settings
    from pipeline.sisters.sister_candidates import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A page and what may be its other editions."""

    given: Edition
    #: In the order in which they were looked at; the chosen ones are marked.
    candidates: tuple[Candidate, ...]


def look_up(source: str, settings: Settings, *, progress: Callable[[str], None]) -> Family:
    """Return the candidates for the other editions of a page, with the evidence and the choice.

    Args:
        source: an address, a page's file, or an archive.
        settings: everything that is set.
        progress: is told what is being done, in the settings' interface language.

    Raises:
        TooFewEditionsError: the page itself cannot be used.
        DatabaseError: the database cannot be used.
    """
    with closing(Run(Request(story=source), settings, progress)) as run, archived_pages.opened(run) as web:
        wanted = archived_pages.targets(run, web) or [Target(source=source)]
        kept, gone = read_editions.read(
            wanted, run.loading(web), settings.languages, run.reading, parse=run.parsing.article, render=web.render
        )
        if not kept:
            raise lost_editions.too_few(gone)
        return Family(given=kept[0], candidates=tuple(sister_search.find(kept[0], run, web)))
