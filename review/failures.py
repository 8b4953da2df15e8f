"""What someone sees who may not, or asks for what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from review.access import UnsafeAddressError
from review.views import problem

if TYPE_CHECKING:
    from starlette.requests import Request


def for_programs(request: Request) -> bool:
    """Whether the answer is read by a program."""
    return request.url.path.endswith((".json", "/events")) or request.url.path.startswith("/static/")


async def login_needed(request: Request, _: Exception) -> Response:
    """Send someone to the login, or tell a program that it needs one."""
    if not request.app.state.store.users.any():
        return await refused(request, HTTPException(403, str(UnsafeAddressError())))
    if for_programs(request):
        return JSONResponse({"detail": "log in first"}, 401)
    return RedirectResponse(f"/login?next={quote(request.url.path)}", 303)


async def refused(request: Request, error: Exception) -> Response:
    """Say in one line what is wrong."""
    status, said = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, str(error))
    if for_programs(request):
        return JSONResponse({"detail": said}, status)
    return problem(request, status, said)
