"""The page on which admins say who may log in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from review.access import Admin  # noqa: TC001 - FastAPI reads the annotations
from review.forms import Form, read_form
from review.people import SHORTEST
from review.views import interface_of, show
from storage.users import Role

if TYPE_CHECKING:
    from locales.interface import Interface
    from storage.users import Users

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]


class ListedUser(BaseModel):
    """Someone who may log in."""

    name: str
    role: Role
    created: datetime


@router.get("/users", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, _: Admin) -> Response:
    """Show who may log in."""
    return _page(request)


@router.get("/users.json")
def page_json(request: Request, _: Admin) -> list[ListedUser]:
    """Return who may log in."""
    return [ListedUser.model_validate(user, from_attributes=True) for user in request.app.state.store.users.all()]


@router.post("/users", include_in_schema=False)
def add(request: Request, person: Admin, form: Sent) -> Response:
    """Add someone, or give someone a new password and role."""
    users, interface = _users(request), interface_of(request)
    name, role = form.one("name"), form.one("role")
    password = next(iter(form.all("password")), "")
    if not name or role not in set(Role):
        return _page(request, interface.gettext("Give a name and a role"))
    if len(password) < SHORTEST:
        wrong = interface.ngettext(
            "The password needs at least {count} character", "The password needs at least {count} characters", SHORTEST
        )
        return _page(request, wrong)
    if _leaves_no_admin(users, name, role):
        return _page(request, _last_admin(interface))
    now = datetime.now(UTC)
    users.put(name, password, Role(role), now)
    users.note(person.name, "user-set", name, now, role)
    return RedirectResponse("/users", 303)


@router.post("/users/role", include_in_schema=False)
def change(request: Request, person: Admin, form: Sent) -> Response:
    """Give someone another role."""
    users, name, role = _users(request), form.one("name"), form.one("role")
    if role not in set(Role):
        return _page(request, interface_of(request).gettext("Give a name and a role"))
    if _leaves_no_admin(users, name, role):
        return _page(request, _last_admin(interface_of(request)))
    now = datetime.now(UTC)
    if users.change_role(name, Role(role)):
        users.note(person.name, "user-set", name, now, role)
    return RedirectResponse("/users", 303)


@router.post("/users/remove", include_in_schema=False)
def remove(request: Request, person: Admin, form: Sent) -> Response:
    """Let someone in no more."""
    users, name = _users(request), form.one("name")
    if _leaves_no_admin(users, name, ""):
        return _page(request, _last_admin(interface_of(request)))
    now = datetime.now(UTC)
    if users.disable(name, now):
        users.note(person.name, "user-removed", name, now)
    return RedirectResponse("/users", 303)


def _users(request: Request) -> Users:
    users: Users = request.app.state.store.users
    return users


def _page(request: Request, wrong: str = "") -> Response:
    status = 422 if wrong else 200
    roles = [role.value for role in Role]
    return show(request, "users", status, users=_users(request).all(), roles=roles, wrong=wrong, shortest=SHORTEST)


def _leaves_no_admin(users: Users, name: str, role: str) -> bool:
    """Whether nobody could manage users any more; whoever adds the first user has to be let in again too."""
    others = any(user.role is Role.ADMIN for user in users.all() if user.name != name)
    return role != Role.ADMIN and not others


def _last_admin(interface: Interface) -> str:
    return interface.gettext("Somebody has to be admin, or nobody could manage users")
