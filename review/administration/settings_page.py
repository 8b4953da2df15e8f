"""The page on which admins change settings."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from alignment.checks.registry import CHECKS
from alignment.types import Severity
from pipeline.errors import ZvirkaError
from pipeline.settings.load import pinned
from review.access import Admin  # noqa: TC001 - FastAPI reads the annotations
from review.administration import settings_form
from review.administration.current import renew
from review.forms import Form, body, read_form
from review.refusals import Refused
from review.views import interface_of, show

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]


class Setting(BaseModel):
    """A setting as it holds now."""

    name: str
    value: str
    #: The environment's variable that has set it, and wins over the file; "" where none has.
    variable: str


class Current(BaseModel):
    """The settings that can be changed here, and what is wanted of each check: own, off or a severity."""

    settings: tuple[Setting, ...]
    checks: dict[str, str]


class Wanted(BaseModel):
    """New values by the names of settings, and by "check:" and the names of checks; what is left out stays."""

    languages: str = ""
    ui_language: str = ""
    time_zone: str = ""


@router.get("/settings", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, _: Admin, done: str = "") -> Response:
    """Show the settings, as the file says now."""
    with suppress(ZvirkaError):  # what cannot be read is told when something is saved
        renew(request.app)
    return _page(request, done=bool(done))


@router.get("/settings.json")
def page_json(request: Request, _: Admin) -> Current:
    """Return the settings that can be changed here."""
    state = request.app.state
    variables = pinned(state.environ)
    found = (
        Setting(name=each.name, value=each.of(state.settings), variable=variables.get(each.name, ""))
        for each in settings_form.FIELDS
    )
    return Current(settings=tuple(found), checks=settings_form.choices(state.settings))


@router.post("/settings", include_in_schema=False)
def save(request: Request, person: Admin, form: Sent) -> Response:
    """Change settings."""
    try:
        _save(request, person, form)
    except ZvirkaError as error:
        sent = {name: form.one(name) for name in form.values}
        return _page(request, wrong=error.in_language(interface_of(request).language), sent=sent)
    return RedirectResponse("/settings?done=1", 303)


@router.post("/settings.json", openapi_extra=body(Wanted))
def save_json(request: Request, person: Admin, form: Sent) -> Current:
    """Change settings; return those that can be changed here."""
    try:
        _save(request, person, form)
    except ZvirkaError as error:
        raise Refused(422, error.message) from error
    return page_json(request, person)


def _save(request: Request, person: Admin, form: Form) -> None:
    state = request.app.state
    renew(request.app)  # somebody may have edited the file meanwhile
    changed = settings_form.save(form, state.settings, state.environ, pinned(state.environ))
    if changed:
        renew(request.app)
        state.store.users.note(person.name, "settings", "zvirka.toml", datetime.now(UTC), "; ".join(changed))


def _page(request: Request, *, done: bool = False, wrong: str = "", sent: Mapping[str, str] | None = None) -> Response:
    state, sent = request.app.state, sent or {}
    chosen = settings_form.choices(state.settings)
    return show(
        request,
        "settings",
        422 if wrong else 200,
        fields=[(each, sent.get(each.name, each.of(state.settings))) for each in settings_form.FIELDS],
        variables=pinned(state.environ),
        checks=[(each, sent.get(f"check:{each.name}", chosen[each.name])) for each in CHECKS],
        severities=list(Severity),
        done=done,
        wrong=wrong,
    )
