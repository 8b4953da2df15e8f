"""However ``zvirka serve`` ends, nothing is left of it."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from flows.serving.processes import descendants
from tests.flows.conftest import start
from tests.support.pool import wait_until

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "security-guarantees"


def alive(processes):
    return [pid for pid in processes if Path(f"/proc/{pid}").exists()]


def lend(serving, home):
    """Give a home a copy of a database of Prefect's that is made already: making one takes ten seconds."""
    (home / "prefect").mkdir()
    with (
        closing(sqlite3.connect(serving.home / "prefect" / "prefect.db")) as made,
        closing(sqlite3.connect(home / "prefect" / "prefect.db")) as mine,
    ):
        made.backup(mine)


def test_nothing_is_left(tmp_path, serving):
    lend(serving, tmp_path)
    served = start(tmp_path)
    deployment = served.ask("GET", "deployments/name/check/check")["id"]
    body = {"parameters": {"story": str(EXAMPLE)}}
    served.ask("POST", f"deployments/{deployment}/create_flow_run", body)
    # A run is PENDING before it has a process, and on an idle machine soon over.
    wait_until(lambda: len(descendants(served.process.pid)) > 3)
    status, family = served.stop(signal.SIGTERM)
    assert len(family) > 3, "the run has a process of its own"
    assert (status, alive(family)) == (0, [])
    assert not (tmp_path / "serve.json").exists()

    killed = start(tmp_path)  # the same home again
    status, family = killed.stop(signal.SIGKILL)
    assert status == -signal.SIGKILL
    wait_until(lambda: not alive(family))
    assert (tmp_path / "serve.json").exists(), "nobody could remove it"
    done = killed.zvirka("run", "check", str(EXAMPLE))
    assert done.returncode == 2
    assert "no server runs" in done.stderr
