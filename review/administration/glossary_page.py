"""The page of the house's glossary: changed in the browser, and tried on a stored story before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from alignment.types import Severity  # noqa: TC001 - FastAPI reads the annotations
from locales.messages import message
from pipeline.atomic_files import write_atomically
from pipeline.errors import ZvirkaError
from pipeline.settings import glossary_trial
from pipeline.settings.policy import FILE
from reports.wording import sentence
from review.access import Admin  # noqa: TC001 - FastAPI reads the annotations
from review.administration.current import changed_meanwhile, version_of
from review.forms import Form, body, read_form
from review.refusals import Refused, read_story, told
from review.views import interface_of, show
from storage.stories.story_browser import Filter

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.settings.load import Settings
    from storage.store import Store

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]
#: Characters of a glossary, and stories that can be chosen to try it on.
LONGEST, OFFERED = 200_000, 20


class Terms(BaseModel):
    """The glossary as TOML."""

    text: str
    #: What it was when it was read; another one has been saved where it does not fit.
    version: str = ""


class Trial(BaseModel):
    """A glossary as TOML, and the story that it is tried on: an id, or an address of one of its editions."""

    text: str
    story: str


class WouldSay(BaseModel):
    """What a glossary would find in a story."""

    severity: Severity
    edition: str | None
    #: The row, from 1; null where it is of none.
    row: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial: the story, and what was found in it."""

    story: str
    title: str
    found: list[WouldSay]


@router.get("/glossary", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, _: Admin, done: str = "") -> Response:
    """Show the glossary."""
    return _page(request, _text(request), done=bool(done))


@router.get("/glossary.json")
def page_json(request: Request, _: Admin) -> Terms:
    """Return the glossary."""
    text = _text(request)
    return Terms(text=text, version=version_of(text))


@router.post("/glossary", include_in_schema=False)
def save(request: Request, person: Admin, form: Sent) -> Response:
    """Change the glossary, or try it on a story."""
    text, version, story = _given(form), form.one("version"), form.one("story")
    try:
        if form.one("do") == "try":
            return _page(request, text, version=version, story=story, tried=_try(request, text, story))
        _save(request, person, text, version)
    except (Refused, ZvirkaError) as error:
        said, status = told(error, 422)
        wrong = sentence(said, interface_of(request))
        return _page(request, text, version=version, story=story, wrong=wrong, status=status)
    return RedirectResponse("/glossary?done=1", 303)


@router.post("/glossary.json", openapi_extra=body(Terms))
def save_json(request: Request, person: Admin, form: Sent) -> Terms:
    """Change the glossary; return it."""
    try:
        _save(request, person, _given(form), form.one("version"))
    except ZvirkaError as error:
        raise Refused(422, error.message) from error
    return page_json(request, person)


@router.post("/glossary/try.json", openapi_extra=body(Trial))
def try_json(request: Request, _: Admin, form: Sent) -> list[WouldSay]:
    """Return what a glossary would find in a stored story; nothing is saved."""
    try:
        return _try(request, _given(form), form.one("story")).found
    except ZvirkaError as error:
        raise Refused(422, error.message) from error


def _given(form: Form) -> str:
    """Return a glossary as it was sent, with the ends of lines that files have."""
    text = next(iter(form.all("text")), "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise Refused(413, message("That is too much for one form"))
    return text if text.endswith("\n") or not text else f"{text}\n"


def _try(request: Request, text: str, story: str) -> Tried:
    named = _store(request).story_of(filter(None, [story])) or story
    interface, comparison = interface_of(request), read_story(request, named)
    found = [
        WouldSay(
            severity=each.severity,
            edition=each.edition,
            row=None if each.row is None else each.row + 1,
            said=interface.sentence(each.message),
        )
        for each in glossary_trial.findings(text, FILE, comparison)
    ]
    return Tried(comparison.story, comparison.title(interface.language)[0], found)


def _save(request: Request, person: Admin, text: str, version: str) -> None:
    """Write the glossary.

    Raises:
        Refused: 409, it is no file of the home folder, or somebody saved another one meanwhile.
        SettingsError: it cannot be read.
    """
    place = _place(request)
    if place is None:
        raise Refused(409, message("The glossary stands outside the home folder; edit the file"))
    if version != version_of(_text(request)):
        raise changed_meanwhile()
    glossary_trial.check(text, FILE)
    write_atomically(place, text, mode=0o600)
    _store(request).users.note(person.name, "glossary", place.name, datetime.now(UTC))


def _text(request: Request) -> str:
    place = _place(request)
    return place.read_text(encoding="utf-8") if place is not None and place.is_file() else ""


def _place(request: Request) -> Path | None:
    """Return the house's glossary; None where it is no file of the home folder, which nobody reads from here."""
    settings: Settings = request.app.state.settings
    place = (settings.home / (settings.checks.glossary or FILE)).resolve()
    return place if place.parent == settings.home.resolve() and place.suffix == ".toml" else None


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _page(
    request: Request,
    text: str,
    *,
    version: str = "",
    story: str = "",
    tried: Tried | None = None,
    wrong: str = "",
    status: int = 200,
    done: bool = False,
) -> Response:
    return show(
        request,
        "glossary",
        status,
        text=text,
        version=version or version_of(_text(request)),
        here_only=_place(request) is not None,
        story=story,
        stories=_store(request).browsing.stories(Filter(), limit=OFFERED).stories,
        tried=tried,
        wrong=wrong,
        done=done,
    )
