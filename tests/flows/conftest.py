"""A running ``zvirka serve``, started once for all tests that need a server."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from flows.serving.admission import basic
from flows.serving.processes import descendants
from tests.support.desk import Desk, Postbox
from tests.support.pool import environment

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
            headers = {"Authorization": basic(self.address["auth"])}
            answer = httpx.request(method, f"{self.address['api']}/{path}", json=body, headers=headers, timeout=60)
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


@pytest.fixture(scope="session")
def desk():
    desk = Desk()
    yield desk
    desk.stop()


@pytest.fixture(scope="session")
def postbox():
    postbox = Postbox()
    yield postbox
    postbox.stop()


@pytest.fixture(scope="session")
def serving(tmp_path_factory, desk, postbox):
    more = {
        "TEST_DESK": desk.url,
        "TEST_POST": postbox.url,
        "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": "5",
        "ZVIRKA_SERVE_HOSTS": "prefect.example",  # as a proxy in front of it is reached
    }
    served = start(tmp_path_factory.mktemp("served"), **more)
    yield served
    served.stop(signal.SIGINT)


@pytest.fixture(scope="session")
def call(serving, desk, postbox):
    """Call a flow as a run of the server, in a process that has loaded Prefect already."""
    here = serving.environment | {
        "TEST_DESK": desk.url,
        "TEST_POST": postbox.url,
        "ZVIRKA_REVIEW_URL": serving.address["review"],
        "PREFECT_API_URL": serving.address["api"],
        "PREFECT_API_AUTH_STRING": serving.address["auth"],
        "PREFECT_HOME": str(serving.home / "prefect"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    }
    command = [sys.executable, "-m", "tests.support.caller"]
    with (serving.home / "logs" / "caller.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=here, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )

    def flow(name, **parameters):
        process.stdin.write(json.dumps([name, parameters]) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline().strip()
        assert answer == "done", answer

    with process:
        yield flow
        process.stdin.close()
