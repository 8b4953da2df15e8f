"""What stands before Prefect's app: refuses what other sites ask for, and lets browsers in by a ticket."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse

from flows.serving.admission import exchanged, refusal
from locales.interface import Interface

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Where a browser hands in its ticket. It stands behind "#", so that no server, proxy or log ever sees it.
ENTER = "/enter"
#: Close code of a websocket that is against the rules (RFC 6455); before it is accepted, the answer is 403.
AGAINST_THE_RULES = 1008
#: Puts the ticket where Prefect's own pages keep what was typed into their login form. That is the page's own storage:
#: other ports of this machine do not see it, as they would see a cookie.
_SCRIPT = """
const ticket = btoa(decodeURIComponent(location.hash.slice(1)));
history.replaceState(null, "", location.pathname);
fetch("/api/admin/version", {headers: {Authorization: `Basic ${ticket}`}}).then((answer) => {
  if (!answer.ok) return document.getElementById("refused").hidden = false;
  localStorage.setItem("prefect-password", ticket);
  location.replace("/");
});
"""
_PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><title>zvirka</title>
<p id="refused" hidden>{refused}</p><noscript><p>{refused}</p></noscript><script>{script}</script></html>
"""
_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; script-src 'sha256-{digest}'"
#: Prefect's pages send what a person does there to a service that analyses it, whatever the settings say, and show what
#: runs leave as Markdown; so they reach nothing but the server, and run no script but its own ("unsafe-eval" is what
#: draws the timeline of a run).
_PREFECTS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


class Guard:
    """An ASGI app around Prefect's.

    Args:
        app: Prefect's.
        own: the values of Host that mean this server.
        ticket: what browsers are let in by.
        auth: what Prefect wants to be sent.
        language: in which it says why something is refused.
    """

    def __init__(self, app: ASGIApp, *, own: frozenset[str], ticket: str, auth: str, language: str) -> None:
        self._app, self._own, self._ticket, self._auth = app, own, ticket, auth
        self._interface = Interface(language)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        refused = refusal(scope.get("method", "GET"), headers, self._own)
        if refused is not None and scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": AGAINST_THE_RULES})
        elif refused is not None:
            said = self._interface.gettext(refused.why.text, **refused.why.values)
            await PlainTextResponse(f"{said}\n", refused.status)(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == ENTER:
            await self._entrance()(scope, receive, send)
        else:
            known = exchanged(headers, self._ticket, self._auth)
            scope["headers"] = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in known]
            await self._app(scope, receive, confined(send))

    def _entrance(self) -> HTMLResponse:
        """Return the page that hands in a ticket."""
        refused = self._interface.gettext("This address does not let you in any more; zvirka status tells the new one.")
        digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
        page = _PAGE.format(language=self._interface.language, refused=refused, script=_SCRIPT)
        headers = {"Content-Security-Policy": _POLICY.format(digest=digest), "Cache-Control": "no-store"}
        return HTMLResponse(page, headers=headers)


def confined(send: Send) -> Send:
    """Return a ``send`` after which pages load, run and call only what is the server's own, and stand in no frame."""

    async def sent(event: Message) -> None:
        if event["type"] == "http.response.start":
            MutableHeaders(scope=event)["Content-Security-Policy"] = _PREFECTS_POLICY
        await send(event)

    return sent
