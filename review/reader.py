"""Who reads a page, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import locales
from locales.interface import Interface, accepted, choose

if TYPE_CHECKING:
    from starlette.requests import Request

#: The query parameter and the cookie by which a reader chooses a language.
LANGUAGE = "lang"


def language_of(request: Request, fallback: str) -> str:
    """Return the reader's language: by link, by what was chosen before, by the browser, by the settings."""
    wanted = [request.query_params.get(LANGUAGE, ""), request.cookies.get(LANGUAGE, "")]
    return choose([*wanted, *accepted(request.headers.get("accept-language", "")), fallback])


def languages(request: Request) -> list[tuple[str, str, str]]:
    """Return every language with its own name for itself and the link that leads to this page in it."""
    return [(code, Interface(code).language_name(code), str(_relative(request, code))) for code in locales.available()]


def _relative(request: Request, code: str) -> str:
    url = request.url.include_query_params(**{LANGUAGE: code})
    return f"{url.path}?{url.query}"
