"""What someone sees who may not, asks for what is not there, or meets a mistake of ours: a page, or JSON."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from locales.messages import Message, message
from reports.wording import sentence
from review.access import Guard, LoginNeededError
from review.guards.security_headers import HEADERS
from review.views import interface_of, problem

if TYPE_CHECKING:
    from starlette.requests import Request

log = logging.getLogger(__name__)
#: What is said of answers that the framework gives, by status.
USUAL = {
    404: message("There is no such page"),
    405: message("Method not allowed"),
}
UNREADABLE = message("The address holds something that cannot be read there: {names}")
OURS = message("The review app failed; its log says why")
WITHOUT_USERS = message(
    "Without users the review app is for this machine alone, by its own name; somebody who works on it can add users"
)


def for_programs(request: Request) -> bool:
    """Whether the answer is read by a program: by the address, or by what is asked for."""
    path, accepts = request.url.path, request.headers.get("accept", "")
    named = path.endswith((".json", "/events")) or path.startswith(("/static/", "/metrics", "/health", "/gate"))
    return named or ("application/json" in accepts and "text/html" not in accepts)


async def login_needed(request: Request, _: Exception) -> Response:
    """Send someone to the login, or tell a program that it needs one."""
    if not request.app.state.store.users.any():
        return _answer(request, 403, WITHOUT_USERS)
    if for_programs(request):
        return _answer(request, 401, message("Log in first"))
    return RedirectResponse(f"/login?next={quote(request.url.path)}", 303)


async def refused(request: Request, error: Exception) -> Response:
    """Say in one line what is wrong."""
    assert isinstance(error, HTTPException)
    usual = USUAL.get(error.status_code, Message(text=str(error.detail)))
    said = getattr(error, "said", usual)
    response = _answer(request, error.status_code, said)
    response.headers.update(error.headers or {})
    return response


async def unreadable(request: Request, error: Exception) -> Response:
    """Say which part of an address is not of its kind: a word where a number belongs."""
    assert isinstance(error, RequestValidationError)
    names = ", ".join(sorted({str(each["loc"][-1]) for each in error.errors()}))
    return _answer(request, 422, Message(text=UNREADABLE.text, values={"names": names}))


async def failed(request: Request, error: Exception) -> Response:
    """Say that the mistake is ours; what it was stands in the log."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    request.state.person = None  # whoever it is, the database that knows may be what failed
    response = _answer(request, 500, OURS)
    response.headers.update(HEADERS)  # the middleware that adds them stands inside of this
    return response


def _answer(request: Request, status: int, said: Message) -> Response:
    text = sentence(said, interface_of(request))
    if for_programs(request):
        return JSONResponse({"detail": text}, status)
    _remember(request)
    return problem(request, status, text)


def _remember(request: Request) -> None:
    """Let the page of a mistake have the same links as the others, where it is known who asks."""
    if hasattr(request.state, "person"):
        return
    try:
        request.state.person = Guard(request).person()
    except LoginNeededError:
        return
