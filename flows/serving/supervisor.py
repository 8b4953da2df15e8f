"""Starts the parts of ``zvirka serve``, says where they are, starts again what ends, and stops all together."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.serving import address, parts, processes
from flows.serving.serve_errors import already_serving, ended, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.serving.parts import Part, Plan
    from flows.serving.processes import Child

#: Seconds that a part gets until it answers: an empty home on a busy machine takes Prefect half a minute.
PATIENCE = 180.0
#: What is told when all parts are up.
READY = "ready"
#: Seconds between two looks at the parts.
PULSE = 0.25
#: A part that ends as often as this within so many seconds is not started again.
RESTARTS, WINDOW = 4, 120.0


class _StopAskedError(Exception):
    """A signal asked for the end."""


@dataclass(slots=True)
class _Running:
    """A part and its process."""

    part: Part
    child: Child
    #: When it had to be started again, on the monotonic clock.
    restarts: list[float] = field(default_factory=list)


def serve(plan: Plan, tell: Callable[[str, str], None], waiting: Callable[[str], None]) -> None:
    """Run the parts until a signal, INT or TERM, asks for the end.

    Args:
        plan: what runs where.
        tell: is called with the name of each part that is up and its address, and at last with "ready".
        waiting: is called with the name of each part before it is waited for.

    Raises:
        ServingError: another server runs on the home, or a part does not come up or keeps ending.
    """
    try:
        with address.alone(plan.home), _signals() as asked:
            _run(plan, tell, waiting, asked)
    except address.AlreadyServingError as error:
        raise already_serving(plan.home) from error


def _run(plan: Plan, tell: Callable[[str, str], None], waiting: Callable[[str], None], asked: threading.Event) -> None:
    since = datetime.now(UTC)
    running: list[_Running] = []
    try:
        running += [_Running(part, _start(plan, part)) for part in parts.PARTS if plan.runs or part.has_pages]
        for each in running:
            waiting(each.part.title)
            _wait(each, plan, since, asked)
            tell(each.part.title, each.part.where(plan))
        address.publish(plan.home, plan.address(os.getpid()))
        tell(READY, " ".join(each.part.where(plan) for each in running if each.part.has_pages))
        _watch(plan, running, asked)
    except _StopAskedError:
        pass
    finally:
        processes.stop(each.child for each in running)


def _start(plan: Plan, part: Part) -> Child:
    return processes.start(part.name, part.command(plan), plan.environment(), plan.home / "logs")


def _wait(running: _Running, plan: Plan, since: datetime, asked: threading.Event) -> None:
    """Wait until a part answers."""
    end = time.monotonic() + PATIENCE
    while not running.part.answers(plan, since):
        if running.child.process.poll() is not None:
            raise ended(running.part.title, running.child)
        if time.monotonic() > end:
            raise silent(running.part.title, running.child)
        _rest(asked)


def _watch(plan: Plan, running: Sequence[_Running], asked: threading.Event) -> None:
    """Start a part again that ended by itself."""
    while True:
        for each in running:
            if each.child.process.poll() is not None and not asked.is_set():  # all may have got the signal
                _restart(plan, each)
        _rest(asked)


def _restart(plan: Plan, running: _Running) -> None:
    now = time.monotonic()
    running.restarts = [*(when for when in running.restarts if when > now - WINDOW), now]
    if len(running.restarts) > RESTARTS:
        raise ended(running.part.title, running.child)
    processes.stop([running.child])  # what it started itself may still be there
    running.child = _start(plan, running.part)


def _rest(asked: threading.Event) -> None:
    if asked.wait(PULSE):
        raise _StopAskedError


@contextmanager
def _signals() -> Iterator[threading.Event]:
    """Turn the signals that ask for the end into an event."""
    asked = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: asked.set())
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
