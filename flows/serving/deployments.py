"""The deployments that ``zvirka serve`` runs, in processes of this machine."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

import httpx

from flows.deployment_list import DEPLOYMENTS, KYIV, RECHECK, WATCH
from flows.serving import schedules
from pipeline.settings.load import load_settings
from pipeline.watching.watched_publishers import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

    from flows.deployment_list import Deployment
    from pipeline.settings.load import Settings
    from pipeline.watching.watched_publishers import Publisher

#: Runs at the same time: each is a process that loads the encoder.
AT_ONCE = max(2, os.cpu_count() or 1)


def run() -> None:
    """Wait for runs and start them, until a signal asks for the end."""
    # ruff: noqa: PLC0415 - whoever asks for the schedules alone needs neither
    from prefect import serve

    for each in DEPLOYMENTS:  # takes as long as the server's start, on another processor
        import_module(each.module)
    _wait_for_server()
    settings = load_settings(os.environ)
    ours = {each.name: wanted(each, settings) for each in DEPLOYMENTS}
    before = schedules.last(settings.home)
    served = []
    for each in DEPLOYMENTS:
        there = schedules.known(f"{each.name}/{each.name}")
        chosen = schedules.together(ours[each.name], there.get("schedules", ()), before.get(each.name, {}))
        served.append(deployment(each, chosen, paused=there.get("paused", False)))
    schedules.remember(settings.home, ours)
    serve(*served, limit=AT_ONCE, print_starting_message=False, pause_on_shutdown=False)


def wanted(what: Deployment, settings: Settings) -> list[Schedule]:
    """Return the schedules of a deployment as the settings say: its own, or those of the watched publishers."""
    from prefect.schedules import Cron

    if what.name == WATCH:
        return [schedule_of(each) for each in load(settings.home).values()]
    cron = settings.serve.recheck if what.name == RECHECK else what.cron
    return [Cron(cron, timezone=KYIV, slug=what.name)] if cron else []


def schedule_of(publisher: Publisher) -> Schedule:
    """Return when a publisher is watched; a schedule of its own, so that it can be paused alone."""
    from prefect.schedules import Cron, Interval

    mine: dict[str, Any] = {"slug": publisher.name, "parameters": {"publisher": publisher.name}}
    if publisher.every is not None:
        return Interval(publisher.every, timezone=KYIV, active=not publisher.paused, **mine)
    return Cron(publisher.schedule, timezone=KYIV, active=not publisher.paused, **mine)


def deployment(what: Deployment, when: Sequence[Schedule] = (), *, paused: bool = False) -> RunnerDeployment:
    """Return a deployment as Prefect serves it.

    Args:
        what: its name, flow and description.
        when: its schedules.
        paused: whether none of them starts runs.
    """
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    flow: Flow[Any, Any] = getattr(import_module(what.module), what.name)
    return RunnerDeployment.from_flow(
        flow,
        what.name,
        description=what.description,
        parameters=dict(what.parameters),
        schedules=list(when),
        paused=paused,
        tags=["zvirka"],
        enforce_parameter_schema=False,  # what it offers to choose from may be older than the settings
        entrypoint_type=EntrypointType.MODULE_PATH,  # a path would load a second copy under another name
    )


def _wait_for_server() -> None:
    """Wait until the server answers; whoever started us gives up sooner than we do."""
    url = f"{os.environ['PREFECT_API_URL']}/health"
    with httpx.Client(timeout=5, trust_env=False) as client:
        while True:
            with suppress(httpx.HTTPError):
                if client.get(url).is_success:
                    return
            time.sleep(0.25)
