"""The deployments that ``zvirka serve`` runs, in processes of this machine."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

#: Runs at the same time: each is a process that loads the encoder.
AT_ONCE = max(2, os.cpu_count() or 1)


def run() -> None:
    """Wait for runs and start them, until a signal asks for the end."""
    _wait_for_server()
    from prefect import serve  # noqa: PLC0415 - the server is up by the time that this is loaded

    serve(*deployments(), limit=AT_ONCE, print_starting_message=False, pause_on_shutdown=False)


def deployments() -> list[RunnerDeployment]:
    """Return what is served."""
    from prefect.deployments.runner import RunnerDeployment  # noqa: PLC0415 - the server is waited for first
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415 - the same

    from flows.check import check  # noqa: PLC0415 - the same

    by_module = EntrypointType.MODULE_PATH  # a path would load a second copy of the module under another name
    return [RunnerDeployment.from_flow(check, "check", tags=["zvirka"], entrypoint_type=by_module)]


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
