"""A made-up publisher on loopback, in a process of its own: three editions of any story, validators, and a log.

usage: python -m benchmarks.publisher     (prints its port)
"""

from __future__ import annotations

import hashlib
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What a publisher's page without its pictures weighs, bytes.
PAGE = 60_000
LOG = "/log"
_ROBOTS = b"User-agent: *\nAllow: /\n"


class Handler(BaseHTTPRequestHandler):
    """Answers with the page of the path; the log has a line for each request: time, status, path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    seen: tuple[list[str]] = ([],)

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path == LOG:
            self._send(200, "\n".join(self.seen[0]).encode())
            return
        body = _ROBOTS if self.path == "/robots.txt" else _page(self.path)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        status = 304 if self.headers.get("If-None-Match") == tag else 200
        self.seen[0].append(f"{time.monotonic()} {status} {self.path}")
        self._send(status, b"" if status == 304 else body, ETag=tag)  # noqa: PLR2004 - not modified

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        if status == 200:  # noqa: PLR2004 - success
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on standard error."""


@cache
def _page(path: str) -> bytes:
    """Return a page of usual size that differs from all others in all paragraphs."""
    paragraph = f"<p>{path}: the council has set money aside, and what it is for stands here. {{}}</p>\n"
    text = "".join(paragraph.format(hashlib.sha256(f"{path}{n}".encode()).hexdigest()) for n in range(PAGE // 170))
    return f"<!DOCTYPE html><html><head><title>{path}</title></head><body>{text}</body></html>".encode()


def main() -> None:
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
