"""However ``zvirka serve`` ends, nothing is left of it."""

import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.work_items import WAITING, Work
from tests.flows.conftest import start
from tests.support.pool import wait_until
from tests.support.publisher import announce, edition
from tests.support.site import Answer, Site

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


@pytest.fixture
def site():
    """A publisher whose pages never come."""
    site = Site()
    site.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"}))
    announce(site, "/rss", (site.url("/slow"), edition("uk")))
    site.put("/slow", Answer(delay=60))
    yield site
    site.stop()


def test_nothing_is_left(tmp_path, serving, site):
    lend(serving, tmp_path)
    section = f'[visnyk]\nfeeds = ["{site.url("/rss")}"]\nschedule = "24h"\nmax_age = 1e6\n'
    (tmp_path / "publishers.toml").write_text(section)
    served = start(tmp_path)
    deployment = served.ask("GET", "deployments/name/watch/watch")["id"]
    body = {"parameters": {"publisher": "visnyk"}}
    served.ask("POST", f"deployments/{deployment}/create_flow_run", body)
    wait_until(lambda: site.requests("/slow"))
    status, family = served.stop(signal.SIGTERM)
    assert len(family) > 3, "the round has a process of its own"
    assert (status, alive(family)) == (0, [])
    assert not (tmp_path / "serve.json").exists()
    with Work(f"sqlite:///{tmp_path / 'zvirka.db'}") as work:
        (item,) = work.items("watch visnyk")
        assert (item.state, item.owner, item.leased_until, item.tries) == (WAITING, None, None, 0), "given back"
        assert work.hold("watch visnyk", "next", datetime.now(UTC)), "the publisher is free at once"

    killed = start(tmp_path)  # the same home again
    status, family = killed.stop(signal.SIGKILL)
    assert status == -signal.SIGKILL
    wait_until(lambda: not alive(family))
    assert (tmp_path / "serve.json").exists(), "nobody could remove it"
    done = killed.zvirka("run", "check", str(EXAMPLE))
    assert done.returncode == 2
    assert "no server runs" in done.stderr
