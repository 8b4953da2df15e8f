"""Working together: whose a story is, and what people say about a finding."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from locales.messages import message
from review.access import Editor, Reader  # noqa: TC001 - FastAPI reads the annotations
from review.forms import Form, body, read_form
from review.redirects import back
from review.refusals import Refused, no_story, read_story
from storage.stories.story_browser import NOBODY

if TYPE_CHECKING:
    from storage.store import Store

router = APIRouter()
#: Characters of a comment, and of a name.
LONGEST, NAME = 2000, 100
Sent = Annotated[Form, Depends(read_form)]


class NewOwner(BaseModel):
    """Whose a story is from now on; "" for nobody's."""

    owner: str


class Said(BaseModel):
    """A comment on a finding."""

    finding: str
    text: str


class ShownComment(BaseModel):
    """A comment."""

    id: int
    finding: str
    who: str
    at: datetime
    text: str


@router.post("/stories/{story}/owner", include_in_schema=False)
def give(request: Request, story: str, person: Editor, form: Sent) -> Response:
    """Make a story somebody's and show it again."""
    _give(request, story, person.name, form)
    return RedirectResponse(f"/stories/{quote(story)}", 303)


@router.post("/stories/{story}/owner.json", openapi_extra=body(NewOwner))
def give_json(request: Request, story: str, person: Editor, form: Sent) -> NewOwner:
    """Make a story somebody's."""
    return NewOwner(owner=_give(request, story, person.name, form))


@router.post("/stories/{story}/comments", include_in_schema=False)
def say(request: Request, story: str, person: Editor, form: Sent) -> Response:
    """Add a comment to a finding and show it."""
    _say(request, story, person.name, form)
    return back(request, story, f"f-{form.one('finding')}", form)


@router.post("/stories/{story}/comments.json", openapi_extra=body(Said))
def say_json(request: Request, story: str, person: Editor, form: Sent) -> list[ShownComment]:
    """Add a comment to a finding; return all of the story."""
    _say(request, story, person.name, form)
    return comments_json(request, story, person)


@router.get("/stories/{story}/comments.json")
def comments_json(request: Request, story: str, _: Reader) -> list[ShownComment]:
    """Return what was said in a story, oldest first."""
    said = [each for comments in _store(request).teamwork.comments(story).values() for each in comments]
    return [ShownComment.model_validate(each, from_attributes=True) for each in sorted(said, key=lambda each: each.id)]


def _give(request: Request, story: str, who: str, form: Form) -> str:
    store, owner = _store(request), form.one("owner")
    if len(owner) > NAME or owner.startswith(NOBODY) or not all(map(str.isprintable, owner)):
        raise Refused(422, message("That is no name"))
    if not store.teamwork.give(story, owner):
        raise no_story(story)
    store.users.note(who, "owner", story, datetime.now(UTC), owner)
    return owner


def _say(request: Request, story: str, who: str, form: Form) -> None:
    store, finding, text = _store(request), form.one("finding"), form.one("text")[:LONGEST]
    if finding not in {each.id for each in read_story(request, story).findings}:
        raise Refused(409, message("The story was checked again and the finding is gone; load the page again"))
    if not text:
        raise Refused(422, message("Write something"))
    now = datetime.now(UTC)
    store.teamwork.say(story, finding, who, text, now)
    store.users.note(who, "comment", story, now, finding)


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store
