"""The deployments that ``zvirka serve`` runs, in processes of this machine."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import httpx

from pipeline.settings.load import load_settings
from pipeline.watching.publishers import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

    from pipeline.watching.publishers import Publisher

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
    from prefect.schedules import Cron

    from flows.batch import batch
    from flows.check import check
    from flows.maintain import maintain
    from flows.recheck import recheck
    from flows.watch import watch
    from flows.work import work

    publishers = load(load_settings(os.environ).home).values()
    return [
        deployment(check),
        deployment(batch),
        deployment(work),
        deployment(recheck),
        deployment(maintain, [Cron(EVERY_TEN_MINUTES, timezone=KYIV)]),
        deployment(watch, [schedule_of(publisher) for publisher in publishers]),
    ]


def schedule_of(publisher: Publisher) -> Schedule:
    """Return when a publisher is watched; a schedule of its own, so that it can be paused alone."""
    from prefect.schedules import Cron, Interval

    mine: dict[str, Any] = {"slug": publisher.name, "parameters": {"publisher": publisher.name}}
    if publisher.every is not None:
        return Interval(publisher.every, timezone=KYIV, active=not publisher.paused, **mine)
    return Cron(publisher.schedule, timezone=KYIV, active=not publisher.paused, **mine)


def deployment(flow: Flow[Any, Any], schedules: Sequence[Schedule] = ()) -> RunnerDeployment:
    """Return a flow as a deployment of the same name.

    Args:
        flow: what it runs.
        schedules: when; none for whenever somebody asks.
    """
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    return RunnerDeployment.from_flow(
        flow,
        flow.name,
        schedules=list(schedules),
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
