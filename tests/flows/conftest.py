"""A running ``zvirka serve``, started once for all tests that need a server."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from flows.serving.processes import descendants

ROOT = Path(__file__).parent.parent.parent
ZVIRKA = Path(sys.executable).with_name("zvirka")


@dataclass
class Serving:
    """A ``zvirka serve`` that is up."""

    home: Path
    process: subprocess.Popen
    lines: list[str]

    @property
    def address(self):
        return json.loads((self.home / "serve.json").read_text())

    @property
    def environment(self):
        return environment(self.home)

    def zvirka(self, *arguments, **options):
        return subprocess.run(
            [ZVIRKA, *arguments], env=self.environment, capture_output=True, text=True, check=False, **options
        )

    def ask(self, method, path, body=None):
        for _ in range(120):  # a server on SQLite says 503 while it is busy
            answer = httpx.request(method, f"{self.address['api']}/{path}", json=body, timeout=60)
            if answer.status_code != 503:
                break
            time.sleep(0.5)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def stop(self, sent=signal.SIGTERM):
        """End it; return its exit status and the processes that it had."""
        family = [each.pid for each in descendants(self.process.pid)]
        self.process.send_signal(sent)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status, family


def environment(home):
    """Return an environment in which nothing of the developer's own settings is left."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZVIRKA_", "PREFECT_"))}
    return kept | {"ZVIRKA_HOME": str(home), "ZVIRKA_UI_LANGUAGE": "en", "ZVIRKA_ALLOW_HOSTS": "127.0.0.1"}


def start(home, **more):
    """Start a server on a home and wait until it says "ready"."""
    process = subprocess.Popen(
        [ZVIRKA, "serve", "--prefect-port", "0", "--review-port", "0"],
        env=environment(home) | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    while not lines or not lines[-1].startswith("ready"):
        line = process.stdout.readline()
        assert line, f"it ended: {lines}"
        lines.append(line.rstrip("\n"))
    return Serving(home, process, lines)


def wait_until(true, seconds=120):
    """Wait until something is true, and say so if it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, true
        time.sleep(0.1)


class Desk:
    """Somebody who is told: a webhook that can be out of order."""

    def __init__(self):
        self.told = []
        self.reachable = True
        desk = self

        class Hook(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if desk.reachable:
                    desk.told.append(json.loads(body))
                self.send_response(200 if desk.reachable else 500)
                self.end_headers()

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"json://127.0.0.1:{self._server.server_address[1]}/"

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def desk():
    desk = Desk()
    yield desk
    desk.stop()


@pytest.fixture(scope="session")
def serving(tmp_path_factory, desk):
    served = start(tmp_path_factory.mktemp("served"), TEST_DESK=desk.url)
    yield served
    served.stop(signal.SIGINT)
