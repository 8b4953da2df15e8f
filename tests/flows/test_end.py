"""However ``zvirka serve`` ends, nothing is left of it."""

import signal
from pathlib import Path

from flows.serving.processes import descendants
from tests.flows.conftest import start, wait_until

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "security-guarantees"


def alive(processes):
    return [pid for pid in processes if Path(f"/proc/{pid}").exists()]


def test_nothing_is_left(tmp_path):
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
