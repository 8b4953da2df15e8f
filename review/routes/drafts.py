"""Machine drafts on request: a button beside a finding, which works without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from locales.messages import message
from pipeline.drafts import story_drafts
from pipeline.errors import ZvirkaError
from review.access import Editor  # noqa: TC001 - FastAPI reads the annotations
from review.forms import Form, body, read_form
from review.refusals import Refused, read_story

if TYPE_CHECKING:
    from alignment.types import Draft
    from storage.store import Store

router = APIRouter()
_OFF = message("No service for drafts is chosen; set drafts.provider in zvirka.toml")


class Asked(BaseModel):
    """The findings that are to be drafted."""

    finding: list[str]


class MadeDraft(BaseModel):
    """A draft, or why there is none."""

    finding: str
    source: str
    target: str
    provider: str
    created: datetime
    text: str | None
    cause: str | None
    error: str | None


Sent = Annotated[Form, Depends(read_form)]


@router.post("/stories/{story}/drafts", include_in_schema=False)
def draft(request: Request, story: str, person: Editor, form: Sent) -> Response:
    """Draft what a finding's edition lacks and show it."""
    _drafted(request, story, person.name, form)
    return RedirectResponse(f"/stories/{story}#f-{form.one('finding')}", 303)


@router.post("/stories/{story}/drafts.json", openapi_extra=body(Asked))
def draft_json(request: Request, story: str, person: Editor, form: Sent) -> list[MadeDraft]:
    """Draft what editions lack; a draft that fails has a cause and no text."""
    made = _drafted(request, story, person.name, form)
    return [MadeDraft.model_validate(each, from_attributes=True) for each in made]


def _drafted(request: Request, story: str, who: str, form: Form) -> tuple[Draft, ...]:
    store: Store = request.app.state.store
    settings = request.app.state.settings
    if not settings.drafts.provider:
        raise Refused(409, _OFF)
    read_story(request, story)
    try:
        _, made = story_drafts.draft(story, frozenset(form.all("finding")), settings, store)
    except ZvirkaError as error:
        raise Refused(409, error.message) from error
    store.users.note(who, "draft", story, datetime.now(UTC), " ".join(each.finding for each in made)[:500])
    return made
