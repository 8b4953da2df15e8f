"""``zvirka serve``: Prefect, the deployments and the review app together."""

import os
import sys
from typing import Annotated

from cyclopts import Parameter

from flows.console.options import Speaking
from flows.console.session import begin
from locales.messages import translatable

QUIET = Speaking()


def serve(
    *,
    review_port: Annotated[
        int | None, Parameter(help=translatable("Port of the review app; 0 takes any free one. Usually 4280."))
    ] = None,
    prefect_port: Annotated[
        int | None, Parameter(help=translatable("Port of Prefect; 0 takes any free one. Usually 4200."))
    ] = None,
    runs: Annotated[
        bool, Parameter(help=translatable("Do the runs here; with --no-runs workers of a work pool do them."))
    ] = True,
    speaking: Speaking = QUIET,
) -> int:
    """Run everything until Ctrl-C.

    Returns:
        The exit status.
    """
    session = begin(speaking.ui_language)
    home = str(session.settings.home)
    interface = session.interface
    session.note(interface.gettext("Home: {home}", home=home))
    session.note(interface.gettext("Starting takes up to a minute; Ctrl-C stops everything."))
    from flows.serving.parts import plan  # noqa: PLC0415 - nothing else starts servers
    from flows.serving.supervisor import READY  # noqa: PLC0415 - the same
    from flows.serving.supervisor import serve as run  # noqa: PLC0415 - the same
    from pipeline.story_run import require_database  # noqa: PLC0415 - the same

    settings = session.settings
    require_database(settings.database_url)  # not only once a part has ended over it
    planned = plan(
        settings.home,
        prefect_port,
        review_port,
        runs=runs,
        keep_runs=settings.history.keep_runs,
        public=os.environ.get("ZVIRKA_REVIEW_URL", ""),
    )

    def tell(name: str, where: str) -> None:
        if name == READY:
            elsewhere = session.interface.gettext("see zvirka status for the address")
            show(translatable("Log in"), planned.enter if sys.stdout.isatty() else elsewhere)  # others may read a log
        show(name, where)

    def show(name: str, where: str) -> None:
        print(f"{session.interface.gettext(name):<12} {where}", flush=True)  # noqa: T201 - what was asked for

    def waiting(name: str) -> None:
        session.note(interface.gettext("Waiting for {name} …", name=interface.gettext(name)))

    run(planned, tell, waiting)
    return 0
