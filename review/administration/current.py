"""The settings of the running app, read again when they were changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.settings import house
from pipeline.settings.load import load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI


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
