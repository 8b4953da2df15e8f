"""A work pool as docs/growing.md describes it: a server and process workers; PostgreSQL for both where it is given."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from flows.serving.admission import basic
from flows.serving.processes import descendants, is_running

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
POOL = "stories"
#: Seconds that a process gets to end, and then those that it started.
PATIENCE = 30
#: States of a run to which nothing more happens.
OVER = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of the developer's own settings is left."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZVIRKA_", "PREFECT_"))}
    return kept | {
        "ZVIRKA_HOME": str(home),
        "ZVIRKA_UI_LANGUAGE": "en",
        "ZVIRKA_ALLOW_HOSTS": "127.0.0.1",
        "ZVIRKA_SERVE_FOLDERS": f"{ROOT},{tempfile.gettempdir()}",
    }


def wait_until(true: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something is true, and say so if it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, true
        time.sleep(0.1)


class Pool:
    """A server that does no runs itself, and workers that do.

    Args:
        home: an empty folder.
        database: zvirka's, made anew; None for SQLite.
        prefect: Prefect's, made anew; None for SQLite.
        more: added to the environment.
        runs: the server does the runs itself, as ``zvirka serve`` does when nothing else is said.
    """

    def __init__(
        self,
        home: Path,
        database: str | None = None,
        prefect: str | None = None,
        more: Mapping[str, str] | None = None,
        *,
        runs: bool = False,
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home, self.database = home, database or f"sqlite:///{home / 'zvirka.db'}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self._runs = runs
        self._environment = environment(home) | {"ZVIRKA_DATABASE_URL": self.database, **(more or {})}
        if prefect is not None:
            url = prefect.replace("postgresql://", "postgresql+asyncpg://")
            self._environment["PREFECT_API_DATABASE_CONNECTION_URL"] = url
        self.server = self._serve()

    @property
    def address(self) -> Mapping[str, str]:
        """Where the server is."""
        found: Mapping[str, str] = json.loads((self.home / "serve.json").read_text())
        return found

    @property
    def environment(self) -> dict[str, str]:
        """What a worker and Prefect's own commands need to know."""
        place = self.address
        return self._environment | {
            "PREFECT_HOME": str(self.home / "prefect"),
            "PREFECT_API_URL": place["api"],
            "PREFECT_API_AUTH_STRING": place["auth"],
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "ZVIRKA_REVIEW_URL": place["review"],
            "DO_NOT_TRACK": "1",
        }

    def _serve(self) -> subprocess.Popen[bytes]:
        command = [BIN / "zvirka", "serve", "--prefect-port", "0", "--review-port", "0"]
        command += [] if self._runs else ["--no-runs"]
        server = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert server.stdout is not None
        for line in server.stdout:
            if line.startswith(b"ready"):
                return server
        said = f"zvirka serve ended with {server.wait()}"
        raise AssertionError(said)

    def deploy(self) -> None:
        """Make the work pool and the deployments of prefect.yaml."""
        for command in (["work-pool", "create", "--type", "process", POOL], ["--no-prompt", "deploy", "--all"]):
            done = subprocess.run(
                [BIN / "prefect", *command], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr

    def work(self, name: str, *before: str, limit: int = 2) -> subprocess.Popen[bytes]:
        """Start a worker.

        Args:
            name: of the worker and of its log.
            before: what stands before the command, as "taskset -c 0".
            limit: how many runs it takes at a time.
        """
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # A shell that starts us in the background has INT ignored, and a worker that gets TERM sends itself INT.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        worker_of = ("worker", "start", "--pool", POOL, "--name", name, "--limit", str(limit))
        command = [*before, BIN / "prefect", *worker_of]
        with (self.home / f"{name}.log").open("ab") as log:
            worker = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self.workers.append(worker)
        return worker

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Ask Prefect."""
        for _ in range(120):  # a server that is busy says 503, one that is started again is away
            with suppress(httpx.TransportError):
                place = self.address
                headers = {"Authorization": basic(place["auth"])}
                answer = httpx.request(method, f"{place['api']}/{path}", json=body, headers=headers, timeout=60)
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    assert answer.is_success, answer.text
                    return answer.json() if answer.content else None
            time.sleep(0.5)
        said = f"Prefect does not answer {path}"
        raise AssertionError(said)

    def begin(self, deployment: str, **parameters: object) -> str:
        """Ask for a run and return its id."""
        found = self.ask("GET", f"deployments/name/{deployment}")
        run = self.ask("POST", f"deployments/{found['id']}/create_flow_run", {"parameters": parameters})
        return str(run["id"])

    def ended(self, run: str) -> str | None:
        """Return how a run ended; None where it goes on."""
        state = self.ask("GET", f"flow_runs/{run}")["state_type"]
        return state if state in OVER else None

    def online(self) -> int:
        """Return how many workers are there."""
        found = self.ask("POST", f"work_pools/{POOL}/workers/filter", {})
        return sum(each["status"] == "ONLINE" for each in found)

    def zvirka(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command."""
        return subprocess.run(
            [BIN / "zvirka", *arguments], env=self._environment, capture_output=True, text=True, check=False
        )

    def restart(self) -> None:
        """End everything, and start the server again; workers are left to whoever wants them."""
        self.stop()
        self.workers.clear()
        self.server = self._serve()

    def stop(self) -> None:
        """End everything."""
        for process in (*self.workers, self.server):
            end(process)


def end(process: subprocess.Popen[bytes], sent: signal.Signals = signal.SIGTERM) -> None:
    """End a process and whatever it started, as systemd stops a unit: all get the signal."""
    family = descendants(process.pid)
    for pid in (process.pid, *(each.pid for each in family)):
        with suppress(ProcessLookupError):
            os.kill(pid, sent)
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    end = time.monotonic() + PATIENCE
    while any(is_running(each) for each in family) and time.monotonic() < end:
        time.sleep(0.1)
    for each in [each for each in (*descendants(process.pid), *family) if is_running(each)]:
        with suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
