"""What the app goes by: settings that were changed are read again, and nobody overwrites what they never saw."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotations

from locales.messages import message
from pipeline.errors import ZvirkaError
from pipeline.settings import house, load, publisher_settings
from pipeline.settings.load import load_settings
from review.refusals import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI


def follow(request: Request) -> None:
    """Go on with what a command or somebody's editor has changed meanwhile; a file that is wrong changes nothing."""
    state = request.app.state
    if state.seen != (now := seen(state.settings.home)):
        state.seen = now
        with suppress(ZvirkaError):
            renew(request.app)


def seen(home: Path) -> tuple[tuple[int, int] | None, ...]:
    """Return what tells whether the files of the settings have changed: of each, when it did (ns) and its length."""
    files = [home / name for name in (load.FILE, publisher_settings.FILE)]
    stats = [file.stat() if file.is_file() else None for file in files]
    return tuple(stat and (stat.st_mtime_ns, stat.st_size) for stat in stats)


def renew(app: FastAPI) -> None:
    """Read the settings again and go on with them; what has begun keeps its own.

    Raises:
        ZvirkaError: they cannot be read; the app goes on with those that it has.
    """
    state = app.state
    before, fresh = state.settings, load_settings(state.environ)
    state.settings = fresh
    state.jobs.use(fresh)
    state.gate.use(fresh)
    if {host: each.name for host, each in before.publishers.items()} != {
        host: each.name for host, each in fresh.publishers.items()
    }:
        house.bring_up_to_date(state.store, fresh.publishers)


def version_of(text: str) -> str:
    """Return what tells whether a text is the one that somebody read before changing it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def changed_meanwhile() -> Refused:
    """Return the answer to whoever would overwrite what somebody else has saved."""
    return Refused(409, message("Somebody has changed this meanwhile; load the page again"))
