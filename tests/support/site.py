"""A site on loopback that does what a test tells it: serves pages, and misbehaves on demand."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, cast

from sources import robots

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the site says at an address."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    #: Seconds before the first byte.
    delay: float = 0.0
    #: Seconds between two bytes of the body.
    drip: float = 0.0
    #: Bytes of the body after which the connection breaks off.
    cut: int | None = None


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    at: float
    path: str
    headers: dict[str, str]
    body: bytes = b""


class Site:
    """Serves answers by path; several answers to one path come one after the other, the last one for ever.

    An answer may be a function of the requested path.

    Args:
        host: the loopback address that it listens on.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.answers: defaultdict[str, list[Any]] = defaultdict(list)
        self.seen: list[Seen] = []
        self._server = ThreadingHTTPServer((host, 0), type("Handler", (_Handler,), {"site": self}))
        self._server.daemon_threads = True
        robots._site.cache_clear()  # the port may have been another site's
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, *answers: Answer | Callable[[str], Answer]) -> None:
        self.answers[path] = list(answers)

    def page(self, path: str, body: bytes | str, **headers: str) -> None:
        """Serve a page with validators, so that a second request can be answered by 304."""
        body = body.encode() if isinstance(body, str) else body
        etag = f'"{hash(body):x}"'
        self.put(path, Answer(body=body, headers={"Content-Type": "text/html; charset=utf-8", "ETag": etag, **headers}))

    def requests(self, path: str | None = None) -> list[Seen]:
        return [seen for seen in self.seen if path in (None, seen.path)]

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path, headers, body=b""):
        """Return what the site says to a request; the last answer to a path stays."""
        self.seen.append(Seen(time.monotonic(), path, headers, body))
        waiting = self.answers.get(path.partition("?")[0])
        if not waiting:
            return Answer(status=404, body=b"nothing here")
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if callable(answer):
            return cast("Answer", answer(path))
        if "ETag" in answer.headers and headers.get("if-none-match") == answer.headers["ETag"]:
            return Answer(status=304, headers={"ETag": answer.headers["ETag"]})
        return cast("Answer", answer)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: Site

    def handle(self) -> None:
        with suppress(ConnectionError):  # the client was killed, or has had enough
            super().handle()

    def do_GET(self, body=b""):
        answer = self.site.answer(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        time.sleep(answer.delay)
        try:
            self._send(answer)
        except OSError:
            self.close_connection = True  # the client has had enough

    def do_POST(self) -> None:
        self.do_GET(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.cut is not None:
            self.wfile.write(answer.body[: answer.cut])
            self.close_connection = True
        elif answer.drip:
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                time.sleep(answer.drip)
        else:
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        pass
