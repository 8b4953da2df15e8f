"""Requests that no browser and no program would send: refused in a line, never a mistake of ours, and cheap."""

import json
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from flows.serving.environment import free_port
from review.checking import check_jobs, pasted_texts
from review.checking.gate_input import EDITIONS
from storage import user_accounts as users
from storage.store import Store
from storage.user_accounts import Role
from tests.review.conftest import Site
from tests.support.pool import environment, wait_until
from tests.support.site import Answer
from tests.support.site import Site as Pages

ROOT = Path(__file__).parents[2]
TOKEN = "open-sesame"


@pytest.fixture(scope="module")
def gate(tmp_path_factory):
    home = tmp_path_factory.mktemp("gate") / "home"
    home.mkdir()
    site = Site(home, ZVIRKA_GATE_TOKEN=TOKEN).start()
    yield site
    site.stop()


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 100_000, '{"name": ' + "[" * 5000 + "]" * 5000 + "}"])
def test_json_that_is_nested_without_end_is_refused(shared, body):
    client = shared.client()
    headers = {"content-type": "application/json", "x-form-token": client.get("/me.json").json()["token"]}
    assert client.post("/login.json", content=body, headers=headers).status_code in {400, 401}


@pytest.mark.parametrize("text", ["\ud83d", "a\x00b", "\x1b]0;owned\x07"])
def test_odd_characters_are_only_a_wrong_name(shared, text):
    client = shared.client()
    headers = {"content-type": "application/json", "x-form-token": client.get("/me.json").json()["token"]}
    answer = client.post("/login.json", content=json.dumps({"name": text, "password": text}), headers=headers)
    assert answer.status_code == 401
    assert not set("\ud83d\x00\x1b") & set(shared.store.users.trail(limit=1)[0].who)


@pytest.mark.parametrize("origin", ["http://[", "null", "http://ex\u2100mple".encode().decode("latin-1"), ""])
def test_odd_origin_is_a_foreign_one(shared, origin):
    assert shared.client().post("/login", data={"token": "x"}, headers={"origin": origin.encode()}).status_code == 403


@pytest.mark.parametrize("target", ["http://[", "//[", "/\x00"])
def test_odd_place_to_go_to_is_the_beginning(shared_staffed, target):
    client = shared_staffed.client()
    assert client.submit("/login", name="reader", password="correct horse", next=target).status_code == 303


@pytest.mark.parametrize("number", [2**63, 2**64, 10**400, -1])
def test_number_beyond_the_database_is_refused(site, number):
    client = site.client()
    token = client.get("/me.json").json()["token"]
    assert client.get(f"/audit.json?before={number}").status_code == 422
    answer = client.post(f"/decisions/{number}/undo.json", headers={"x-form-token": token})
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/stories/a%00b", "/?q=%00", "/stories.json?q=a%00", "/stories/%00.json"])
def test_nul_in_an_address_is_nowhere(shared, path):
    assert shared.client().get(path).status_code == 404


def test_long_names_do_not_fill_the_audit_trail(site):
    client = site.client()
    assert client.submit("/login", name="n" * 1_000_000, password="x").status_code == 401
    assert len(site.store.users.trail(limit=1)[0].who) == 100


def test_guesses_at_once_take_the_memory_of_two(site, monkeypatch):
    """Forty took 2.5 GB."""
    now, most, lock = [0], [0], threading.Lock()
    real = users.hashlib.scrypt

    def counted(*arguments, **options):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.01)
        try:
            return real(*arguments, **options)
        finally:
            with lock:
                now[0] -= 1

    monkeypatch.setattr(users.hashlib, "scrypt", counted)
    threads = [threading.Thread(target=site.store.users.check, args=(f"n{number}", "x")) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] <= users.AT_ONCE


@pytest.fixture
def serving(tmp_path):
    """Return a function that runs the app as ``zvirka serve`` does, with what the environment says of proxies."""
    processes = []

    def start(**proxies):
        home, port = tmp_path / "home", free_port(0)
        with Store(f"sqlite:///{home}/zvirka.db") as store:
            store.users.put("olena", "correct horse", Role.ADMIN, datetime.now(UTC))
        command = [sys.executable, "-m", "flows.serving.part", "review", str(port)]
        environ = environment(home) | proxies
        processes.append(
            subprocess.Popen(command, env=environ, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)
        )
        return f"http://127.0.0.1:{port}"

    yield start
    for process in processes:
        process.stdin.close()  # it leaves with its parent
        process.wait(30)


def guesses(url, claimed, *, comes_from="127.0.0.1"):
    """Return how twelve wrong logins end, each of which claims to come from elsewhere."""
    transport = httpx.HTTPTransport(local_address=comes_from)
    with httpx.Client(base_url=url, transport=transport, trust_env=False, timeout=30) as client:
        wait_until(lambda: _answers(client))
        client.get("/login")
        headers = {"x-form-token": client.get("/me.json").json()["token"]}
        return [
            client.post(
                "/login.json",
                json={"name": f"{comes_from} {claimed} {number}", "password": "x"},
                headers=headers | {"x-forwarded-for": claimed.format(number)},
            ).status_code
            for number in range(12)
        ]


LIMITED, FREE = [401] * 10 + [429] * 2, [401] * 12


def test_nobody_comes_from_elsewhere_by_saying_so(serving):
    """A forged X-Forwarded-For gave as many guesses as anybody liked."""
    assert guesses(serving(), "198.51.100.{}") == LIMITED


def test_behind_a_proxy_its_own_word_counts_and_no_clients(serving):
    """As docs/growing.md has it; what a proxy only adds to, and who comes past it, lift nothing."""
    url = serving(FORWARDED_ALLOW_IPS="127.0.0.1")
    assert guesses(url, "198.51.100.{}") == FREE, "twelve people, each from an address of their own"
    assert guesses(url, "192.0.2.{}, 203.0.113.9") == LIMITED, "one client, whose claims the proxy has kept"
    assert guesses(url, "192.0.2.{}", comes_from="127.0.0.2") == LIMITED, "one client, past the proxy"


def _answers(client):
    try:
        return client.get("/health").is_success
    except httpx.HTTPError:
        return False


def asked(gate, **sent):
    headers = {"authorization": f"Bearer {TOKEN}", **sent.pop("headers", {})}
    return httpx.post(f"{gate.url}/gate", headers=headers, timeout=60, trust_env=False, **sent)


def test_gate_takes_no_more_editions_than_it_can_compare(gate):
    editions = {f"x{number}": "A bridge\n\nThe bridge was opened on Monday." for number in range(EDITIONS + 1)}
    before = time.monotonic()
    assert asked(gate, json={"editions": editions}).status_code == 422
    assert time.monotonic() - before < 10


@pytest.mark.parametrize("inner", [False, True])
def test_gate_reads_no_form_of_hundreds_of_thousands_of_parts(gate, inner):
    part = b'--x\r\ncontent-disposition: form-data; name="uk"\r\n\r\na\r\n'
    body = part * 60_000 + b"--x--\r\n"
    if inner:
        nested = (
            b'--y\r\ncontent-disposition: form-data; name="uk"\r\ncontent-type: multipart/form-data; boundary=x\r\n\r\n'
        )
        body = nested + body + b"\r\n--y--\r\n"
    kind = f"multipart/form-data; boundary={'y' if inner else 'x'}"
    before = time.process_time()
    assert asked(gate, content=body, headers={"content-type": kind}).status_code == 422
    assert time.process_time() - before < 5


def test_gate_survives_odd_addresses_and_names(gate):
    edition = {
        "text": "A bridge\n\nThe bridge was opened on Monday, and two villages have a doctor.",
        "url": "http://[\x00",
    }
    other = {"text": "Міст\n\nМіст відкрили в понеділок, і два села знову мають лікаря.", "url": "http://[\x00"}
    answer = asked(gate, json={"editions": {"en": edition, "uk": other}, "story": "a\x00"})
    assert answer.status_code in {200, 409, 422}


def test_checks_wait_in_a_queue_that_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(check_jobs, "WAITING", 3)
    (tmp_path / "home").mkdir()
    slow, site = Pages(), Site(tmp_path / "home", ZVIRKA_ALLOW_HOSTS="127.0.0.1").start()
    slow.put("/slow", Answer(status=404, delay=3))
    client = site.client()
    token = client.get("/me.json").json()["token"]
    answers = [
        client.post("/check.json", json={"address": slow.url("/slow")}, headers={"x-form-token": token})
        for _ in range(check_jobs.AT_ONCE + 5)
    ]
    started = [each.json()["check"] for each in answers if each.status_code == 202]
    wait_until(lambda: all(client.get(f"/checks/{name}.json").json()["done"] for name in started))
    site.stop()
    slow.stop()
    assert [each.status_code for each in answers] == [202] * (check_jobs.AT_ONCE + 3) + [503] * 2


def test_pasted_texts_are_forgotten_after_a_day(tmp_path):
    for name, age in (("old", pasted_texts.KEPT + 10), ("new", 10)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "uk.txt").touch()
        (tmp_path / f"{name}.json").touch()
        for kept in (tmp_path / name, tmp_path / f"{name}.json"):
            os.utime(kept, (time.time() - age,) * 2)
    pasted_texts.forget(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["new", "new.json"]


def test_a_check_that_begins_empties_what_was_pasted_days_ago(site):
    client, folder = site.client(), site.settings.home / pasted_texts.FOLDER
    token = {"x-form-token": client.get("/me.json").json()["token"]}

    def pasted(text):
        sent = {"uk": f"{text} відкрили в понеділок.", "en": "The bridge was opened."}
        name = client.post("/check.json", json=sent, headers=token).json()["check"]
        wait_until(lambda: client.get(f"/checks/{name}.json").json()["done"])
        return {each.name for each in folder.iterdir() if not each.name.startswith(".")}  # one may be being written

    old = pasted("Міст")
    assert len(old) == 2, "the texts, and what a restart needs of the check"
    newer = pasted("Клуб")
    assert newer > old
    for name in old:
        os.utime(folder / name, (time.time() - pasted_texts.KEPT - 60,) * 2)
    left = pasted("Порт")
    assert left > newer - old
    assert not left & old


def test_nothing_but_styles_and_scripts_is_kept_by_browsers(shared):
    client = shared.client()
    for path in ("/", "/stories.json", "/me.json", "/no-such-page", "/metrics"):
        assert client.get(path).headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/static/review.css").headers
