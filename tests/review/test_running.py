"""Pages for those who keep the house: set-aside stories, users, counters."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from storage.timings import Timings
from storage.work_items import TRIES, Work

ERROR = '{"message": {"text": "{edition} could not be read", "values": {"edition": "language:en"}}, "details": []}'


def given_up(site):
    """Let a story fail as often as it takes."""
    with Work(site.settings.database_url) as work:
        now = datetime.now(UTC)
        work.plan("night", {"one": '{"story": "https://visnyk.example/1", "editions": {}, "draft": null}'}, now)
        for _ in range(TRIES):
            work.fail(work.take("night", "me", now), now, ERROR)


def test_set_aside_stories_are_listed_and_return_to_work(site):
    given_up(site)
    client = site.client()
    page = BeautifulSoup(client.get("/set-aside").text, "lxml")
    assert page.select_one(".story h2").get_text() == "https://visnyk.example/1"
    assert "EN could not be read" in page.select_one(".story").get_text()
    assert client.submit("/set-aside", batch="night", key="one").status_code == 303
    assert client.get("/set-aside.json").json() == []
    assert client.submit("/set-aside", batch="night", key="one").status_code == 409
    with Work(site.settings.database_url) as work:
        assert work.take("night", "me", datetime.now(UTC)).tries == 1


def test_counters_for_prometheus(site):
    given_up(site)
    text = site.client().get("/metrics").text
    assert 'zvirka_work{state="set-aside"} 1\n' in text
    assert 'zvirka_comparisons_total{publisher="visnyk.example"} 1\n' in text
    assert "# TYPE zvirka_findings_total counter\n" in text


def test_stages_of_checks_have_their_times(site):
    with Timings(site.settings.database_url) as timings:
        for seconds in ({"reading": 0.25, "storing": 0.5}, {"reading": 0.5}):
            timings.note(seconds, datetime.now(UTC))
    lines = site.client().get("/metrics").text.splitlines()
    assert "# TYPE zvirka_stage_seconds summary" in lines
    assert 'zvirka_stage_seconds_sum{stage="reading"} 0.750000' in lines
    assert 'zvirka_stage_seconds_count{stage="reading"} 2' in lines
    assert 'zvirka_stage_longest_seconds{stage="reading"} 0.500000' in lines


@pytest.mark.parametrize(("password", "status"), [(None, 401), ("guess", 401), ("correct horse", 200)])
def test_counters_ask_for_a_user_where_there_are_some(shared_staffed, password, status):
    auth = None if password is None else ("reader", password)
    assert shared_staffed.client().get("/metrics", auth=auth).status_code == status


def test_admins_manage_users(staffed):
    admin = staffed.client("admin")
    assert admin.submit("/users", name="anna", password="a long password", role="reader").status_code == 303
    assert admin.submit("/users/role", name="anna", role="editor").status_code == 303
    assert [user["role"] for user in admin.submit("/users/role.json", name="anna", role="editor").json()][1] == "editor"
    anna = staffed.client("anna", "a long password")
    assert anna.get("/check").status_code == 200
    assert anna.get("/users").status_code == 403
    assert anna.submit("/users/remove", name="admin").status_code == 403
    assert "anna" not in str(admin.submit("/users/remove.json", name="anna").json())
    assert anna.get("/").status_code == 303
    assert [entry.action for entry in staffed.store.users.trail()][:3] == ["user-removed", "login", "user-set"]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/users", {"name": "anna", "password": "short", "role": "reader"}),
        ("/users", {"name": "", "password": "a long password", "role": "reader"}),
        ("/users", {"name": "admin", "password": "a long password", "role": "reader"}),
        ("/users/role", {"name": "admin", "role": "reader"}),
        ("/users/role", {"name": "reader", "role": "king"}),
        ("/users/remove", {"name": "admin"}),
        ("/users/remove", {"name": "nobody"}),
    ],
)
def test_users_that_would_do_harm_are_refused(shared_staffed, path, fields):
    admin = shared_staffed.looking("admin")
    before = admin.get("/users.json").json()
    answer, told = admin.submit(path, **fields), admin.submit(f"{path}.json", **fields)
    assert answer.status_code == told.status_code == 422
    assert told.json()["detail"] == BeautifulSoup(answer.text, "lxml").select_one("[role=alert]").get_text()
    assert BeautifulSoup(answer.text, "lxml").select_one("[role=alert]").get_text()
    assert admin.get("/users.json").json() == before


def test_the_first_user_has_to_be_admin(site):
    client = site.client()
    assert client.submit("/users", name="anna", password="a long password", role="reader").status_code == 422
    assert client.submit("/users", name="anna", password="a long password", role="admin").status_code == 303


def test_the_part_of_the_server_refuses_a_foreign_address_without_users(tmp_path):
    child = subprocess.Popen(
        [sys.executable, "-m", "flows.serving.part", "review", "0"],
        env={**os.environ, "ZVIRKA_HOME": str(tmp_path), "ZVIRKA_REVIEW_HOST": "0.0.0.0"},
        stdin=subprocess.PIPE,  # held open, for it ends with whoever holds it
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with child:
        told = child.stderr.read()
    assert child.returncode == 1
    assert "add one with python -m review.people" in told
    assert len(told.splitlines()) == 1
