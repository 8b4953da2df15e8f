"""The deployments that ``zvirka serve`` runs, in processes of this machine."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment

#: Runs at the same time: each is a process that loads the encoder.
AT_ONCE = max(2, os.cpu_count() or 1)
KYIV = "Europe/Kyiv"
EVERY_TEN_MINUTES = "*/10 * * * *"


def run() -> None:
    """Wait for runs and start them, until a signal asks for the end."""
    _wait_for_server()
    from prefect import serve

    serve(*deployments(), limit=AT_ONCE, print_starting_message=False, pause_on_shutdown=False)


def deployments() -> list[RunnerDeployment]:
    """Return what is served."""
    # ruff: noqa: PLC0415 - the server is waited for before these are loaded
    from flows.batch import batch
    from flows.check import check
    from flows.maintain import maintain
    from flows.recheck import recheck
    from flows.work import work

    return [
        deployment(check),
        deployment(batch),
        deployment(work),
        deployment(recheck),
        deployment(maintain, EVERY_TEN_MINUTES),
    ]


def deployment(flow: Flow[Any, Any], cron: str | None = None) -> RunnerDeployment:
    """Return a flow as a deployment of the same name.

    Args:
        flow: what it runs.
        cron: when, in Kyiv's time; None for whenever somebody asks.
    """
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    return RunnerDeployment.from_flow(
        flow,
        flow.name,
        schedule=Cron(cron, timezone=KYIV) if cron else None,
        tags=["zvirka"],
        entrypoint_type=EntrypointType.MODULE_PATH,  # a path would load a second copy under another name
    )


def _wait_for_server() -> None:
    """Wait until the server answers; whoever started us gives up sooner than we do."""
    url = f"{os.environ['PREFECT_API_URL']}/health"
    while True:
        try:
            if httpx.get(url, timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
