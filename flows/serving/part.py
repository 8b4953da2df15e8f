"""One part of ``zvirka serve``: ``python -m flows.serving.part prefect|deployments|review PORT``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flows.serving.processes import leave_with_parent
from pipeline.privacy import keep_private

#: Seconds that open connections get when a part is stopped; browsers hold theirs for ever.
FAREWELL = 2


def prefect(port: int) -> None:
    """Run the Prefect server."""
    import uvicorn  # noqa: PLC0415 - a part loads what it runs
    from prefect.server.api.server import create_app  # noqa: PLC0415 - the same

    from flows.serving.admission import own_hosts  # noqa: PLC0415 - the same
    from flows.serving.guard import Guard  # noqa: PLC0415 - the same
    from pipeline.settings.load import load_settings  # noqa: PLC0415 - the same

    settings = load_settings(os.environ)
    guarded = Guard(
        create_app(final=True),
        own=own_hosts(port, settings.serve.hosts),
        ticket=os.environ["ZVIRKA_PREFECT_TICKET"],
        auth=os.environ["PREFECT_SERVER_API_AUTH_STRING"],
        language=settings.ui_language,
    )
    uvicorn.run(
        guarded,
        host="127.0.0.1",
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=FAREWELL,
    )


def deployments(_port: int) -> None:
    """Run the deployments: wait for runs, on schedule or asked for, and start them."""
    from flows.serving.deployments import run  # noqa: PLC0415 - a part loads what it runs

    run()


def review(port: int) -> None:
    """Run the review app."""
    import uvicorn  # noqa: PLC0415 - a part loads what it runs

    from flows.serving.rounds import PrefectRounds  # noqa: PLC0415 - the same
    from pipeline.settings.load import load_settings  # noqa: PLC0415 - the same
    from review.access import UnsafeAddressError  # noqa: PLC0415 - the same
    from review.app import create  # noqa: PLC0415 - the same
    from review.guards.bounded_log import bounded  # noqa: PLC0415 - the same

    host = os.environ.get("ZVIRKA_REVIEW_HOST", "127.0.0.1")
    try:
        settings = load_settings(os.environ)
        app = create(settings, host=host, rounds=PrefectRounds(settings.home))
    except UnsafeAddressError as error:
        sys.exit(str(error))  # one line, for whoever started it
    bounded()
    uvicorn.run(
        app,
        log_config=None,  # ours
        host=host,
        port=port,
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,  # by default uvicorn believes whoever comes from here
        log_level="warning",
        timeout_graceful_shutdown=FAREWELL,
    )


PARTS = {"prefect": prefect, "deployments": deployments, "review": review}

if __name__ == "__main__":
    leave_with_parent()
    keep_private(Path(os.environ["ZVIRKA_HOME"]))
    PARTS[sys.argv[1]](int(sys.argv[2]))
