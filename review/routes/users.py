"""The page on which admins say who may log in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from locales.messages import message, plural_message
from reports.wording import sentence
from review.access import Admin  # noqa: TC001 - FastAPI reads the annotations
from review.forms import Form, body, read_form
from review.people import SHORTEST
from review.refusals import Refused
from review.views import interface_of, show
from storage.user_accounts import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.user_accounts import Users

router = APIRouter()
NAMELESS = message("Give a name and a role")
TOO_SHORT = plural_message(
    "The password needs at least {count} character", "The password needs at least {count} characters", SHORTEST
)
Sent = Annotated[Form, Depends(read_form)]


class ListedUser(BaseModel):
    """Someone who may log in."""

    name: str
    role: Role
    created: datetime


class Leaver(BaseModel):
    """Somebody who is let in no more."""

    name: str


class NewRole(BaseModel):
    """What somebody may do from now on."""

    name: str
    role: Role


class NewUser(BaseModel):
    """Somebody who may log in from now on, or a new password and role."""

    name: str
    password: str = Field(min_length=SHORTEST)
    role: Role


@router.get("/users", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, _: Admin) -> Response:
    """Show who may log in."""
    return _page(request)


@router.get("/users.json")
def page_json(request: Request, _: Admin) -> list[ListedUser]:
    """Return who may log in."""
    return _listed(request)


@router.post("/users", include_in_schema=False)
def add(request: Request, person: Admin, form: Sent) -> Response:
    """Add someone, or give someone a new password and role."""
    return _done(request, _add, person, form)


@router.post("/users.json", openapi_extra=body(NewUser))
def add_json(request: Request, person: Admin, form: Sent) -> list[ListedUser]:
    """Add someone, or give someone a new password and role; return who may log in now."""
    _add(request, person, form)
    return _listed(request)


@router.post("/users/role", include_in_schema=False)
def change(request: Request, person: Admin, form: Sent) -> Response:
    """Give someone another role."""
    return _done(request, _change, person, form)


@router.post("/users/role.json", openapi_extra=body(NewRole))
def change_json(request: Request, person: Admin, form: Sent) -> list[ListedUser]:
    """Give someone another role; return who may log in now."""
    _change(request, person, form)
    return _listed(request)


@router.post("/users/remove", include_in_schema=False)
def remove(request: Request, person: Admin, form: Sent) -> Response:
    """Let someone in no more."""
    return _done(request, _remove, person, form)


@router.post("/users/remove.json", openapi_extra=body(Leaver))
def remove_json(request: Request, person: Admin, form: Sent) -> list[ListedUser]:
    """Let someone in no more; return who may log in now."""
    _remove(request, person, form)
    return _listed(request)


def _done(request: Request, change: Callable[[Request, Admin, Form], None], person: Admin, form: Form) -> Response:
    """Do something and show the users, or why it cannot be done."""
    try:
        change(request, person, form)
    except Refused as error:
        return _page(request, sentence(error.said, interface_of(request)))
    return RedirectResponse("/users", 303)


def _add(request: Request, person: Admin, form: Form) -> None:
    users, name, role, now = _users(request), form.one("name"), _role(form), datetime.now(UTC)
    password = next(iter(form.all("password")), "")
    if not name:
        raise Refused(422, NAMELESS)
    if len(password) < SHORTEST:
        raise Refused(422, TOO_SHORT)
    _keep_an_admin(users, name, role)
    users.put(name, password, role, now)
    users.note(person.name, "user-set", name, now, role)


def _change(request: Request, person: Admin, form: Form) -> None:
    users, name, role, now = _users(request), form.one("name"), _role(form), datetime.now(UTC)
    _keep_an_admin(users, name, role)
    if not users.change_role(name, role):
        raise Refused(422, message("There is no user {name}", name=name))
    users.note(person.name, "user-set", name, now, role)


def _remove(request: Request, person: Admin, form: Form) -> None:
    users, name, now = _users(request), form.one("name"), datetime.now(UTC)
    _keep_an_admin(users, name, None)
    if not users.disable(name, now):
        raise Refused(422, message("There is no user {name}", name=name))
    users.note(person.name, "user-removed", name, now)


def _role(form: Form) -> Role:
    try:
        return Role(form.one("role"))
    except ValueError as error:
        raise Refused(422, NAMELESS) from error


def _users(request: Request) -> Users:
    users: Users = request.app.state.store.users
    return users


def _page(request: Request, wrong: str = "") -> Response:
    status = 422 if wrong else 200
    roles = [role.value for role in Role]
    return show(request, "users", status, users=_users(request).all(), roles=roles, wrong=wrong, shortest=SHORTEST)


def _listed(request: Request) -> list[ListedUser]:
    return [ListedUser.model_validate(user, from_attributes=True) for user in _users(request).all()]


def _keep_an_admin(users: Users, name: str, role: Role | None) -> None:
    """Refuse a change after which nobody could manage users; whoever adds the first user has to be let in again too.

    Raises:
        Refused: 422.
    """
    others = any(user.role is Role.ADMIN for user in users.all() if user.name != name)
    if role is not Role.ADMIN and not others:
        raise Refused(422, message("Somebody has to be admin, or nobody could manage users"))
