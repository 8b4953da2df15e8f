"""What only one process does at a time, kept for as long as it takes: a dead process loses it within a minute."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from storage.work_items import Work

#: After so long without a word, another process may go on.
HOLD = timedelta(minutes=1)
#: How often a holder gives word within that time.
WORDS = 4
_log = logging.getLogger(__name__)


@contextmanager
def lock(work: Work, name: str, owner: str, lease: timedelta = HOLD) -> Iterator[threading.Event | None]:
    """Hold something, and give word that it is still held until the end.

    Args:
        work: the books.
        name: what is held.
        owner: who holds it.
        lease: how long others wait for a word.

    Yields:
        An event that is set when another one has taken it over after all; None where another one has it already.
    """
    if not work.hold(name, owner, datetime.now(UTC), lease=lease):
        yield None
        return
    done, lost = threading.Event(), threading.Event()

    def renewed() -> bool:
        return work.hold(name, owner, datetime.now(UTC), lease=lease)

    keeper = threading.Thread(target=_keep, args=(renewed, lease / WORDS, done, lost), daemon=True)
    keeper.start()
    try:
        yield lost
    finally:
        done.set()
        keeper.join()
        work.release(name, owner)


def _keep(renewed: Callable[[], bool], pulse: timedelta, done: threading.Event, lost: threading.Event) -> None:
    while not done.wait(pulse.total_seconds()):
        try:
            if not renewed():
                lost.set()
                return
        except SQLAlchemyError as error:  # busy, or being started again: the next word may get through
            _log.warning("a hold could not be renewed: %s", error)
