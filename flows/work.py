"""The flow ``work``: helps with a batch that was begun elsewhere, or that nobody works on any more."""

from prefect import flow

from flows.runs.private import keep_home_private
from flows.runs.stories import THREADS, work_through


@flow(task_runner=THREADS)
def work(batch: str) -> None:
    """Check stories of a batch until none is left.

    Args:
        batch: The name of the batch, as its first run wrote it down.
    """
    keep_home_private()
    work_through(batch)
