"""The flow ``check``: one story, compared by a run that Prefect keeps, shows and can repeat."""

import os

from prefect import flow, task
from prefect.runtime import flow_run

from flows.runs.artifacts import leave_report, log, named_after_story
from flows.runs.private import keep_home_private
from pipeline.many.outcome import Outcome, check_one
from pipeline.request import Request
from pipeline.settings.load import load_settings


@task(task_run_name="compare")
def compare(request: Request, run: str) -> Outcome:
    """Compare one story."""
    return check_one(request, run, load_settings(os.environ), progress=log)


@flow(flow_run_name=named_after_story)
async def check(
    story: str = "", editions: dict[str, str] | None = None, draft: str = "", *, render: bool = False
) -> None:
    """Compare the editions of one story.

    Args:
        story: The URL of one edition, whose sister editions are found; or a folder with uk.html, en.html, ru.txt.
        editions: A URL or a file for each language, such as {"uk": "https://...", "en": "https://..."}.
        draft: A service that drafts missing paragraphs: google, deepl, libre, ... Empty for none.
        render: Run the scripts of pages that hold no story without them, in a browser.
    """
    keep_home_private()
    request = Request(story=story or None, editions=editions or {}, draft=draft or None, render=render)
    await leave_report(compare(request, str(flow_run.id)))
