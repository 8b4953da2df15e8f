"""The flow ``maintain``: takes up what was interrupted, closes what will never end, forgets what is old."""

import os

from prefect import flow

from flows.runs.artifacts import log
from flows.runs.maintenance import close_zombies, forget, prune, take_up
from flows.runs.private import keep_home_private
from pipeline.settings.load import load_settings


@flow
async def maintain(zombie_hours: float = 2, keep_days: float = 90) -> None:
    """Keep the house in order.

    Args:
        zombie_hours: A run that Prefect believes to be running for longer, and that no process works for, is closed.
        keep_days: How long the books remember what was done.
    """
    keep_home_private()
    settings = load_settings(os.environ)
    log(f"{await take_up(settings)} interrupted batches taken up")
    log(f"{await close_zombies(zombie_hours, settings)} runs closed that had no process any more")
    log(f"{forget(keep_days, settings)} old entries forgotten")
    log(await prune(settings))
