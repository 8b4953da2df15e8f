import re
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from review.findings.decision_names import ACTIONS

STORY = "/stories/security-guarantees"
NUMBER, NEGATION, MISSING = "n-8d01c2f7a6b3", "d-5b77e0914c2d", "m-1f3390ab54e8"
CHOICE = {"reason": "deliberate", "scope": "text"}


def counts(client):
    return client.get("/stories.json").json()["stories"][0]["counts"]


def verdict(client):
    return BeautifulSoup(client.get(STORY).text, "lxml").h1.get_text(strip=True).replace("\xa0", " ")


def dismiss(client, *findings, **choice):
    answer = client.submit(f"{STORY}/decisions", finding=findings, **CHOICE | choice)
    assert answer.status_code == 303, answer.text
    return answer


def decision(client):
    return client.get(f"{STORY}/decisions.json").json()[0]


def test_dismissed_findings_are_listed_never_counted_and_come_back(site):
    client = site.client()
    assert dismiss(client, NUMBER, note="as the source has it").headers["location"] == f"{STORY}#f-{NEGATION}"
    assert counts(client) == {"critical": 0, "major": 2, "minor": 0, "info": 1}
    assert verdict(client) == "1 statement contradicts the others; RU lacks 1 paragraph"
    page = BeautifulSoup(client.get(STORY).text, "lxml")
    assert "as the source has it" in page.select_one(f"#f-{NUMBER} .decided").get_text()
    undone = client.submit(f"/decisions/{decision(client)['id']}/undo")
    assert undone.headers["location"] == f"{STORY}#f-{NUMBER}"
    assert counts(client)["critical"] == 1


def test_the_page_goes_on_to_what_its_filters_show(site):
    client = site.client()
    client.headers["referer"] = f"{site.url}{STORY}?edition=ru"
    answer = dismiss(client, NUMBER, next=MISSING)
    assert answer.headers["location"] == f"{STORY}?edition=ru#f-{MISSING}"
    client.headers["referer"] = "https://evil.example/?x=1"
    assert dismiss(client, MISSING, next=NUMBER).headers["location"].startswith(f"{STORY}#f-")


def test_a_decision_survives_a_new_check_and_lapses_when_the_text_changes(site, comparison):
    client = site.client()
    dismiss(client, NUMBER)
    later = comparison.created + timedelta(hours=1)
    site.store.record(replace(comparison, created=later, findings=comparison.findings[::-1]), {})
    assert counts(client)["critical"] == 0
    changed = replace(comparison.findings[0], id="n-other-text")
    latest = later + timedelta(hours=1)
    site.store.record(replace(comparison, created=latest, findings=(changed, *comparison.findings[1:])), {})
    assert counts(client)["critical"] == 1
    lapsed = BeautifulSoup(client.get(STORY).text, "lxml").select_one(".lapsed").get_text()
    assert "UA says “800 000”, the others say “880 000”" in lapsed
    assert "Deliberate" in lapsed


def other(site, comparison, **changes):
    """Another story, with a finding of the same kind about the same edition and another text."""
    finding = replace(comparison.findings[0], id="n-elsewhere", **changes)
    site.store.record(replace(comparison, story="other", findings=(finding,)), {})


@pytest.mark.parametrize(
    ("scope", "changes", "left"),
    [
        ("text", {}, 1),
        ("story", {}, 1),
        ("publisher", {}, 0),
        ("publisher", {"edition": "en"}, 1),
        ("publisher", {"edition": None}, 1),
    ],
)
def test_a_decision_reaches_as_far_as_its_scope(site, comparison, scope, changes, left):
    other(site, comparison, **changes)
    client = site.client()
    dismiss(client, NUMBER, scope=scope)
    assert site.store.summary("other").counts["critical"] == left
    assert site.store.summary("security-guarantees").counts["critical"] == 0
    client.submit(f"/decisions/{decision(client)['id']}/undo")
    assert site.store.summary("other").counts["critical"] == 1


def test_a_story_wide_decision_holds_for_a_changed_text_too(site, comparison):
    client = site.client()
    dismiss(client, NUMBER, scope="story")
    changed = replace(comparison.findings[0], id="n-other-text")
    site.store.record(replace(comparison, created=comparison.created + timedelta(hours=1), findings=(changed,)), {})
    assert counts(client)["critical"] == 0


def test_several_are_dismissed_together_or_not_at_all(site):
    client = site.client()
    assert client.submit(f"{STORY}/decisions", finding=[NUMBER, "gone"], **CHOICE).status_code == 409
    assert counts(client)["critical"] == 1
    dismiss(client, NUMBER, NEGATION, MISSING)
    assert counts(client) == {"critical": 0, "major": 0, "minor": 0, "info": 1}
    assert verdict(client) == "Nothing serious; 1 note"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"finding": NUMBER, "reason": "x", "scope": "text"}, 422),
        ({"finding": NUMBER, "reason": "deliberate", "scope": "everything"}, 422),
        ({"reason": "deliberate", "scope": "text"}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(site, fields, status):
    assert site.client().submit(f"{STORY}/decisions", **fields).status_code == status


def test_undoing_twice_changes_nothing(site):
    client = site.client()
    dismiss(client, NUMBER)
    path = f"/decisions/{decision(client)['id']}/undo.json"
    assert [client.submit(path).json()["undone"] for _ in range(2)] == [True, False]
    assert client.submit("/decisions/999/undo.json").status_code == 404


def test_history_tells_what_happened(site, comparison):
    client = site.client()
    dismiss(client, NUMBER)
    client.submit(f"/decisions/{decision(client)['id']}/undo")
    for hours, findings in ((1, comparison.findings[1:]), (2, comparison.findings)):
        site.store.record(
            replace(comparison, created=comparison.created + timedelta(hours=hours), findings=findings), {}
        )
    entries = client.get(f"{STORY}/history.json").json()
    about = [entry["what"] for entry in entries if entry["finding"] == NUMBER]
    assert sorted(about) == ["dismissed", "opened", "reopened", "resolved", "undone"]
    assert "found again" in client.get(f"{STORY}/history").text


def test_what_was_done_is_in_the_audit_trail(site):
    client = site.client()
    dismiss(client, NUMBER)
    entry = client.get("/audit.json").json()[0]
    assert (entry["who"], entry["action"], entry["subject"]) == ("local", "dismiss", "security-guarantees")
    (line,) = BeautifulSoup(client.get("/audit?lang=uk").text, "lxml").select("tbody tr")
    assert f"Зроблено навмисно; Цей текст, доки він не зміниться; {NUMBER}" in line.get_text()
    assert "цей комп’ютер" in line.get_text()


def test_every_action_of_the_audit_trail_has_a_name():
    modules = [file.read_text() for file in (Path(__file__).parents[2] / "review").rglob("*.py")]
    noted = {name for text in modules for name in re.findall(r'\.users\.note\([^,]+, "([\w-]+)"', text)}
    assert {"dismiss", "share", "draft"} <= noted <= set(ACTIONS)


def test_json_clients_send_their_token_in_a_header(site):
    client = site.client()
    token = client.get("/me.json").json()["token"]
    body = {"finding": [NUMBER], **CHOICE}
    assert client.post(f"{STORY}/decisions.json", json=body).status_code == 403
    answer = client.post(f"{STORY}/decisions.json", json=body, headers={"x-form-token": token})
    assert answer.json() == {"decisions": [1]}


def test_no_decision_is_lost_when_many_decide_at_once(site):
    clients = [site.client() for _ in range(8)]
    tokens = [client.get("/me.json").json()["token"] for client in clients]
    answers = []

    def work(client, token):
        for _ in range(5):
            body = {"finding": [NUMBER], **CHOICE}
            answers.append(client.post(f"{STORY}/decisions.json", json=body, headers={"x-form-token": token}))

    threads = [threading.Thread(target=work, args=pair) for pair in zip(clients, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 40
    made = {each["id"] for each in clients[0].get(f"{STORY}/decisions.json").json()}
    assert made == {answer.json()["decisions"][0] for answer in answers}
