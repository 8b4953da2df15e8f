"""The flow ``check``: one story, compared by a run that Prefect keeps, shows and can repeat."""

import os
from typing import Annotated

from prefect import flow, task
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Failed

from flows.runs.artifacts import leave_report, log, named_after_story
from flows.runs.ends import in_one_line
from flows.runs.form import SERVICES, Editions, given
from flows.runs.private import keep_home_private
from pipeline.many.outcome import Outcome, check_one
from pipeline.request import Request
from pipeline.settings.load import load_settings

NOTHING = Editions()


@task(task_run_name="compare")
@in_one_line
def compare(request: Request, run: str) -> Outcome:
    """Compare one story."""
    return check_one(request, run, load_settings(os.environ), progress=log)


@flow(flow_run_name=named_after_story)
async def check(
    story: str = "",
    editions: Editions = NOTHING,  # type: ignore[valid-type] # its fields are those of the settings
    draft: Annotated[str, SERVICES] = "",
    *,
    render: bool = False,
) -> State[None] | None:
    """Compare the editions of one story.

    Args:
        story: The URL of one edition, whose sister editions are found; or a folder with uk.html, en.html, ru.txt.
        editions: A URL or a file for each language, in place of a story.
        draft: A service that drafts missing paragraphs. Empty for none.
        render: Run the scripts of pages that hold no story without them, in a browser.
    """
    keep_home_private()
    request = Request(story=story or None, editions=given(editions), draft=draft or None, render=render)
    compared = compare(request, str(flow_run.id), return_state=True)
    if not compared.is_completed():
        return Failed(message=compared.message)
    await leave_report(await compared.aresult())
    return None
