import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup

from flows.serving.environment import free_port
from pipeline.settings.load import load_settings
from review.app import create
from review.checking import check_jobs, pasted_texts
from tests.support.pool import wait_until
from tests.support.site import Answer
from tests.support.site import Site as Pages

DOCS = Path(__file__).parents[2] / "docs" / "review.md"

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
    blocks = [block for block in answer.text.strip().split("\n\n") if not block.startswith(":")]  # signs of life
    events = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
    assert [event["event"] for event in events][-1] == "done"
    took = [json.loads(event["data"]) for event in events if event["event"] == "took"]
    told = [json.loads(event["data"]) for event in events if event["event"] != "took"]
    assert len(took) == len(told) - 1, "each step tells what it took"
    assert told[:3] == ["Reading pasted text UA", "Reading pasted text EN", "Comparing UA, EN"]
    assert client.get(json.loads(events[-1]["data"])).status_code == 200


def test_the_same_texts_are_the_same_story(site):
    client = site.client()
    stories = [finished(client, start(client, **TEXTS).json()["check"])["story"] for _ in range(2)]
    assert stories[0] == stories[1]
    counted = client.get("/metrics").text.splitlines()
    assert 'zvirka_stage_seconds_count{stage="reading"} 2' in counted
    assert 'zvirka_stage_seconds_count{stage="checking"} 1' in counted, "what did not change is not checked again"


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


def shown(page):
    """What the form holds, field by field."""
    soup = BeautifulSoup(page, "lxml")
    texts = {area["name"]: area.get_text().strip() for area in soup.select("textarea")}
    return {"address": soup.select_one("input[name=address]")["value"], **texts}


def test_whatever_goes_wrong_the_text_is_still_there(site, monkeypatch):
    client = site.client()
    lone = client.submit("/check", uk=TEXTS["uk"])
    assert (lone.status_code, shown(lone.text)["uk"]) == (422, TEXTS["uk"])
    monkeypatch.setattr(check_jobs, "WAITING", -check_jobs.AT_ONCE)
    full = client.submit("/check", **TEXTS)
    assert full.status_code == 503
    assert shown(full.text) == {"address": "", **TEXTS, "ru": ""}
    assert "Too many stories" in BeautifulSoup(full.text, "lxml").select_one("[role=alert]").get_text()
    monkeypatch.undo()
    twice = client.submit("/check", uk=TEXTS["uk"], en=TEXTS["uk"])
    name = twice.headers["location"].rpartition("/")[2]
    finished(client, name)
    page = BeautifulSoup(client.get(f"/checks/{name}").text, "lxml")
    again = page.select_one("#again:not([hidden]) a")
    assert shown(client.get(again["href"]).text) == {"address": "", "uk": TEXTS["uk"], "en": TEXTS["uk"], "ru": ""}


def test_pasted_texts_have_no_path_in_page_list_or_export(site):
    client = site.client()
    story = finished(client, start(client, **TEXTS).json()["check"])["story"]
    page = client.get(f"/stories/{story}").text
    assert "pasted text" in BeautifulSoup(page, "lxml").select_one(".edition dl").get_text()
    told = [page, client.get("/stories.json").text, client.get("/").text]
    told += [client.get(f"/stories/{story}.{suffix}").text for suffix in ("json", "html", "md", "csv", "sarif", "rows")]
    for text in told:
        assert ".txt" not in text
        assert str(site.settings.home) not in text
    report = client.get(f"/stories/{story}.json").json()
    assert report["story"]["editions"]["uk"]["url"] == "pasted:uk"


def test_a_story_that_was_pasted_is_deleted_with_its_texts(site):
    client = site.client()
    name = start(client, **TEXTS).json()["check"]
    story = finished(client, name)["story"]
    assert list((site.settings.home / pasted_texts.FOLDER).glob("*/*.txt"))
    page = BeautifulSoup(client.get(f"/stories/{story}").text, "lxml")
    assert page.select_one(f"form[action='/stories/{story}/delete'] button")
    assert client.submit(f"/stories/{story}/delete").headers["location"] == "/"
    assert client.get(f"/stories/{story}").status_code == 404
    assert story not in client.get("/stories.json").text
    assert not list((site.settings.home / pasted_texts.FOLDER).glob("*/*.txt"))
    assert site.store.users.trail()[0].action == "delete"
    assert client.submit(f"/stories/{story}/delete.json").status_code == 404
    assert finished(client, start(client, **TEXTS).json()["check"])["story"] == story, "and can be checked again"


def test_a_story_of_a_watched_publisher_stays(site):
    (site.settings.home / "publishers.toml").write_text('[visnyk]\nfeeds = ["https://visnyk.example/rss"]\n')
    site.app = create(load_settings({"ZVIRKA_HOME": str(site.settings.home)}), site.store)
    client = site.start().client()
    (story,) = client.get("/stories.json").json()["stories"]
    assert story["publisher"] == "visnyk"
    assert client.submit(f"/stories/{story['id']}/delete").status_code == 409
    assert "/delete" not in client.get(f"/stories/{story['id']}").text


@contextmanager
def app(home, port, host):
    """The review app as ``zvirka serve`` runs it, in a process of its own."""
    child = subprocess.Popen(
        [sys.executable, "-m", "flows.serving.part", "review", str(port)],
        env={**os.environ, "ZVIRKA_HOME": str(home), "ZVIRKA_ALLOW_HOSTS": host, "ZVIRKA_UI_LANGUAGE": "en"},
        stdin=subprocess.PIPE,  # held open, for it ends with whoever holds it
        start_new_session=True,
    )
    try:
        wait_until(lambda: _answers(port))
        yield child
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdin.close()


def _answers(port):
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).is_success
    except httpx.HTTPError:
        return False


def test_a_check_that_a_restart_interrupted_says_so_where_one_watches_and_keeps_the_text(tmp_path, browser):
    slow, port = Pages(), free_port(0)
    slow.put("/slow", Answer(status=404, delay=60))
    page = browser.new_page()
    page.set_default_timeout(120_000)
    with app(tmp_path, port, "127.0.0.1"):
        page.goto(f"http://127.0.0.1:{port}/check")
        page.fill("textarea[name=uk]", TEXTS["uk"])
        page.fill("textarea[name=en]", slow.url("/slow"))
        with page.expect_response(re.compile("/events$")):  # the first step may stand in the page before its script
            page.get_by_role("button", name="Check", exact=True).click()
        page.wait_for_selector("#steps li")
    with app(tmp_path, port, "127.0.0.1"):
        page.wait_for_selector("#failed:visible")
        assert "interrupted" in page.locator("#failed").inner_text()
        assert page.locator("#steps").get_attribute("data-events")
        page.get_by_role("link", name="Change it and check again").click()
        assert page.locator("textarea[name=uk]").input_value() == TEXTS["uk"]
        assert page.locator("textarea[name=en]").input_value() == slow.url("/slow")
    page.close()
    slow.stop()


def test_the_bookmarklet_of_the_documents_fills_the_form_in(site, pages, browser):
    (code,) = re.findall(r"(?m)^javascript:(.+)$", DOCS.read_text())
    pages.put("/news/1", Answer(body=b"<title>Story</title>"))
    here = browser.new_page()
    here.goto(pages.url("/news/1?a=b&c=d#e"))
    with here.context.expect_page() as opened:
        here.evaluate(code.replace("http://127.0.0.1:4280", site.url))
    opened.value.wait_for_load_state()
    assert opened.value.locator("input[name=address]").input_value() == pages.url("/news/1?a=b&c=d#e")
    opened.value.close()
    here.close()
