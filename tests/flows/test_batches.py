"""Many stories in runs of a real server: each once, failures on their own, helpers, and what was interrupted."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.many.queue import key
from pipeline.request import Request
from storage.work_items import DONE, Work
from tests.support.pool import wait_until

EDITIONS = {
    "uk": "Міст номер {n} відкрили\n\nУ вівторок міст номер {n} відкрили для руху.\n\nРемонт тривав 14 місяців.\n",
    "ru": "Мост номер {n} открыли\n\nВо вторник мост номер {n} открыли для движения.\n\nРемонт длился 14 месяцев.\n",
}


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """Twelve stories, one of which has only one edition."""
    folder = tmp_path_factory.mktemp("stories")
    for n in range(12):
        (folder / f"story-{n}").mkdir()
        for language, text in EDITIONS.items():
            (folder / f"story-{n}" / f"{language}.txt").write_text(text.format(n=n))
    (folder / "story-7" / "ru.txt").unlink()
    return folder


def begin(serving, deployment, **parameters):
    found = serving.ask("GET", f"deployments/name/{deployment}")
    run = serving.ask("POST", f"deployments/{found['id']}/create_flow_run", {"parameters": parameters})
    return run["id"]


def ended(serving, run):
    state = serving.ask("GET", f"flow_runs/{run}")["state_type"]
    return state if state in {"COMPLETED", "FAILED", "CRASHED"} else None


def see_through(serving, run):
    wait_until(lambda: ended(serving, run))
    assert ended(serving, run) == "COMPLETED"


def items(serving, batch):
    with Work(f"sqlite:///{serving.home / 'zvirka.db'}") as work:
        return work.items(batch)


def test_every_story_once_and_one_that_fails_stops_none(serving, stories):
    done = serving.zvirka("run", "batch", stories.name, "--name", "whole", "--helpers", "1", cwd=stories.parent)
    assert done.returncode == 2, "no finding counts, and one story has only one edition"
    assert done.stdout.startswith("11 stories compared; 1 could not be compared")
    run = done.stderr.splitlines()[0].rpartition("/")[2]
    found = items(serving, "whole")
    assert [item.state for item in found] == [DONE] * 12
    assert [item.tries for item in found] == [1] * 12
    assert [Path(item.key).name for item in found if item.story is None] == ["story-7"]
    (artifact,) = serving.ask("POST", "artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run]}}})
    assert artifact["data"].startswith("11 stories compared; 1 could not be compared")
    assert "story-7" in artifact["data"]
    assert f"{serving.address['review']}/stories/" in artifact["data"]
    assert "stories a second" in artifact["data"]
    lines = serving.ask("POST", "logs/filter", {"logs": {"flow_run_id": {"any_": [run]}}, "limit": 200})
    told = [line["message"] for line in lines if line["message"].startswith("story=")]
    assert all(f" run={run} became=compared tries=1 seconds=" in line and " checking=" in line for line in told)
    assert "editions aligned: " in serving.zvirka("status").stdout


def test_interrupted_batch_is_taken_up(serving, stories, call):
    # What a killed run leaves: one story done, one in its hands until the lease ends, the others waiting.
    now = datetime.now(UTC) - timedelta(hours=1)
    requests = [Request(story=str(stories / f"story-{n}")) for n in range(4)]
    with Work(f"sqlite:///{serving.home / 'zvirka.db'}") as work:
        work.plan("killed", {key(each): json.dumps({"story": each.story}) for each in requests}, now)
        work.finish(work.take("killed", "dead", now), now, story="done-before", exit_status=0)
        work.take("killed", "dead", now)
    call("maintain")
    wait_until(lambda: all(item.state == DONE for item in items(serving, "killed")))
    found = items(serving, "killed")
    assert [item.tries for item in found] == [1, 2, 1, 1]
    assert found[0].story == "done-before"


def test_run_without_a_process_is_closed(serving, call):
    deployment = serving.ask("GET", "deployments/name/check/check")
    body = {"name": "zombie", "flow_id": deployment["flow_id"], "state": {"type": "PENDING"}}
    run = serving.ask("POST", "flow_runs/", body)["id"]
    serving.ask("POST", f"flow_runs/{run}/set_state", {"state": {"type": "RUNNING"}, "force": True})
    call("maintain", zombie_hours=0)
    assert ended(serving, run) == "CRASHED"
