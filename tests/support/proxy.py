"""A small reverse proxy on loopback, as docs/growing.md wants one: the Host goes on as it came."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-encoding", "content-length"}


class Proxy:
    """Sends what it gets to one address, and what that answers back.

    Args:
        behind: the address of what stands behind it.
        keeps_host: False for a proxy that is set up wrongly and names what is behind it instead.
    """

    def __init__(self, behind: str, *, keeps_host: bool = True) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
                headers |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "https"}
                if not keeps_host:
                    del headers["Host"]
                answer = httpx.request(self.command, behind + self.path, headers=headers, content=body, timeout=60)
                self.send_response(answer.status_code)
                for name, value in answer.headers.items():
                    if name.lower() not in HOP_BY_HOP:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            do_GET = do_POST = do_PATCH = do_DELETE = do_OPTIONS = do  # noqa: N815 - the library's names

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()
