"""Stories of the last hours, from the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.request import Request, is_url
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.settings.load import Settings
    from storage.types import StorySummary


def recent_stories(hours: float, settings: Settings) -> list[Request]:
    """Return requests for the stories whose first edition was published in the last hours.

    A story from the web is asked for by one of its pages, so that an edition that came late is found.

    Args:
        hours: how far back.
        settings: name the database.
    """
    since = datetime.now(UTC) - timedelta(hours=hours)
    with Store(settings.database_url) as store:
        return [
            request_for(summary)
            for summary in compared_since(store, since)
            if (comparison := store.comparison(summary.id)) is not None and comparison.appeared >= since
        ]


def compared_since(store: Store, since: datetime) -> Iterator[StorySummary]:
    """Yield the stories that were compared since a time, the latest first."""
    after: str | None = None
    while True:
        page = store.stories(after=after)
        for summary in page.stories:
            if summary.compared < since:
                return
            yield summary
        if page.next is None:
            return
        after = page.next


def request_for(summary: StorySummary) -> Request:
    """Return what to ask for to have a story compared again."""
    editions = {edition.language: edition.url for edition in summary.editions}
    if not all(is_url(url) for url in editions.values()):
        return Request(editions=editions)
    return Request(story=next(iter(editions.values())))
