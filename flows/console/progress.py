"""Progress of what takes long: on a terminal, on standard error, gone when it is done."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.status import Status

#: Seconds before anything is shown: what is done by then needs no progress.
SOON = 0.7


class _Late:
    """A line that appears once the work has taken a while."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest = ""
        self._status: Status | None = None
        self._timer = threading.Timer(SOON, self._appear)
        self._timer.daemon = True
        self._timer.start()

    def tell(self, text: str) -> None:
        with self._lock:
            self._latest = text
            if self._status is not None:
                self._status.update(text)

    def _appear(self) -> None:
        from flows.console.session import notes_console  # noqa: PLC0415 - only work that takes long needs it

        with self._lock:
            self._status = notes_console().status(self._latest)
            self._status.start()

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            if self._status is not None:
                self._status.stop()


@contextmanager
def showing() -> Iterator[Callable[[str], None]]:
    """Give what tells the user what is being done; silent where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _text: None
        return
    line = _Late()
    try:
        yield line.tell
    finally:
        line.end()
