"""Waiting for a database that is locked, full or away for a while: that is no story's fault."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError

from pipeline.errors import DatabaseError
from storage.types import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
#: Seconds between tries; a server that is started again is back by then, and a disk may have been cleared.
PAUSES = (1, 2, 4, 8, 15, 30, 30)
#: What is raised where the database is away.
AWAY = (DBAPIError, StorageError, DatabaseError)


def retry_while_away(action: Callable[[], T], tell: Callable[[str], None]) -> T:
    """Do something that needs the database; where that is away, try again for a minute and a half.

    Args:
        action: has to be safe to do twice.
        tell: is told about every wait.

    Raises:
        DBAPIError, StorageError, DatabaseError: the database stayed away.
    """
    for pause in PAUSES:
        try:
            return action()
        except AWAY as error:
            tell(f"the database is away, next try in {pause} s: {' '.join(str(error).split())[:300]}")
            time.sleep(pause)
    return action()
