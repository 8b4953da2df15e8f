"""A running ``zvirka serve``, started once for all tests that need a server."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
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
        answer = httpx.request(method, f"{self.address['api']}/{path}", json=body, timeout=60)
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


def wait_until(true, seconds=30):
    """Wait until something is true, and say so if it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, true
        time.sleep(0.1)


@pytest.fixture(scope="session")
def serving(tmp_path_factory):
    served = start(tmp_path_factory.mktemp("served"))
    yield served
    served.stop(signal.SIGINT)
