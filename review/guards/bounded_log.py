"""The log of the app: what strangers send stands in it on one line and cut off, so nobody writes lines of their own."""

from __future__ import annotations

import logging

from storage.user_accounts import visible

#: Characters of a message, and of a traceback, whose end says what happened.
MESSAGE, TRACEBACK = 2000, 10_000


class Bounded(logging.Formatter):
    """Writes a record from the first column on, and its traceback indented below."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return a record's line."""
        return visible(super().formatMessage(record), MESSAGE)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """Return a traceback, each line of it indented."""
        told = super().formatException(ei)  # type: ignore[arg-type] # what logging gives is what it takes
        cut = told if len(told) <= TRACEBACK else f"...{told[-TRACEBACK:]}"
        return "\n".join(f"  {visible(line, MESSAGE)}" for line in cut.split("\n"))


def bounded() -> None:
    """Send everything that this process logs to standard error, in that form."""
    handler = logging.StreamHandler()
    handler.setFormatter(Bounded("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
