"""Who is asking, and what they may do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations

from locales.messages import message
from review.guards import tokens
from review.refusals import Refused
from storage.user_accounts import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.store import Store

SESSION = "session"
VISIT = "visit"
TOKEN_HEADER = "x-form-token"  # noqa: S105 - a header's name
#: Who works on this machine, where nobody has to log in.
LOCAL = "local"
#: What is said to whoever has not the role that something needs; everybody is a reader.
NEEDED = {
    Role.READER: message("Only readers may do that"),
    Role.EDITOR: message("Only editors may do that"),
    Role.ADMIN: message("Only admins may do that"),
}


class UnsafeAddressError(RuntimeError):
    """The app was to be reached from other machines while nobody has to log in."""

    def __str__(self) -> str:
        return (
            "without users the review app is for this machine alone; "
            "add one with python -m review.people add NAME --role admin, or use 127.0.0.1"
        )


class LoginNeededError(Exception):
    """Whoever asks has to log in first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whoever asks."""

    name: str
    role: Role
    #: False where nobody has to log in.
    logged_in: bool


class Guard:
    """One request's look at who sent it."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._store: Store = request.app.state.store
        self._key: bytes = request.app.state.key

    def person(self) -> Person:
        """Return whoever asks.

        Raises:
            LoginNeededError: there are users and nobody of them is logged in, or there are none and somebody asks from
                another machine.
        """
        known = self._logged_in()
        if known is not None:
            return known
        if self._store.users.any() or not self._on_loopback():
            raise LoginNeededError
        return Person(name=LOCAL, role=Role.ADMIN, logged_in=False)

    def _logged_in(self) -> Person | None:
        session = self.session()
        user = self._store.users.get(session.name) if session is not None else None
        if session is None or user is None or user.stamp != session.stamp or self._store.users.ended(session.id):
            return None
        return Person(name=user.name, role=user.role, logged_in=True)

    def session(self) -> tokens.Session | None:
        """Return the login that the request's cookie stands for, also one that was ended."""
        return tokens.read(self._request.cookies.get(SESSION, ""), self._key, time.time())

    def _on_loopback(self) -> bool:
        """Whether the address that was asked, by its number and by its name, is this machine's own."""
        server = self._request.scope.get("server")
        return server is None or (loopback(str(server[0])) and loopback(self._request.url.hostname or ""))

    def refuse_forged(self, token: str) -> None:
        """Refuse a change that another site's page asked for.

        Raises:
            Refused: 403.
        """
        origin = self._request.headers.get("origin")
        foreign = origin is not None and _place(origin) != self._request.headers.get("host", "")
        if foreign or not tokens.fits(token, self._request.cookies.get(VISIT, ""), self._key):
            raise Refused(403, message("The form is out of date; load the page again and repeat it"))


def _place(origin: str) -> str | None:
    """Return the host and port of an origin, None where nobody can say."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def loopback(host: str) -> bool:
    """Whether a host is this machine itself, seen from itself alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def at_least(role: Role) -> Callable[[Request], Person]:
    """Return a dependency that lets in whoever has a role."""

    def person(request: Request) -> Person:
        asking = Guard(request).person()
        if not asking.role.allows(role):
            raise Refused(403, NEEDED[role])
        request.state.person = asking
        return asking

    return person


Reader = Annotated[Person, Depends(at_least(Role.READER))]
Editor = Annotated[Person, Depends(at_least(Role.EDITOR))]
Admin = Annotated[Person, Depends(at_least(Role.ADMIN))]
