"""What ``maintain`` does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from prefect import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterStartTime, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as StateTypes
from prefect.client.schemas.objects import StateType
from prefect.deployments import arun_deployment
from prefect.runtime import flow_run
from prefect.states import Crashed

from flows.runs.story_tasks import HELPER
from pipeline import upkeep
from pipeline.many.queue import books
from pipeline.watching.news import publisher_of
from pipeline.watching.watched_publishers import PublisherError

if TYPE_CHECKING:
    from pipeline.settings.load import Settings

#: The deployment whose runs are rounds at a publisher.
ROUND = "watch/watch"


async def take_up(settings: Settings) -> int:
    """Start somebody for every batch with stories that nobody is at; return how many.

    Those of a watched publisher are done by a round, which holds the publisher; those of a paused one wait.
    """
    with books(settings) as work:
        batches = [(batch, _taker(batch, settings)) for batch in work.unfinished(datetime.now(UTC))]
    started = 0
    for batch, taker in batches:
        if taker is not None:
            deployment, parameters = taker
            name = f"{batch}, taken up"
            await arun_deployment(deployment, parameters=parameters, timeout=0, as_subflow=False, flow_run_name=name)
            started += 1
    return started


def _taker(batch: str, settings: Settings) -> tuple[str, dict[str, str]] | None:
    """Return the deployment that goes on with a batch, and its parameters; None where nobody should."""
    try:
        publisher = publisher_of(batch, settings)
    except PublisherError:
        return None  # not watched any more
    if publisher is None:
        return HELPER, {"batch": batch}
    return None if publisher.paused else (ROUND, {"publisher": publisher.name})


async def close_zombies(hours: float, settings: Settings) -> int:
    """Close the runs that are said to be running although no process works for them; return how many.

    A run whose process was killed together with the process that watched over it stays "Running" for ever.

    Args:
        hours: runs that began later are left alone.
        settings: name the database.
    """
    now = datetime.now(UTC)
    with books(settings) as work:
        owners = set(work.owners(now))
    running = FlowRunFilter(
        state=FlowRunFilterState(type=StateTypes(any_=[StateType.RUNNING])),
        start_time=FlowRunFilterStartTime.model_validate({"before_": now - timedelta(hours=hours)}),
    )
    closed = 0
    async with get_client() as client:
        for run in await client.read_flow_runs(flow_run_filter=running):
            if str(run.id) not in owners and str(run.id) != flow_run.id:
                await client.set_flow_run_state(run.id, Crashed(message="No process works for this run."), force=True)
                closed += 1
    return closed


def forget(days: float, settings: Settings) -> int:
    """Remove what the books remember from longer ago; return how many entries."""
    with books(settings) as work:
        return work.forget(datetime.now(UTC) - timedelta(days=days))


async def prune(settings: Settings) -> str:
    """Forget the snapshots and comparisons that the settings no longer keep; return what there is to say."""
    pruned = await asyncio.to_thread(upkeep.forget, settings, dry_run=False)
    if pruned is None:
        return "snapshots and comparisons are kept for ever"
    return f"{pruned.comparisons} comparisons and {pruned.snapshots} snapshots forgotten, {pruned.freed} bytes"
