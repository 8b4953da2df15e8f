"""Templates to responses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from locales import clock
from locales.interface import Interface
from reports.formats.html import TEMPLATES, asset, helpers
from review.access import VISIT
from review.findings import decision_names
from review.guards import tokens
from review.reader import LANGUAGE, language_of, languages
from storage.user_accounts import Role

if TYPE_CHECKING:
    from starlette.requests import Request

    from review.access import Person

HERE = Path(__file__).parent
#: A year: how long the choice of a language is remembered, seconds.
YEAR = 365 * 24 * 3600
MEDIA = {".svg": "image/svg+xml", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@cache
def environment() -> Environment:
    """Return the templates of the app and of the report; everything is escaped."""
    loader = FileSystemLoader([HERE / "templates", TEMPLATES])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)


def interface_of(request: Request) -> Interface:
    """Return the reader's interface."""
    return Interface(language_of(request, request.app.state.settings.ui_language))


def show(request: Request, template: str, status: int = 200, /, **values: Any) -> HTMLResponse:  # noqa: ANN401 - a template's
    """Render a page in the reader's language.

    Args:
        request: whose page it is.
        template: its name without ".html.j2".
        status: the HTTP status.
        values: what the template shows.
    """
    interface = interface_of(request)
    person = request.state.person if hasattr(request.state, "person") else None
    visit = request.cookies.get(VISIT) or tokens.visit()
    shared = {
        **helpers(interface),
        **decision_names.helpers(interface),
        "languages": languages(request),
        "here": request.url.path,
        "pages": _pages(person, interface),
        "person": person,
        "today": clock.today().date().isoformat(),
        "last_day": _last_day,
        "drafting": request.app.state.settings.drafts.provider,
        "decidable": person is not None and person.role.allows(Role.EDITOR),
        "token": tokens.form_token(visit, request.app.state.key),
    }
    response = HTMLResponse(environment().get_template(f"{template}.html.j2").render(shared | values), status)
    if LANGUAGE in request.query_params:
        response.set_cookie(LANGUAGE, interface.language, max_age=YEAR, httponly=True, samesite="lax")
    if VISIT not in request.cookies:
        response.set_cookie(VISIT, visit, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    response.headers["cache-control"] = "no-store"
    return response


def _last_day(until: datetime) -> date:
    """Return the last day of a promise that ends with it."""
    return clock.here(until - timedelta(seconds=1)).date()


def _pages(person: Person | None, interface: Interface) -> list[tuple[str, str]]:
    """Return the pages that someone may go to."""
    if person is None:
        return []
    pages = [("/", interface.gettext("Stories")), ("/todo", interface.gettext("To do"))]
    pages.append(("/publishers", interface.gettext("Publishers")))
    if person.role.allows(Role.EDITOR):
        pages.append(("/check", interface.gettext("Check a story")))
        pages.append(("/set-aside", interface.gettext("Failed stories")))
    if person.role.allows(Role.ADMIN):
        pages.append(("/settings", interface.gettext("Settings")))
        pages.append(("/users", interface.gettext("Users")))
        pages.append(("/audit", interface.gettext("Audit trail")))
        pages.append(("/api", interface.gettext("For programs")))
    return pages


def problem(request: Request, status: int, said: str) -> HTMLResponse:
    """Render a page that says what is wrong, in one line."""
    return show(request, "problem", status, problem=said, status=status)


def static(name: str) -> Response | None:
    """Return a stylesheet or a script of the app or of the report; None where there is no such file."""
    kind = MEDIA.get(Path(name).suffix)
    if kind is None or "/" in name:
        return None
    own = HERE / "static" / name
    if own.is_file():
        return Response(own.read_text(encoding="utf-8"), media_type=kind)
    return Response(asset(name), media_type=kind) if (TEMPLATES / name).is_file() else None
