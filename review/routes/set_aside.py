"""Stories that runs gave up after several tries, and how they are tried again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, TypeAdapter

from locales.messages import Message, message
from reports.wording import sentence
from review.access import Editor, Reader  # noqa: TC001 - FastAPI reads the annotations
from review.forms import Form, body, read_form
from review.refusals import Refused
from review.views import interface_of, show
from storage.work_items import Work

if TYPE_CHECKING:
    from locales.interface import Interface
    from storage.work_items import Item

router = APIRouter()
MESSAGE = TypeAdapter(Message)
Sent = Annotated[Form, Depends(read_form)]


class Aside(BaseModel):
    """A story that was given up."""

    batch: str
    key: str
    #: What was to be compared: addresses or files.
    sources: tuple[str, ...]
    tries: int
    error: str
    updated: datetime


class Return(BaseModel):
    """Which story is tried again."""

    batch: str
    key: str


class Returned(BaseModel):
    """Whether a story was set aside and waits again."""

    returned: bool


@router.get("/set-aside", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, _: Reader) -> Response:
    """Show what was given up, and why."""
    return show(request, "asides", asides=_asides(request))


@router.get("/set-aside.json")
def page_json(request: Request, _: Reader) -> list[Aside]:
    """Return what was given up, the latest first."""
    return _asides(request)


@router.post("/set-aside", include_in_schema=False)
def again(request: Request, person: Editor, form: Sent) -> Response:
    """Let a story be tried again."""
    if not _return(request, form, person.name):
        raise Refused(409, message("The story is no longer among the failed ones"))
    return RedirectResponse("/set-aside", 303)


@router.post("/set-aside.json", openapi_extra=body(Return))
def again_json(request: Request, person: Editor, form: Sent) -> Returned:
    """Let a story be tried again: ``{"batch", "key"}``."""
    return Returned(returned=_return(request, form, person.name))


def _return(request: Request, form: Form, who: str) -> bool:
    now = datetime.now(UTC)
    with Work(request.app.state.settings.database_url) as work:
        done = work.restore(form.one("batch"), form.one("key"), now)
    if done:
        request.app.state.store.users.note(who, "return", form.one("key"), now, form.one("batch"))
    return done


def _asides(request: Request) -> list[Aside]:
    with Work(request.app.state.settings.database_url) as work:
        return [_aside(item, interface_of(request)) for item in work.set_aside()]


def _aside(item: Item, interface: Interface) -> Aside:
    asked = json.loads(item.request)
    sources = [asked.get("story"), *(asked.get("editions") or {}).values()]
    return Aside(
        batch=item.batch,
        key=item.key,
        sources=tuple(source for source in sources if source),
        tries=item.tries,
        error=_told(item.error, interface),
        updated=item.updated,
    )


def _told(error: str | None, interface: Interface) -> str:
    """Return why the last try failed; one that took the whole process with it could not say."""
    if error is None:
        return interface.gettext("The process that handled it ended without an error message.")
    said = json.loads(error)
    line, *details = (
        sentence(MESSAGE.validate_python(each), interface) for each in (said["message"], *said.get("details", ()))
    )
    return f"{line}: {'; '.join(dict.fromkeys(details))}" if details else line
