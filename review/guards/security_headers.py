"""What every answer carries: a page of ours runs no script but ours and is shown in no frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


#: What no address of ours has; PostgreSQL refuses to look for it.
_NUL = b"%00"


#: Everything else is for whoever asked alone, and of the moment.
_FOR_ALL = "/static/"


class SafeHeaders:
    """ASGI middleware that adds the headers; an answer that sets one of them itself keeps its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to what comes back."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                kept = {} if str(scope["path"]).startswith(_FOR_ALL) else {"cache-control": "no-store"}
                added = [(name.encode(), value.encode()) for name, value in (HEADERS | kept).items()]
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in known)]
            await send(message)

        if scope["type"] == "http" and _NUL in scope["raw_path"] + scope["query_string"]:
            scope = {**scope, "path": "/-", "raw_path": b"/-", "query_string": b""}  # where nothing is
        await self.app(scope, receive, sending if scope["type"] == "http" else send)
