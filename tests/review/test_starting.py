import json
import time

import pytest

TEXTS = {
    "uk": "Міст відкрили\n\nМіст через річку Случ відкрили у вівторок після ремонту за 40 мільйонів гривень.",
    "en": "Bridge opens\n\nThe bridge over the Sluch was opened on Tuesday after repairs worth 40 million hryvnias.",
}


def start(client, **fields):
    token = client.get("/me.json").json()["token"]
    return client.post("/checks.json", json=fields, headers={"x-form-token": token})


def finished(client, name):
    while not (progress := client.get(f"/checks/{name}.json").json())["done"]:
        time.sleep(0.05)
    return progress


def test_progress_comes_as_server_sent_events(site):
    client = site.client()
    name = start(client, **TEXTS).json()["check"]
    answer = client.get(f"/checks/{name}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [dict(line.split(": ", 1) for line in block.split("\n")) for block in answer.text.strip().split("\n\n")]
    assert [event["event"] for event in events][-1] == "done"
    told = [json.loads(event["data"]) for event in events]
    assert told[:3] == ["Reading pasted text UA", "Reading pasted text EN", "Comparing UA, EN"]
    assert client.get(json.loads(events[-1]["data"])).status_code == 200


def test_the_same_texts_are_the_same_story(site):
    client = site.client()
    stories = [finished(client, start(client, **TEXTS).json()["check"])["story"] for _ in range(2)]
    assert stories[0] == stories[1]
    assert 'zvirka_stage_seconds_count{stage="checking"} 2' in client.get("/metrics").text.splitlines()


@pytest.mark.parametrize(
    "fields",
    [{}, {"uk": "лише один"}, {"address": "/etc/passwd"}, {"address": "file:///etc/passwd"}, {"address": "ftp://x/y"}],
)
def test_too_little_is_refused(shared, fields):
    assert start(shared.client(), **fields).status_code == 422


def test_a_file_name_is_a_text_and_never_read(site):
    client = site.client()
    progress = finished(client, start(client, uk="/etc/passwd", en="/etc/hostname").json()["check"])
    assert progress["story"] is None
    assert "root:" not in json.dumps(progress)


def test_private_addresses_are_not_fetched(site):
    client = site.client()
    progress = finished(client, start(client, address=f"{site.url}/stories.json").json()["check"])
    assert progress["story"] is None
    assert "private address" in progress["error"]


def test_an_unknown_check_is_not_there(shared):
    assert shared.client().get("/checks/nothing.json").status_code == 404
    assert shared.client().get("/checks/nothing").status_code == 404


def test_an_address_in_the_link_is_in_the_form_and_nothing_else_is(site):
    client = site.client()
    for given, shown in (("https://visnyk.example/uk/1?a=b", True), ("/etc/passwd", False), ("javascript:1", False)):
        page = client.get("/check", params={"address": given}).text
        assert (f'value="{given}"' in page) is shown


def test_an_error_says_pasted_text_and_no_path(site):
    client = site.client()
    same = finished(client, start(client, uk=TEXTS["uk"], en=TEXTS["uk"]).json()["check"])
    assert "pasted text EN" in same["error"]
    assert ".txt" not in same["error"]
