"""Stories whose hours have run out: what is said of them has to be judged again, although no page has changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.check import judge_again
from pipeline.watching.digests import note_due
from pipeline.watching.watched_publishers import for_publisher
from storage.outbox import Notices
from storage.store import Store

if TYPE_CHECKING:
    from pipeline.settings.load import Settings
    from pipeline.watching.watched_publishers import Publisher


def judge(publisher: Publisher, settings: Settings) -> int:
    """Judge again what is still overdue after a round: pages that could not be had now are taken as they were.

    Args:
        publisher: whose stories.
        settings: everything that is set for all publishers.

    Returns:
        How many stories were judged.
    """
    own, url = for_publisher(settings, publisher), settings.database_url
    with Store(url) as store, Notices(url) as notices:
        overdue = store.overdue(publisher.name, datetime.now(UTC))
        for each in overdue:
            judge_again(each.story, own, store)
            note_due(publisher, each.story, store, notices)
    return len(overdue)
