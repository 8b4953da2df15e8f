"""One round at a publisher: look, compare, tell; never two rounds at one publisher at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prefect.artifacts import create_markdown_artifact

from flows.runs.secrets import secret
from flows.runs.story_tasks import work_through
from locales.interface import Interface
from pipeline.many.batch_summary import summary
from pipeline.many.queue import books
from pipeline.settings import house
from pipeline.watching.digests import tell
from pipeline.watching.lock import lock
from pipeline.watching.news import batch_of, record_news
from pipeline.watching.overdue import judge
from pipeline.watching.source_states import failing, told
from pipeline.watching.watched_publishers import get
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.settings.load import Settings


def go_round(name: str, run: str, settings: Settings, log: Callable[[str], None]) -> tuple[list[str], bool]:
    """Look what is new at a publisher, compare it, and tell about findings.

    Args:
        name: of the publisher.
        run: the run's id.
        settings: everything that is set.
        log: is told what happens.

    Returns:
        What there is to say of sources that gave nothing, and whether none gave anything: nobody watches then.

    Raises:
        PublisherError: there is no such publisher.
    """
    publisher = get(settings.home, name)
    batch = batch_of(name)
    with books(settings) as work, lock(work, batch, run) as lost:
        if lost is None:
            log(f"another run is at {name} already")
            return [], False
        begun = datetime.now(UTC)
        if left := work.take_from_others(batch, run, begun):  # only who holds a publisher has its stories in hand
            log(f"{left} stories were left in hand by a round that is gone")
        with Store(settings.database_url) as store:
            house.bring_up_to_date(store, settings.publishers)
        log(f"{record_news(publisher, settings, tell=log)} articles are announced")
        work_through(batch, settings, at_once=1, given_up=lost)  # one host; more at once would only wait for their turn
        if again := judge(publisher, settings):
            log(f"{again} stories judged again because their hours have run out")
        if done := summary(batch, settings, begun):
            create_markdown_artifact(done, key=f"watch-{name}")
        if not lost.is_set():
            tell(publisher, settings, log, secret)
    dead = [told(each, Interface("en")) for each in failing(settings, name)]
    return dead, len(dead) == len(publisher.listed)
