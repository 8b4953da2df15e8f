"""The flow ``batch``: many stories, each of them once, whatever happens to the processes that do it."""

import os

from prefect import flow
from prefect.runtime import flow_run

from flows.runs.ends import in_one_line
from flows.runs.private import keep_home_private
from flows.runs.story_tasks import THREADS, finish
from locales.messages import message
from pipeline.errors import UsageError
from pipeline.many.queue import plan, requests_for
from pipeline.settings.load import load_settings


@flow(task_runner=THREADS)
@in_one_line
def batch(stories: list[str] | None = None, folder: str = "", helpers: int = 0, name: str = "") -> None:
    """Compare many stories; one that fails never stops the others.

    Args:
        stories: URLs of one edition each, folders with uk.html, en.html, ru.txt, web archives (.warc, .warc.gz), or
            folders of these.
        folder: A folder in which every folder is a story and every archive holds some. Empty for none.
        helpers: How many other processes work on it too; they are runs of the deployment "work".
        name: Names the batch. Run it again under the same name to go on where it was interrupted.
    """
    keep_home_private()
    batch_name = name or f"batch {flow_run.id}"
    settings = load_settings(os.environ)
    asked = requests_for(stories or [], folder, settings)
    if not asked and not name:
        raise UsageError(message("Nothing to compare: give addresses, folders of stories or web archives"))
    plan(batch_name, asked, settings)
    finish(batch_name, settings, helpers)
