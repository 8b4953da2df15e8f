"""The flow ``recheck``: stories of the last hours once more, for editions that came late or were corrected alone."""

import os

from prefect import flow
from prefect.runtime import flow_run

from flows.runs.private import keep_home_private
from flows.runs.story_tasks import THREADS, finish
from pipeline.many.queue import plan
from pipeline.many.recent import recent_stories
from pipeline.settings.load import load_settings


@flow(task_runner=THREADS)
def recheck(hours: float = 24, helpers: int = 0) -> None:
    """Compare the stories that were published in the last hours again.

    Args:
        hours: How far back; a story counts by the time of its first edition.
        helpers: How many other processes work on it too.
    """
    keep_home_private()
    batch_name = f"recheck {flow_run.id}"
    settings = load_settings(os.environ)
    plan(batch_name, recent_stories(hours, settings), settings)
    finish(batch_name, settings, helpers)
