"""Runs in zvirka's own books: what was asked for, and what became of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from locales.messages import Message
from pipeline.errors import LOCAL_INPUT, TooFewEditionsError

if TYPE_CHECKING:
    from alignment.types import Comparison
    from pipeline.errors import ZvirkaError
    from storage.work_items import Item


def pack_error(error: ZvirkaError) -> str:
    """Return what an error says as JSON."""
    said = {"message": asdict(error.message), "details": [asdict(each) for each in getattr(error, "details", ())]}
    return json.dumps(said, ensure_ascii=False)


def recorded_error(item: Item) -> TooFewEditionsError | None:
    """Return the error that an item ended with; None where there is none."""
    if item.error is None:
        return None
    said = json.loads(item.error)
    details = tuple(Message(**each) for each in said["details"])
    return TooFewEditionsError(Message(**said["message"]), item.exit_status or LOCAL_INPUT, details)


def read_outcome(run: str, database_url: str) -> Comparison | None:
    """Return the comparison that a run of one story has made; None where it made none and does not say why.

    Raises:
        TooFewEditionsError: it made none, and wrote down why.
    """
    from storage.store import Store  # noqa: PLC0415 - flows that only write need no store
    from storage.work_items import Work  # noqa: PLC0415 - the same

    with Work(database_url) as work:
        item = next(iter(work.items(run)), None)
    if item is None:
        return None
    error = recorded_error(item)
    if error is not None:
        raise error
    with Store(database_url) as store:
        return store.comparison(item.story) if item.story else None
