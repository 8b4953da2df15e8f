"""How often someone may try."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Limit:
    """So many tries within so much time, for each key.

    Args:
        tries: how many.
        seconds: within how long.
        clock: seconds that only go forward.
    """

    def __init__(self, tries: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._tries, self._seconds, self._clock = tries, seconds, clock
        self._lock = threading.Lock()
        self._seen: dict[Hashable, deque[float]] = defaultdict(deque)

    def wait(self, key: Hashable) -> float:
        """Count a try and return 0, or return the seconds until the next one is allowed."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            seen = self._seen[key]
            if len(seen) >= self._tries:
                return seen[0] + self._seconds - now
            seen.append(now)
        return 0.0

    def forgive(self, key: Hashable) -> None:
        """Take the last try back: it was none of those that are to be slowed down."""
        with self._lock:
            if self._seen[key]:
                self._seen[key].pop()

    def _forget(self, now: float) -> None:
        for key, seen in list(self._seen.items()):
            while seen and seen[0] <= now - self._seconds:
                seen.popleft()
            if not seen:
                del self._seen[key]
