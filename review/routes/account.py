"""Somebody's own account: who they are here, and their password."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response  # noqa: TC002 - FastAPI reads the annotations
from pydantic import BaseModel, Field

from locales.messages import message
from reports.wording import sentence
from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.forms import Form, body, read_form
from review.people import SHORTEST
from review.refusals import Refused, too_many_tries
from review.routes.login import Me, me, welcome
from review.routes.users import TOO_SHORT
from review.views import interface_of, show
from storage.user_accounts import User  # noqa: TC001 - the same

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]


class NewPassword(BaseModel):
    """Somebody's password, and the one from now on."""

    old: str
    password: str = Field(min_length=SHORTEST)


@router.get("/me", include_in_schema=False)
def page(request: Request, _: Reader) -> Response:
    """Show who somebody is here."""
    return show(request, "me", wrong="", done=False, shortest=SHORTEST)


@router.post("/me/password", include_in_schema=False)
def change(request: Request, person: Reader, form: Sent) -> Response:
    """Change somebody's own password; their other browsers have to log in again."""
    try:
        user = _changed(request, person, form)
    except Refused as error:
        wrong = sentence(error.said, interface_of(request))
        return show(request, "me", error.status_code, wrong=wrong, done=False, shortest=SHORTEST)
    answer = show(request, "me", wrong="", done=True, shortest=SHORTEST)
    welcome(request, user, answer)
    return answer


@router.post("/me/password.json", openapi_extra=body(NewPassword))
def change_json(request: Request, response: Response, person: Reader, form: Sent) -> Me:
    """Change one's own password; the answer sets the cookie of a new session, all others end."""
    welcome(request, _changed(request, person, form), response)
    return me(request)


def _changed(request: Request, person: Reader, form: Form) -> User:
    users, now = request.app.state.store.users, datetime.now(UTC)
    new = next(iter(form.all("password")), "")
    if not person.logged_in:
        raise Refused(409, message("Nobody has to log in here, so there is no password."))
    wait = request.app.state.logins.wait(("name", person.name))
    if wait:
        raise too_many_tries(wait)
    if users.check(person.name, next(iter(form.all("old")), "")) is None:
        raise Refused(401, message("The password is wrong"))
    request.app.state.logins.forgive(("name", person.name))
    if len(new) < SHORTEST:
        raise Refused(422, TOO_SHORT)
    users.put(person.name, new, person.role, now)
    users.note(person.name, "password", "", now)
    user: User | None = users.get(person.name)
    if user is None:  # an admin took the account away meanwhile
        raise Refused(401, message("Log in first"))
    return user
