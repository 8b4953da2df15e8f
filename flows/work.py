"""The flow ``work``: helps with a batch that was begun elsewhere, or that nobody works on any more."""

import os

from prefect import flow

from flows.runs.private import keep_home_private
from flows.runs.story_tasks import THREADS, work_through
from pipeline.settings.load import load_settings


@flow(task_runner=THREADS)
def work(batch: str) -> None:
    """Check stories of a batch until none is left.

    Args:
        batch: The name of the batch, as its first run wrote it down.
    """
    keep_home_private()
    work_through(batch, load_settings(os.environ))
