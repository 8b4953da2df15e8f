"""The progress of a check as server-sent events: ``line`` and ``took`` for each step, then ``done`` or ``failed``."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from review.checking.check_job import Job

#: Seconds between two looks at a check's progress, and between two signs of life.
GLANCE, ALIVE = 0.2, 15.0


async def events(job: Job, gone: Callable[[], Awaitable[bool]]) -> AsyncIterator[str]:
    """Yield what happens to a check until it ends.

    Args:
        job: the check.
        gone: whether nobody listens any more.
    """
    sent, quiet = 0, 0.0
    while not await gone():
        done = job.done
        news = _told(job)[sent:]
        for each in news:
            yield each
        sent, quiet = sent + len(news), 0.0 if news else quiet + GLANCE
        if done:
            yield _event("done", job.report) if job.story else _event("failed", job.error or "")
            return
        if quiet > ALIVE:
            quiet = 0.0
            yield ": still here\n\n"
        await asyncio.sleep(GLANCE)


def _told(job: Job) -> list[str]:
    """Return the events of a check so far: each step, followed by what it took once it is over."""
    progress = job.progress()
    told = []
    for number, line in enumerate(progress.lines):
        told.append(_event("line", line))
        told += [_event("took", seconds) for seconds in progress.took[number : number + 1]]
    return told


def _event(kind: str, data: str | float) -> str:
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
