"""The gate: asked by a content management system before it publishes."""

import json
import logging
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import jsonschema
import pytest

from pipeline.gate import Submitted, judge
from reports.formats.document import json_schema
from storage.decisions import Choice, Reason, Scope
from tests.review.conftest import Site
from tests.support.hostile import PAGES
from tests.support.publisher import edition, without

DOCS = Path(__file__).parents[2] / "docs" / "gate.md"
TOKEN = "open-sesame"
AUTH = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def gate(tmp_path_factory):
    home = tmp_path_factory.mktemp("gate") / "home"
    home.mkdir()
    site = Site(home, ZVIRKA_GATE_TOKEN=TOKEN).start()
    yield site
    site.stop()


def ask(site, *, headers=AUTH, query="", **sent):
    return httpx.post(f"{site.url}/gate{query}", headers=headers, timeout=60, trust_env=False, **sent)


def texts(**changes):
    made = {language: edition(language) for language in ("uk", "en", "ru")}
    return {
        language: "\n\n".join([each.title, *changes.get(language, each.paragraphs)]) for language, each in made.items()
    }


def wrong(language="en", old="12 million", new="15 million"):
    made = edition(language)
    return {language: tuple(text.replace(old, new) for text in made.paragraphs)}


def report(answer):
    found = answer.json()
    jsonschema.validate(found, json.loads(json_schema()))
    return found


def test_editions_that_agree_pass(gate):
    answer = ask(gate, json={"editions": texts()})
    assert (answer.status_code, answer.headers["zvirka-gate"]) == (200, "pass")
    assert report(answer)["findings"] == []


def test_editions_that_contradict_each_other_are_held(gate):
    answer = ask(gate, json={"editions": texts(**wrong())})
    assert (answer.status_code, answer.headers["zvirka-gate"]) == (409, "fail")
    (finding,) = report(answer)["findings"]
    assert (finding["kind"], finding["edition"], finding["severity"]) == ("number", "en", "critical")


def test_ua_is_uk_and_no_language_is_guessed(gate):
    uk, en = texts()["uk"], texts()["en"]
    answer = ask(gate, json={"editions": {"UA": uk, "en": en}})
    assert (answer.status_code, list(report(answer)["story"]["editions"])) == (200, ["uk", "en"])
    for wrong_name, said in (("de", "de is no expected language; use uk, en, ru"), ("EN", "EN is given twice")):
        answer = ask(gate, json={"editions": {"uk": uk, "en": en, wrong_name: en}})
        assert (answer.status_code, answer.json()["detail"]) == (422, said)


@pytest.mark.parametrize(("fail_on", "status"), [("critical", 200), ("major", 409), ("never", 200), (None, 409)])
def test_what_is_serious_enough_is_said_by_whoever_asks(gate, fail_on, status):
    sent = {"editions": texts(ru=without(edition("ru"), 2).paragraphs), "fail_on": fail_on}
    answer = ask(gate, json=sent)
    assert answer.status_code == status
    assert [finding["kind"] for finding in report(answer)["findings"]] == ["missing"]


def test_pages_texts_and_parts_are_taken(gate):
    pages = {language: edition(language).html() for language in ("uk", "en")}
    ru = edition("ru")
    sent = {
        "uk": {"html": pages["uk"].decode(), "url": "https://visnyk.example/uk/1"},
        "en": pages["en"].decode(),
        "ru": {"title": ru.title, "text": "\n\n".join(ru.paragraphs)},
    }
    as_json = report(ask(gate, json={"editions": sent}))
    files = {
        "uk": ("uk.html", pages["uk"], "text/html"),
        "en": ("en.html", pages["en"], "text/html"),
        "ru": ("ru.txt", texts()["ru"].encode(), "text/plain"),
    }
    answer = ask(gate, files=files, data={"fail_on": "critical"})
    assert answer.status_code == 200
    as_form = report(answer)
    for found in (as_json, as_form):
        assert {code: len(each["blocks"]) for code, each in found["story"]["editions"].items()} == dict.fromkeys(
            ("uk", "en", "ru"), 4
        )
    assert as_json["story"]["editions"]["uk"]["url"] == "https://visnyk.example/uk/1"


def test_a_message_is_in_the_language_that_is_asked_for(gate):
    answer = ask(gate, headers={**AUTH, "accept-language": "uk"}, json={"editions": texts(**wrong())})
    assert "15" in answer.json()["findings"][0]["message"]
    assert "says" not in answer.json()["findings"][0]["message"]


REFUSED = {
    "another type": (415, {"content": b"uk=1", "headers": {**AUTH, "content-type": "text/plain"}}),
    "no json": (422, {"content": b"{", "headers": {**AUTH, "content-type": "application/json"}}),
    "no editions": (422, {"json": {}}),
    "one edition": (422, {"json": {"editions": {"uk": "Міст відкрили"}}}),
    "empty editions": (422, {"json": {"editions": {"uk": "  ", "en": {"text": ""}}}}),
    "a misspelt field": (422, {"json": {"editions": {"uk": {"hmtl": "x"}, "en": "y"}}}),
    "a severity that is none": (422, {"json": {"editions": {}, "fail_on": "bad"}}),
    "the same in a form": (422, {"files": {"uk": b"a", "en": b"b"}, "data": {"fail_on": "bad"}}),
    "a form that is none": (422, {"content": b"x", "headers": {**AUTH, "content-type": "multipart/form-data"}}),
    "two in one language": (422, {"json": {"editions": {"uk": texts()["uk"], "en": texts()["uk"]}}}),
    "not a text": (422, {"files": {"uk": b"%PDF-1.7\x00\x01", "en": b"%PDF-1.7\x00\x02"}}),
    "far too much": (413, {"content": b"x" * 5_000_001, "headers": {**AUTH, "content-type": "application/json"}}),
}


@pytest.mark.parametrize(("status", "sent"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_judged_is_refused_in_a_line(gate, status, sent):
    answer = ask(gate, **sent)
    assert answer.status_code == status, answer.text
    assert "\n" not in answer.json()["detail"]
    assert "zvirka-gate" not in answer.headers


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"cookie": "x=y"}]
)
def test_nobody_passes_without_the_token(gate, headers):
    gate.app.state.gate.tries._seen.clear()
    answer = ask(gate, headers=headers, json={"editions": texts()})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_programs_are_answered_as_programs(gate):
    answer = httpx.get(f"{gate.url}/gate", trust_env=False)
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/json")


def test_the_request_is_described(gate):
    told = httpx.get(f"{gate.url}/openapi.json", trust_env=False).json()["paths"]["/gate"]["post"]
    assert [each["name"] for each in told["parameters"]] == ["Authorization"]
    assert set(told["requestBody"]["content"]) == {"application/json", "multipart/form-data"}
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    jsonschema.validate({"editions": texts(), "fail_on": "critical"}, schema)


def test_who_guesses_has_to_wait(gate):
    gate.app.state.gate.tries._seen.clear()
    answers = [ask(gate, headers={"authorization": f"Bearer {number}"}, json={}) for number in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert ask(gate, json={"editions": texts()}).status_code == 200  # who has the token is not kept waiting


def test_without_a_token_in_the_settings_the_gate_is_closed(shared):
    assert ask(shared, json={"editions": texts()}).status_code == 401
    assert ask(shared, headers={"authorization": "Bearer x"}, json={"editions": texts()}).status_code == 401


def test_the_token_is_never_told(gate, caplog):
    caplog.set_level(logging.DEBUG)
    answers = [ask(gate, json={"editions": texts()}), ask(gate, headers={}, json={})]
    assert TOKEN not in caplog.text + "".join(answer.text for answer in answers) + repr(gate.settings)


def test_nothing_of_a_draft_is_kept_but_vectors(gate):
    ask(gate, json={"editions": texts(**wrong())})
    assert gate.store.stories().stories == ()


def test_a_finding_that_was_set_aside_lets_the_story_pass(gate):
    sent = {"editions": texts(**wrong("ru", "9 метров", "8 метров")), "story": "bridge"}
    held = ask(gate, json=sent)
    assert held.status_code == 409
    comparison = judged(gate, sent)
    gate.store.record(comparison, {})
    choice = Choice(reason=Reason("deliberate"), scope=Scope("text"), who="x", made=comparison.created, note="")
    gate.store.decisions.make(comparison, comparison.findings, choice)
    passed = ask(gate, json=sent)
    assert (passed.status_code, passed.json()["findings"]) == (200, [])


def judged(gate, sent):
    made = [Submitted(language=code, raw=text.encode()) for code, text in sent["editions"].items()]
    return judge(made, gate.settings, gate.store, fail_on="major", story=sent["story"]).comparison


def test_twenty_at_once_and_none_is_lost(gate):
    def one(number):
        return ask(gate, json={"editions": texts(uk=(*edition("uk").paragraphs, f"Абзац номер {number}, і все."))})

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(one, range(20)))
    assert {answer.status_code for answer in answers} == {409}
    assert {f"Абзац номер {number}, і все." in answers[number].text for number in range(20)} == {True}


def blocks(language):
    """Return the examples of the documentation in a language."""
    return re.findall(rf"```{language}\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def test_the_documented_hook_works(gate, monkeypatch):
    monkeypatch.setenv("ZVIRKA_URL", gate.url)
    monkeypatch.setenv("ZVIRKA_GATE_TOKEN", TOKEN)
    known = {}
    exec(compile(blocks("python")[0], str(DOCS), "exec"), known)
    assert known["may_publish"](texts()) == (True, [])
    passed, said = known["may_publish"](texts(**wrong()))
    assert (passed, len(said)) == (False, 1)
    assert known["may_publish"]({"uk": "лише один"})[0]
    monkeypatch.setenv("ZVIRKA_URL", "http://127.0.0.1:1")
    assert known["may_publish"](texts())[0]


def test_the_documented_request_is_understood(gate):
    answer = ask(gate, json=json.loads(blocks("json")[0]))
    assert answer.status_code == 409
    assert [finding["kind"] for finding in report(answer)["findings"]] == ["number"]


def test_whose_turn_does_not_come_is_told_to_try_again(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "zvirka.toml").write_text("[gate]\nat_once = 1\ntimeout = 0.01\n")
    site = Site(tmp_path / "home", ZVIRKA_GATE_TOKEN=TOKEN).start()
    try:
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: ask(site, json={"editions": texts()}), range(6)))
        assert {answer.status_code for answer in answers} == {503}
        assert {answer.headers["retry-after"] for answer in answers} >= {"5"}
    finally:
        site.stop()


SAID = {
    "uk": "Абзац номер {} розповідає про будинок {} на вулиці {}, ",
    "en": "Paragraph number {} tells of the house {} in street {}, ",
    "ru": "Абзац номер {} рассказывает о доме, который стоит на улице {} под номером {}, ",
    "pl": "Akapit numer {} opowiada o domu {}, który stoi przy ulicy {}, ",
    "de": "Absatz Nummer {} erzählt von dem Haus {} in der Straße {}, ",
}
#: Nearly as much as an article may have: far more than an encoder reads in that time on any machine.
LONG = {code: tuple(said.format(n, n * 7, n * 3) * 6 for n in range(390)) for code, said in SAID.items()}
#: As many paragraphs that are all alike as an article may have.
ALIKE = {code: (said.format(1, 2, 3),) * 2900 for code, said in SAID.items()}


@pytest.fixture(scope="module")
def hurried(tmp_path_factory):
    """A gate that gives a story three seconds."""
    home = tmp_path_factory.mktemp("hurried") / "home"
    home.mkdir()
    (home / "zvirka.toml").write_text("[gate]\nat_once = 1\ntimeout = 3\n")
    site = Site(home, ZVIRKA_GATE_TOKEN=TOKEN, ZVIRKA_LANGUAGES=",".join(SAID)).start()
    yield site
    site.stop()


def ready(site):
    """Wait until a story passes: the worker is warm, or another one has taken the place of one that was ended."""
    while ask(site, json={"editions": texts()}).status_code == 503:
        pass


def test_a_story_that_takes_too_long_is_given_up_while_all_else_is_answered(hurried):
    ready(hurried)
    with ThreadPoolExecutor(1) as pool:
        begun = time.monotonic()
        asked = pool.submit(ask, hurried, json={"editions": texts(uk=LONG["uk"], en=LONG["en"])})
        waited = []
        while not asked.done():
            before = time.monotonic()
            assert httpx.get(f"{hurried.url}/health", trust_env=False).status_code == 200
            waited.append(time.monotonic() - before)
            time.sleep(0.02)
    answer = asked.result()
    assert (answer.status_code, answer.headers.get("retry-after")) == (503, "60"), answer.text[:300]
    assert time.monotonic() - begun < 30  # and not as long as that story takes
    assert len(waited) >= 10
    assert max(waited) < (time.monotonic() - begun) / 2, "none of them has waited for it"
    ready(hurried)


@pytest.mark.parametrize("kind", PAGES)
def test_five_hostile_pages_end_in_the_time_of_one_story(hurried, kind):
    begun = time.monotonic()
    answer = ask(hurried, json={"editions": {code: {"html": PAGES[kind].decode("latin-1")} for code in SAID}})
    assert answer.status_code in {200, 409, 413, 422, 503}, answer.text[:300]
    assert time.monotonic() - begun < 30  # a machine that is busy is slower than three seconds say
    assert httpx.get(f"{hurried.url}/health", trust_env=False).status_code == 200


@pytest.mark.parametrize(("editions", "status"), [(LONG, {503}), (ALIKE, {200, 409, 422, 503})], ids=["long", "alike"])
def test_five_editions_end_in_the_time_of_one_story(hurried, editions, status):
    ready(hurried)
    begun = time.monotonic()
    answer = ask(hurried, json={"editions": {code: {"text": "\n\n".join(each)} for code, each in editions.items()}})
    assert answer.status_code in status, answer.text[:300]
    assert time.monotonic() - begun < 30
