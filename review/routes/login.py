"""Logging in and out, and the audit trail."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from locales.messages import message
from reports.wording import sentence
from review.access import SESSION, VISIT, Admin, Guard, LoginNeededError, Reader
from review.forms import Form, Id, body, read_form
from review.guards import tokens
from review.refusals import Refused, too_many_tries
from review.views import interface_of, show

if TYPE_CHECKING:
    from review.access import Person
    from review.guards.rate_limits import Limit
    from storage.user_accounts import User

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]
#: Entries of the audit trail on a page.
ENTRIES = 200
#: Characters of a name that are looked at; nobody shall fill the audit trail with longer ones.
NAME = 100


class Me(BaseModel):
    """Whoever asks, and what a program's changes must carry in the header X-Form-Token."""

    name: str
    role: str
    logged_in: bool
    token: str


class Credentials(BaseModel):
    """Who logs in."""

    name: str
    password: str


class AuditEntry(BaseModel):
    """Something that someone did."""

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: str


@router.get("/login", response_class=HTMLResponse, include_in_schema=False)
def login_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the query's name
    """Show the form."""
    return show(request, "login", next=_local(next), wrong="", name="")


@router.post("/login", include_in_schema=False)
def login(request: Request, form: Sent) -> Response:
    """Log someone in."""
    try:
        user = _checked(request, form)
    except Refused as error:
        wrong = sentence(error.said, interface_of(request))
        answer = show(
            request, "login", error.status_code, next=_local(form.one("next")), wrong=wrong, name=form.one("name")
        )
        answer.headers.update(error.headers or {})
        return answer
    response = RedirectResponse(_local(form.one("next")), 303)
    welcome(request, user, response)
    return response


@router.post("/login.json", openapi_extra=body(Credentials))
def login_json(request: Request, response: Response, form: Sent) -> Me:
    """Log someone in: the answer sets the cookie of the session."""
    user = _checked(request, form)
    welcome(request, user, response)
    return Me(name=user.name, role=user.role, logged_in=True, token=_token(request))


def _checked(request: Request, form: Form) -> User:
    """Return whoever gives the right password.

    Raises:
        Refused: 401, or 429 after too many wrong ones.
    """
    name, address = form.one("name")[:NAME], request.client.host if request.client else ""
    logins: Limit = request.app.state.logins
    keys = (("address", address), ("name", name))
    wait = max(logins.wait(key) for key in keys)
    if wait:
        raise too_many_tries(wait)
    users, now = request.app.state.store.users, datetime.now(UTC)
    user: User | None = users.check(name, next(iter(form.all("password")), ""))
    if user is None:
        users.note(name, "login-failed", address, now)
        raise Refused(401, message("Name or password is wrong"))
    users.note(user.name, "login", address, now)
    for key in keys:
        logins.forgive(key)
    return user


def welcome(request: Request, user: User, response: Response) -> None:
    """Set the cookie of a new session."""
    session = tokens.Session(name=user.name, stamp=user.stamp, issued=int(time.time()))
    response.set_cookie(
        SESSION,
        tokens.signed(session, request.app.state.key),
        max_age=tokens.LASTS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


@router.post("/logout", include_in_schema=False, dependencies=[Depends(read_form)])
def logout(request: Request, person: Reader) -> Response:
    """Log someone out."""
    response = RedirectResponse("/login", 303)
    _farewell(request, person, response)
    return response


@router.post("/logout.json", dependencies=[Depends(read_form)], openapi_extra=body())
def logout_json(request: Request, response: Response, person: Reader) -> Me:
    """Log someone out."""
    _farewell(request, person, response)
    return Me(name="", role="", logged_in=False, token=_token(request))


def _farewell(request: Request, person: Person, response: Response) -> None:
    """End a session here, where a copy of its cookie would be good for, and take the cookie back."""
    users, now, session = request.app.state.store.users, datetime.now(UTC), Guard(request).session()
    if session is not None:
        users.end_session(session.id, now, timedelta(seconds=tokens.LASTS))
    users.note(person.name, "logout", "", now)
    response.delete_cookie(SESSION)


@router.get("/login.json")
@router.get("/me.json")
def me(request: Request) -> Me:
    """Return whoever asks; the browser's own cookie has to be there already, as after any page."""
    try:
        person = Guard(request).person()
    except LoginNeededError:
        return Me(name="", role="", logged_in=False, token=_token(request))
    return Me(name=person.name, role=person.role, logged_in=person.logged_in, token=_token(request))


@router.get("/audit", response_class=HTMLResponse, include_in_schema=False)
def audit(request: Request, _: Admin, before: Id | None = None) -> Response:
    """Show who did what."""
    entries = request.app.state.store.users.trail(limit=ENTRIES, before=before)
    following = f"?before={entries[-1].id}" if len(entries) == ENTRIES else None
    return show(request, "audit", entries=entries, next=following)


@router.get("/audit.json")
def audit_json(request: Request, _: Admin, before: Id | None = None) -> list[AuditEntry]:
    """Return who did what, newest first."""
    entries = request.app.state.store.users.trail(limit=ENTRIES, before=before)
    return [AuditEntry.model_validate(entry, from_attributes=True) for entry in entries]


def _token(request: Request) -> str:
    visit = request.cookies.get(VISIT, "")
    return tokens.form_token(visit, request.app.state.key) if visit else ""


def _local(target: str) -> str:
    """Return a path of this app; "/" for what leads elsewhere."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    elsewhere = parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\"))
    return "/" if elsewhere else target
