"""The review app: where reports are read and decided."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

from pipeline.settings import house
from pipeline.version import version
from review import failures
from review.access import LoginNeededError, UnsafeAddressError, loopback
from review.administration import control_room, current, glossary_page, notices, publisher_forms, settings_page
from review.checking import check_jobs
from review.guards import security_headers
from review.guards.rate_limits import Limit
from review.routes import (
    account,
    api,
    checks,
    decisions,
    drafts,
    feed,
    gate,
    history,
    login,
    metrics,
    publishers,
    set_aside,
    shares,
    stories,
    story_deletion,
    tasks,
    teamwork,
    todo,
    users,
)
from review.views import static
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from pipeline.settings.load import Settings
    from review.administration.rounds import Rounds

#: What answers; the first that knows an address does.
ROOMS = (
    account,
    api,
    feed,
    shares,
    set_aside,
    decisions,
    tasks,
    teamwork,
    todo,
    drafts,
    gate,
    history,
    users,
    metrics,
    publishers,
    publisher_forms,
    notices,
    control_room,
    settings_page,
    glossary_page,
    checks,
    story_deletion,
    login,
    stories,
)
#: Tries to log in from one address, and for one name, within so many seconds.
TRIES, WITHIN = 10, 300.0


def create(
    settings: Settings,
    store: Store | None = None,
    *,
    host: str = "127.0.0.1",
    environ: Mapping[str, str] = os.environ,
    rounds: Rounds | None = None,
) -> FastAPI:
    """Return the app.

    Args:
        settings: the database, the language of the interface, and how one-off checks fetch.
        store: the database; None opens the settings' one.
        host: the address that the app will listen on.
        environ: the environment that the settings are read by again when they were changed here.
        rounds: who goes the rounds at publishers; None for nobody.

    Raises:
        UnsafeAddressError: the address is not this machine's own and there are no users.
    """
    app = FastAPI(
        title="zvirka",
        version=version(),
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=_ending,
        dependencies=[Depends(current.follow)],
    )
    kept = store or Store(settings.database_url)
    if not loopback(host) and not kept.users.any():
        raise UnsafeAddressError
    house.bring_up_to_date(kept, settings.publishers)
    app.state.settings, app.state.store, app.state.rounds = settings, kept, rounds
    app.state.seen = current.seen(settings.home)
    app.state.environ = {**environ, "ZVIRKA_HOME": str(settings.home)}
    app.state.key = kept.users.key("review")
    app.state.logins = Limit(TRIES, WITHIN)
    app.state.jobs = check_jobs.Jobs(settings)
    app.state.gate = gate.Gate(settings, kept)
    app.add_middleware(security_headers.SafeHeaders)
    app.add_exception_handler(LoginNeededError, failures.login_needed)
    app.add_exception_handler(StarletteHTTPException, failures.refused)
    app.add_exception_handler(RequestValidationError, failures.unreadable)
    app.add_exception_handler(Exception, failures.failed)
    app.get("/health")(health)
    app.get("/static/{name}", include_in_schema=False)(files)
    for room in ROOMS:
        app.include_router(room.router)
    return app


@asynccontextmanager
async def _ending(app: FastAPI) -> AsyncIterator[None]:
    """End the processes that work for the app when it ends."""
    yield
    app.state.gate.close()
    app.state.jobs.close()


def health() -> dict[str, str]:
    """Say that the app is up."""
    return {"status": "ok", "version": version()}


def files(name: str) -> Response:
    """Return a stylesheet or a script."""
    found = static(name)
    if found is None:
        raise StarletteHTTPException(404)
    return found
