"""Waiting for a database that is locked, full or away for a while: that is no story's fault."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DataError, DBAPIError

from pipeline.errors import DatabaseError
from storage.types import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
#: Seconds between tries; a server that is started again is back by then, and a disk may have been cleared.
PAUSES = (1, 2, 4, 8, 15, 30, 30)
#: What is raised where the database is away.
AWAY = (DBAPIError, StorageError, DatabaseError)
#: What PostgreSQL says of values that it can never take: data exceptions and limits (SQLSTATE classes 22 and 54).
_NEVER = ("22", "54")


class UnstorableError(Exception):
    """A story has something that the database does not take; waiting makes it no better."""


def retry_while_away(action: Callable[[], T], tell: Callable[[str], None]) -> T:
    """Do something that needs the database; where that is away, try again for a minute and a half.

    Args:
        action: has to be safe to do twice.
        tell: is told about every wait.

    Raises:
        DBAPIError, StorageError, DatabaseError: the database stayed away.
        UnstorableError: it is there, and does not take what it was given.
    """
    for pause in PAUSES:
        try:
            return action()
        except AWAY as error:
            if _is_refused(error):
                raise UnstorableError(str(error)) from error
            tell(f"the database is away, next try in {pause} s: {' '.join(str(error).split())[:300]}")
            time.sleep(pause)
    return action()


def _is_refused(error: Exception) -> bool:
    """Return whether it is what was to be written that is wrong, and not the database."""
    state = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
    return isinstance(error, DataError) or state.startswith(_NEVER)
