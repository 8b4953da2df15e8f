"""Manners between requests: few at a time to one host, and never sooner than its delay."""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: A delay is lengthened by a random part between these, so that requests keep no beat and never come too early.
_JITTER = (0.05, 0.5)


@dataclass(slots=True)
class _Host:
    """What is known about one host; ``free_at`` is on the monotonic clock."""

    slots: threading.Semaphore
    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Pace:
    """Gives requests their turn; shared by all threads of a run.

    Args:
        per_host: requests to one host at the same time.
    """

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._hosts: dict[str, _Host] = {}
        self._adding = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float, left: Callable[[], float]) -> Iterator[None]:
        """Wait until a request may be sent, and keep its slot while the block runs.

        Args:
            host: the host with its port.
            delay: seconds between the starts of two requests to it.
            left: returns the seconds that the caller still has.

        Raises:
            TimeoutError: the turn does not come in time.
        """
        state = self._host(host)
        if not state.slots.acquire(timeout=_waitable(left())):
            raise TimeoutError
        try:
            self._wait(state, delay, left)
            yield
        finally:
            state.slots.release()

    def _host(self, host: str) -> _Host:
        with self._adding:
            return self._hosts.setdefault(host, _Host(threading.Semaphore(self._per_host)))

    def _wait(self, state: _Host, delay: float, left: Callable[[], float]) -> None:
        """Let the delay pass since the request before; whoever waits holds the turn, so that the rest queue up."""
        if not state.turn.acquire(timeout=_waitable(left())):
            raise TimeoutError
        try:
            wait = state.free_at - time.monotonic()
            if wait > left():
                raise TimeoutError
            if wait > 0:
                time.sleep(wait)
            state.free_at = time.monotonic() + delay * (1 + random.uniform(*_JITTER))  # noqa: S311 - no secret
        finally:
            state.turn.release()


def _waitable(seconds: float) -> float:
    """Return seconds that a lock can wait."""
    return max(0.0, min(seconds, threading.TIMEOUT_MAX))
