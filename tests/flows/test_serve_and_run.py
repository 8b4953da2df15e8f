"""``zvirka serve`` and ``zvirka run``, against a real Prefect server."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from flows.serving.admission import basic
from flows.serving.processes import descendants
from tests.support.pool import wait_until

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "security-guarantees"


@pytest.fixture(scope="module")
def ran(serving):
    """One run of the example through the server, from another folder than the server's."""
    return serving.zvirka("run", "check", "security-guarantees", "--format", "json", cwd=EXAMPLE.parent)


def run_of(serving, done):
    """Return the run that a command has named on standard error."""
    run = done.stderr.splitlines()[0].rpartition("/")[2]
    return serving.ask("GET", f"flow_runs/{run}")


def test_each_part_says_where_it_is(serving):
    said = [line for line in serving.lines if not line.startswith(("Home:", "Starting", "Waiting"))]
    assert [line.split()[0] for line in said] == ["Prefect", "Review", "Deployments", "Log", "ready"]
    for line in said[:2]:
        assert httpx.get(line.split()[1], follow_redirects=True).status_code == 200


def test_serve_says_what_it_waits_for_before_anything_is_up(serving):
    assert serving.lines[0] == f"Home: {serving.home}"
    begins = [line.split()[0] for line in serving.lines]
    assert begins.index("Starting") < begins.index("Waiting") < begins.index("Prefect")
    for part in ("Prefect", "Review", "Deployments"):
        assert serving.lines.index(f"Waiting for {part} …") < begins.index(part)


def test_make_serve_and_the_commands_after_it_use_one_home_and_the_public_address(tmp_path):
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("ZVIRKA_", "PREFECT_"))}
    environ |= {
        "XDG_DATA_HOME": str(tmp_path),
        "ZVIRKA_UI_LANGUAGE": "en",
        "ZVIRKA_REVIEW_URL": "https://review.example",
    }
    tools = Path(sys.executable).parent
    command = ["make", "--old-file=.venv/run", f"BIN={tools}", "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as made:
        try:
            assert any(line.startswith("ready") for line in made.stdout)
            told = json.loads((tmp_path / "zvirka" / "serve.json").read_text())
            arguments = [tools / "zvirka", "run", "check", str(EXAMPLE)]
            done = subprocess.run(arguments, env=environ, capture_output=True, text=True, check=False)
            assert done.returncode == 1, done.stderr
            answer = httpx.post(
                f"{told['api']}/artifacts/filter", json={}, headers={"Authorization": basic(told["auth"])}, timeout=60
            )
            assert "https://review.example/" in answer.text
            assert told["review"] not in answer.text
        finally:
            for child in descendants(made.pid)[:1]:
                os.kill(child.pid, signal.SIGTERM)


def test_prefects_pages_know_where_the_api_is(serving):
    settings = httpx.get(f"{serving.address['prefect']}/ui-settings").json()
    assert urljoin(serving.address["prefect"], settings["api_url"]) == serving.address["api"]


def test_what_lets_in_is_told_to_whoever_has_the_home_alone(serving):
    assert serving.address["enter"] not in "".join(serving.lines), "a log may be open to others"
    assert serving.address["enter"] in serving.zvirka("status").stdout
    for name in ("prefect-auth", "serve.json"):
        assert (serving.home / name).stat().st_mode & 0o777 == 0o600
    said = " ".join(log.read_text() for log in (serving.home / "logs").glob("*.log"))
    assert serving.address["auth"] not in said


def test_nothing_of_the_home_is_left_to_other_users(ran, serving):
    assert ran.returncode == 1, "a run has written what runs write"
    kept = [serving.home, *serving.home.rglob("*")]
    assert {"prefect.db", "zvirka.db", "deployments.log", "serve.lock"} <= {path.name for path in kept}
    assert [path.name for path in kept if path.exists() and path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize("path", ["deployments/filter", "block_documents/filter", "flow_runs/filter"])
def test_prefect_answers_nobody_without_the_auth_string(serving, path):
    url = f"{serving.address['api']}/{path}"
    wrong = {"Authorization": basic("zvirka:guessed")}
    assert httpx.post(url, json={}).status_code == httpx.post(url, json={}, headers=wrong).status_code == 401
    assert httpx.post(url, json={}, headers={"Authorization": basic(serving.address["auth"])}).status_code == 200


def test_nothing_is_kept_outside_the_home(serving):
    assert (serving.home / "prefect" / "prefect.db").is_file()


def test_run_gives_the_report_and_status_of_check(ran, serving):
    checked = serving.zvirka("check", str(EXAMPLE), "--format", "json")
    assert ran.returncode == checked.returncode == 1
    report, expected = json.loads(ran.stdout), json.loads(checked.stdout)
    assert report["findings"] == expected["findings"]
    assert report["story"] == expected["story"]


def test_run_ends_completed_with_a_link_to_its_report(ran, serving):
    assert ran.returncode == 1
    run = run_of(serving, ran)
    assert (run["name"], run["state_type"]) == ("security-guarantees", "COMPLETED")
    by_run = {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}}
    (artifact,) = serving.ask("POST", "artifacts/filter", by_run)
    assert artifact["key"].startswith("report-")
    assert "| Critical | Major |" in artifact["description"]
    address = artifact["data"].partition("](")[2].rstrip(")") or artifact["data"]
    assert address.startswith(serving.address["review"])
    page = httpx.get(address)
    assert page.status_code == 200
    assert "Зеленський" in page.text


def test_parameters_make_a_form(serving):
    deployment = serving.ask("GET", "deployments/name/check/check")
    fields = deployment["parameter_openapi_schema"]["properties"]
    assert set(fields) == {"story", "editions", "draft", "render"}
    assert all(field["description"] for field in fields.values())
    editions = deployment["parameter_openapi_schema"]["definitions"]["Editions"]["properties"]
    assert {code: field["title"] for code, field in editions.items()} == {"uk": "UA", "en": "EN", "ru": "RU"}
    assert {"", "google", "libre"} <= set(fields["draft"]["enum"])


def test_form_offers_the_publishers_that_are_watched(serving):
    def offered():
        deployment = serving.ask("GET", "deployments/name/watch/watch")
        return deployment["parameter_openapi_schema"]["properties"]["publisher"].get("enum", ())

    added = serving.zvirka("watch", "add", "kiosk", "--feed", "https://kiosk.example/rss", "--schedule", "0 5 1 1 *")
    assert added.returncode == 0, added.stderr
    assert "kiosk" in offered()
    assert serving.zvirka("watch", "remove", "kiosk").returncode == 0
    assert "kiosk" not in offered()


@pytest.mark.parametrize(
    ("flow", "parameters", "why"),
    [
        ("check", {}, "Nothing to compare: give a URL, a folder, or an edition for each language"),
        ("check", {"editions": {"uk": "", "de": "https://visnyk.example/de/1"}}, "de is no expected language"),
        ("watch", {"publisher": "nobody"}, "no publisher is called nobody"),
        ("batch", {}, "Nothing to compare: give addresses, folders of stories or web archives"),
    ],
)
def test_a_form_that_makes_no_sense_ends_red_in_one_line(serving, flow, parameters, why):
    deployment = serving.ask("GET", f"deployments/name/{flow}/{flow}")["id"]
    run = serving.ask("POST", f"deployments/{deployment}/create_flow_run", {"parameters": parameters})["id"]
    wait_until(lambda: serving.ask("GET", f"flow_runs/{run}")["state_type"] in {"FAILED", "COMPLETED", "CRASHED"})
    state = serving.ask("GET", f"flow_runs/{run}")["state"]
    assert (state["type"], state["message"].startswith(why)) == ("FAILED", True), state
    said = serving.ask("POST", "logs/filter", {"logs": {"flow_run_id": {"any_": [run]}}, "limit": 200})
    assert not any("Traceback" in each["message"] for each in said)


def test_prefect_forgets_old_runs_with_what_they_left(ran, serving):
    run = run_of(serving, serving.zvirka("run", "check", str(EXAMPLE)))["id"]
    left = {
        "logs": {"logs": {"flow_run_id": {"any_": [run]}}},
        "task_runs": {"flow_runs": {"id": {"any_": [run]}}},
        "artifacts": {"artifacts": {"flow_run_id": {"any_": [run]}}},
    }
    wait_until(lambda: all(serving.ask("POST", f"{table}/filter", which) for table, which in left.items()))
    with sqlite3.connect(serving.home / "prefect" / "prefect.db", timeout=60) as database:
        database.execute("UPDATE flow_run SET end_time = datetime(end_time, '-31 days') WHERE id = ?", (run,))
    by_id = {"flow_runs": {"id": {"any_": [run]}}}
    wait_until(lambda: not serving.ask("POST", "flow_runs/filter", by_id))
    wait_until(lambda: not any(serving.ask("POST", f"{table}/filter", which) for table, which in left.items()))
    assert serving.ask("GET", f"flow_runs/{run_of(serving, ran)['id']}"), "a run of today stays"


def test_run_that_finds_nothing_to_compare_ends_like_check(serving):
    missing = str(EXAMPLE / "missing")
    done = serving.zvirka("run", "check", missing)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(f"zvirka: Two editions are needed: {missing} does not exist")
    assert run_of(serving, done)["state_type"] == "FAILED"


@pytest.mark.parametrize("given", [["/etc"], ["--uk", "/etc/passwd", "--en", "/etc/group"]])
def test_run_reads_no_file_outside_the_folders_of_the_settings(serving, given):
    done = serving.zvirka("run", "check", *given)
    assert (done.returncode, done.stdout) == (2, "")
    said = done.stderr.splitlines()[-1]
    assert said.startswith(f"zvirka: runs may not read {given[-1] if len(given) == 1 else given[1]}, only what")
    assert said.endswith("add its folder to serve.folders in zvirka.toml")
    assert run_of(serving, done)["state_type"] == "FAILED"


def test_batch_reads_no_file_outside_the_folders_of_the_settings(serving):
    done = serving.zvirka("run", "batch", "/etc", "--name", "outside")
    assert done.returncode == 2
    assert done.stdout.startswith("0 stories compared; 1 could not be compared")
    assert "runs may not read /etc, only what" in done.stdout


def test_second_server_on_one_home_is_refused(serving):
    done = serving.zvirka("serve")
    assert done.returncode == 2
    *notes, refusal = done.stderr.splitlines()
    assert [note.partition(" ")[0] for note in notes] == ["Home:", "Starting"]
    assert "already" in refusal
    assert serving.address["pid"] == serving.process.pid


def test_run_without_a_server_is_one_line(tmp_path, serving):
    command = [Path(sys.executable).with_name("zvirka"), "run", "check", str(EXAMPLE)]
    environment = serving.environment | {"ZVIRKA_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == f"zvirka: no server runs on {tmp_path}; start it with zvirka serve\n"


def test_run_cannot_read_standard_input(serving):
    done = serving.zvirka("run", "check", "--uk", "-", "--en", "en.html", input="text")
    assert done.returncode == 2
    assert "standard input" in done.stderr


def test_part_that_is_killed_is_started_again(serving):
    before = {each.pid for each in descendants(serving.process.pid)}
    review = next(pid for pid in before if b"review" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(review, signal.SIGKILL)
    wait_until(lambda: answers(f"{serving.address['review']}/health"))
    assert {each.pid for each in descendants(serving.process.pid)} - before


def answers(url):
    try:
        return httpx.get(url).is_success
    except httpx.HTTPError:
        return False
