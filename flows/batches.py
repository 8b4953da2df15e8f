"""What the flows of many stories share: a task for each story, helpers in other processes, and a summary."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.deployments import run_deployment
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.summaries import summary
from flows.traces import log
from flows.working import AT_ONCE, do, take, tally

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

    from flows.stories import Outcome
    from flows.working import Tally
    from storage.work import Item

#: The deployment whose runs help with a batch.
HELPER = "work/work"
#: A thread for each story that a process has in hand.
THREADS = cast("TaskRunner[Any]", ThreadPoolTaskRunner(max_workers=AT_ONCE))  # its own type is narrower
#: Seconds between two looks at what others have in hand.
PULSE = 0.5


@task(task_run_name="{name}")
def check_story(name: str, item: Item) -> Outcome | None:  # noqa: ARG001 - Prefect shows the name
    """Check one story."""
    return do(item, progress=log)


def work_through(batch: str, at_once: int = AT_ONCE) -> None:
    """Check stories of a batch until none is left that anybody could take.

    Args:
        batch: names the run in the books.
        at_once: stories in hand at a time.
    """
    while items := take(batch, str(flow_run.id), at_once):
        for future in [check_story.submit(item.key, item) for item in items]:
            future.wait()


def finish(batch: str, helpers: int = 0) -> Tally:
    """See a batch through: work on it, and wait for what others have in hand.

    Args:
        batch: names the run in the books.
        helpers: how many other processes are asked to work on it too.
    """
    for number in range(helpers):
        run_deployment(
            HELPER, parameters={"batch": batch}, timeout=0, as_subflow=False, flow_run_name=f"{batch} {number + 2}"
        )
    work_through(batch)
    while (standing := tally(batch)).taken:
        time.sleep(PULSE)
        work_through(batch)  # a lease may have run out
    log(f"{standing.done} compared, {standing.failed} without a comparison, {standing.set_aside} set aside")
    create_markdown_artifact(summary(batch), key="summary", description=batch)
    return standing
