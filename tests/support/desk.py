"""Somebody who is told: a webhook and a mail server on loopback, which can be out of order."""

from __future__ import annotations

import email
import email.policy
import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from email.message import EmailMessage


class Desk:
    """A webhook."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.reachable = True
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Hook,), {"desk": self}))
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"json://127.0.0.1:{self._server.server_address[1]}/"

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


class _Hook(BaseHTTPRequestHandler):
    desk: Desk

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.desk.reachable:
            self.desk.told.append(json.loads(body))
        self.send_response(200 if self.desk.reachable else 500)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Postbox:
    """A mail server that keeps what it is sent (RFC 5321, as much of it as a client needs)."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.reachable = True
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Smtp,), {"postbox": self}))
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = (
            f"mailto://127.0.0.1:{self._server.server_address[1]}"
            "?from=zvirka@desk.example&to=editor@desk.example&mode=insecure"
        )

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class _Smtp(socketserver.StreamRequestHandler):
    postbox: Postbox

    def handle(self) -> None:
        if not self.postbox.reachable:
            self._say("421 out of order")
            return
        self._say("220 desk.example")
        for line in self.rfile:
            command = line.split()[0].upper() if line.split() else b""
            if command == b"DATA":
                self._say("354 go on")
                self._receive()
            self._say("221 goodbye" if command == b"QUIT" else "250 well")
            if command == b"QUIT":
                return

    def _receive(self) -> None:
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        parsed = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        self.postbox.letters.append(parsed)  # type: ignore[arg-type] # the policy makes an EmailMessage

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
