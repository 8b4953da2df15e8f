"""The review app: where reports are read and decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException, Response

from pipeline.version import version
from review import headers, stories
from review.views import static
from storage.store import Store

if TYPE_CHECKING:
    from pipeline.settings import Settings


def create(settings: Settings, store: Store | None = None) -> FastAPI:
    """Return the app.

    Args:
        settings: of which the database and the language of the interface are used.
        store: the database; None opens the settings' one.
    """
    app = FastAPI(
        title="zvirka",
        version=version(),
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.store = store or Store(settings.database_url)
    app.add_middleware(headers.SafeHeaders)
    app.get("/health")(health)
    app.get("/static/{name}", include_in_schema=False)(files)
    app.include_router(stories.router)
    return app


def health() -> dict[str, str]:
    """Say that the app is up."""
    return {"status": "ok", "version": version()}


def files(name: str) -> Response:
    """Return a stylesheet or a script."""
    found = static(name)
    if found is None:
        raise HTTPException(404)
    return found
