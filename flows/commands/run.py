"""``zvirka run check``: one story, compared by the running server."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands.check import asked
from flows.console.options import USUAL, Reporting
from flows.console.output import deliver, exit_status, settled, usable_format
from flows.console.progress import showing
from flows.console.session import begin
from locales.messages import message
from pipeline.errors import UsageError, ZvirkaError
from pipeline.request import STDIN, is_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment.types import Comparison
    from flows.console.session import Session
    from flows.serving.address import Address
    from flows.serving.prefect_api import PrefectApi, Run
    from pipeline.request import Request
    from pipeline.settings.load import Settings


#: The deployment of ``check``.
DEPLOYMENT = "check/check"
#: Seconds between two looks at a run.
PULSE = 0.3


class RunFailedError(ZvirkaError):
    """The run ended without a comparison."""


def ended_badly(run: Run) -> RunFailedError:
    """Return the error that says how a run ended that did not do what it was asked for."""
    said = message(
        "the run {name} ended as {state} ({why}); its log is in Prefect",
        name=run.name,
        state=run.state.title(),
        why=run.said,
    )
    return RunFailedError(said)


def run_check(story: str | None = None, /, *, editions: object = None, reporting: Reporting = USUAL) -> int:
    """Compare the editions of one story in a run of the server.

    Args:
        story: a page's URL, whose sister editions are found, or a folder with uk.html, en.html, ru.txt.
        editions: the editions that were given by language.
        reporting: what becomes of the comparison.

    Returns:
        The exit status.
    """
    session = begin(reporting.ui_language)
    format_ = usable_format(reporting)
    request = absolute(asked(session, story, editions, reporting))
    place = running_server(session.settings)
    comparison = _compare(request, place, session)
    aside = settled(comparison, session)
    deliver(comparison, reporting, format_, session, aside)
    return exit_status(comparison, reporting.fail_on, aside)


def absolute(request: Request) -> Request:
    """Return a request that means the same from every folder.

    Raises:
        UsageError: an edition comes from standard input, which a run cannot read.
    """
    sources = [request.story, *request.editions.values()]
    if STDIN in sources:
        raise UsageError(message("a run cannot read standard input; save the edition to a file, or use zvirka check"))
    if not any(sources):
        raise UsageError(message("Nothing to compare: give a URL, a folder, or an edition for each language"))
    editions = {language: steady(source) for language, source in request.editions.items()}
    return replace(request, story=steady(request.story) if request.story else None, editions=editions)


def steady(source: str) -> str:
    """Return a source that means the same from every folder."""
    return source if is_url(source) else str(Path(source).absolute())


def running_server(settings: Settings) -> Address:
    """Return where the server of the home is.

    Raises:
        UsageError: none runs.
    """
    from flows.serving import address  # noqa: PLC0415 - needs fcntl, which check does not

    found = address.read(settings.home)
    if found is None:
        home = str(settings.home)
        raise UsageError(message("no server runs on {home}; start it with zvirka serve", home=home))
    return found


def _compare(request: Request, place: Address, session: Session) -> Comparison:
    from flows.serving.prefect_api import PrefectApi  # noqa: PLC0415 - httpx is not needed before

    with PrefectApi(place) as api, showing() as progress:
        begun = api.start(DEPLOYMENT, parameters(request))
        session.note(f"{begun.name} {place.prefect}/runs/flow-run/{begun.id}")
        try:
            ended = wait(api, begun, progress)
        except KeyboardInterrupt:
            api.cancel(begun.id)
            raise
    return _result(ended, session.settings)


def parameters(request: Request) -> dict[str, object]:
    """Return a request as the flow's parameters."""
    return {
        "story": request.story or "",
        "editions": dict(request.editions),
        "draft": request.draft or "",
        "render": request.render,
    }


def wait(api: PrefectApi, run: Run, progress: Callable[[str], None]) -> Run:
    """Wait for the end of a run and tell what it says meanwhile."""
    known = 0
    while not run.over:
        lines = api.logs(run.id, known)
        known += len(lines)
        progress(lines[-1] if lines else run.said or run.state.lower()) if lines or not known else None
        time.sleep(PULSE)
        run = api.run(run.id)
    return run


def _result(run: Run, settings: Settings) -> Comparison:
    """Return the comparison that a run has made.

    Raises:
        RunFailedError: it made none; the books or the run's state say why.
    """
    from pipeline.many.records import read_outcome  # noqa: PLC0415 - the database is not needed before

    comparison = read_outcome(run.id, settings.database_url)
    if comparison is None:
        raise ended_badly(run)
    return comparison
