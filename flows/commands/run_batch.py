"""``zvirka run batch``: many stories, compared by runs of the server."""

import time
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from alignment.types import Severity
from flows.commands.run import PULSE, ended_badly, running_server, steady
from flows.console.options import FailOn, Speaking
from flows.console.progress import showing
from flows.console.session import begin
from locales.messages import message, translatable
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flows.console.session import Session
    from flows.serving.prefect_api import PrefectApi, Run
    from storage.work_items import Item

USUAL = Speaking()
#: The deployment of ``batch``.
DEPLOYMENT = "batch/batch"


def run_batch(
    *sources: str,
    name: Annotated[
        str, Parameter(help=translatable("Names the batch; under the same name it goes on where it was interrupted."))
    ] = "",
    helpers: Annotated[int, Parameter(help=translatable("How many other processes help."))] = 0,
    fail_on: Annotated[
        FailOn, Parameter(name="--fail-on", help=translatable("The least severity that makes the exit status 1."))
    ] = "major",
    speaking: Speaking = USUAL,
) -> int:
    """Compare many stories in runs of the server, wait for them and show a summary.

    Args:
        sources: addresses, folders with a story each, folders of such folders, or web archives.
        name: names the batch.
        helpers: how many other processes help.
        fail_on: the least severity that counts.
        speaking: the language.

    Returns:
        1 where a story has a finding that counts; else what the worst story without a comparison ends with; else 0.
    """
    session = begin(speaking.ui_language)
    if not sources:
        raise UsageError(message("Nothing to compare: give addresses, folders of stories or web archives"))
    place = running_server(session.settings)
    batch = name or f"batch {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
    asked = {"stories": [steady(each) for each in sources], "helpers": helpers, "name": batch}
    from flows.serving.prefect_api import PrefectApi  # noqa: PLC0415 - httpx is not needed before

    with PrefectApi(place) as api, showing() as progress:
        begun = api.start(DEPLOYMENT, asked)
        session.note(f"{batch} {place.prefect}/runs/flow-run/{begun.id}")
        try:
            ended = _wait(api, begun, batch, session, progress)
        except KeyboardInterrupt:
            api.cancel(begun.id)
            raise
    if ended.state != "COMPLETED":
        raise ended_badly(ended)
    return _tell(batch, fail_on, session)


def _wait(api: "PrefectApi", run: "Run", batch: str, session: "Session", progress: "Callable[[str], None]") -> "Run":
    """Wait for the end of a run and tell how many stories are done."""
    from pipeline.many.queue import tally  # noqa: PLC0415 - the database is not needed before

    while not run.over:
        standing = tally(batch, session.settings)
        done = standing.total - standing.waiting - standing.taken
        progress(session.interface.gettext("{done} of {total} stories", done=str(done), total=str(standing.total)))
        time.sleep(PULSE)
        run = api.run(run.id)
    return run


def _tell(batch: str, fail_on: str, session: "Session") -> int:
    """Show the summary, and return the exit status."""
    from pipeline.many.batch_summary import summary  # noqa: PLC0415 - the database is not needed before
    from storage.work_items import Work  # noqa: PLC0415 - the same

    print(summary(batch, session.settings, language=session.settings.ui_language))  # noqa: T201 - what was asked for
    with Work(session.settings.database_url) as work:
        return exit_status(work.items(batch), fail_on, session)


def exit_status(items: "Sequence[Item]", fail_on: str, session: "Session") -> int:
    """Return what a batch ends with.

    Args:
        items: its stories, as the books have them.
        fail_on: a severity, or "never".
        session: names the database.
    """
    from storage.store import Store  # noqa: PLC0415 - the database is not needed before

    stories = {item.story for item in items if item.story is not None}
    if fail_on != "never":
        counting = [severity for severity in Severity if severity.rank <= Severity(fail_on).rank]
        with Store(session.settings.database_url) as store:
            found = [summary for story in stories if (summary := store.summary(story)) is not None]
        if any(each.counts[severity] for each in found for severity in counting):
            return 1
    return max((item.exit_status or 0 for item in items if item.story is None), default=0)
