"""What the flows of many stories share: a task for each story, helpers in other processes, and a summary."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.deployments import run_deployment
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.runs.artifacts import log
from pipeline.many.batch_summary import summary
from pipeline.many.item import check_item, resources
from pipeline.many.logfmt import line
from pipeline.many.queue import AT_ONCE, lease, tally, weight
from pipeline.many.retry import retry_while_away

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefect.task_runners import TaskRunner

    from pipeline.many.item import Resources
    from pipeline.many.queue import Tally
    from pipeline.settings.load import Settings
    from storage.work_items import Item

T = TypeVar("T")
#: The deployment whose runs help with a batch.
HELPER = "work/work"
#: A thread for each story that a process has in hand.
THREADS = cast("TaskRunner[Any]", ThreadPoolTaskRunner(max_workers=AT_ONCE))  # its own type is narrower
#: Seconds between two looks at what others have in hand.
PULSE = 0.5


@task(task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def check_story(name: str, item: Item, place: Resources) -> None:  # noqa: ARG001 - Prefect shows the name
    """Check one story."""
    check_item(item, place, progress=log)


def work_through(
    batch: str, settings: Settings, at_once: int = AT_ONCE, *, given_up: threading.Event | None = None
) -> None:
    """Check stories of a batch until none is left that anybody could take.

    Args:
        batch: names the run in the books.
        settings: everything that is set.
        at_once: stories in hand at a time, if they come from the web.
        given_up: once it is set, no further story is taken.
    """
    ended: SimpleQueue[object] = SimpleQueue()
    in_hand: dict[object, int] = {}
    with resources(batch, str(flow_run.id), settings) as place, leaving(batch, place):
        while True:
            while sum(in_hand.values()) < at_once and (item := _next(batch, place, given_up)) is not None:
                future = check_story.submit(item.key, _whole(item), _whole(place))
                in_hand[future] = weight(item)
                future.add_done_callback(ended.put)
            if not in_hand:
                return
            del in_hand[ended.get()]


@contextmanager
def leaving(batch: str, place: Resources) -> Iterator[None]:
    """Give back what is in hand where the process is told to end: the next one begins with it at once.

    That has to be quick, for whoever tells may be about to kill. A thread that ends its story after all finds that it
    is not its own any more.
    """
    try:
        yield
    except Exception:
        raise  # the database is away, or something is wrong with us; the lease ends in time
    except BaseException:  # a signal
        _hear_no_more()
        count = place.work.give_back(batch, place.run, datetime.now(UTC))
        log(f"told to end; {count} stories given back")
        raise


def _hear_no_more() -> None:
    """Let further signals to end pass: a runner that is told to end tells its runs, who may have been told already."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # Prefect sets its own again, and ends by it


def _whole(value: T) -> T:
    """Quote a parameter: Prefect does not look through it for other tasks, and hands the task the value itself."""
    return cast("T", quote(value))


def _next(batch: str, place: Resources, given_up: threading.Event | None) -> Item | None:
    if given_up is not None and given_up.is_set():
        return None
    return retry_while_away(lambda: place.work.take(batch, place.run, datetime.now(UTC), lease=lease(os.environ)), log)


def finish(batch: str, settings: Settings, helpers: int = 0) -> Tally:
    """See a batch through: work on it, and wait for what others have in hand.

    Args:
        batch: names the run in the books.
        settings: everything that is set.
        helpers: how many other processes are asked to work on it too.
    """
    begun = time.monotonic()
    for number in range(helpers):
        run_deployment(
            HELPER, parameters={"batch": batch}, timeout=0, as_subflow=False, flow_run_name=f"{batch} {number + 2}"
        )
    work_through(batch, settings)
    while (standing := retry_while_away(lambda: tally(batch, settings), log)).taken:
        time.sleep(PULSE)
        work_through(batch, settings)  # a lease may have run out
    seconds = time.monotonic() - begun
    counts = {name: getattr(standing, name) for name in ("done", "failed", "set_aside", "waiting")}
    log(line(batch=batch, run=flow_run.id, **counts, seconds=f"{seconds:.1f}"))
    measured = f"{seconds:.0f} s, {standing.total / max(seconds, 0.1):.1f} stories a second"
    create_markdown_artifact(f"{summary(batch, settings)}\n\n{measured}", key="summary", description=batch)
    return standing
