"""Deleting a story that was checked by hand."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from locales.messages import message
from pipeline.watching.watched_publishers import load
from review.access import Editor  # noqa: TC001 - FastAPI reads the annotations
from review.checking.pasted_texts import is_pasted
from review.forms import body, read_form
from review.refusals import Refused, no_story

if TYPE_CHECKING:
    from storage.store import Store
    from storage.types import StorySummary

router = APIRouter()


class Deleted(BaseModel):
    """A story that is no more."""

    deleted: str


def removable(story: StorySummary, home: Path) -> bool:
    """Return whether a story may be deleted: the next round would bring one back of a publisher that is watched."""
    return story.publisher not in load(home)


@router.post("/stories/{story}/delete", include_in_schema=False, dependencies=[Depends(read_form)])
def delete(request: Request, story: str, person: Editor) -> Response:
    """Delete a story that was checked by hand, with its pasted texts, and go to the list."""
    _delete(request, story, person.name)
    return RedirectResponse("/", 303)


@router.post("/stories/{story}/delete.json", dependencies=[Depends(read_form)], openapi_extra=body())
def delete_json(request: Request, story: str, person: Editor) -> Deleted:
    """Delete a story that was checked by hand; one of a watched publisher stays."""
    _delete(request, story, person.name)
    return Deleted(deleted=story)


def _delete(request: Request, story: str, who: str) -> None:
    store: Store = request.app.state.store
    found = store.summary(story)
    if found is None:
        raise no_story(story)
    if not removable(found, request.app.state.settings.home):
        raise Refused(409, message("Stories of watched publishers stay; the next round would bring it back"))
    store.remove(story)
    for edition in found.editions:
        if is_pasted(edition.url):
            shutil.rmtree(Path(edition.url).parent, ignore_errors=True)
    store.users.note(who, "delete", story, datetime.now(UTC), found.title)
