"""A check in the review app: how far it is, what is kept of it, what a reader is sent, where pasted texts lie."""

import asyncio
import json
import os
import stat
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from review.checking import pasted_texts, progress_events
from review.checking.check_job import Job, read
from tests.support.stories import comparison

BEFORE = datetime(2025, 11, 3, 8, 30, tzinfo=UTC)


def test_each_step_is_told_with_what_it_took():
    job = Job({"": "https://visnyk.example/1"}, lines=["reading", "comparing"], times=[10.0, 12.5])
    assert job.progress().took == (2.5,)
    job.times.append(12.75)
    assert job.progress().took == (2.5, 0.2)


@pytest.mark.parametrize("since", [None, BEFORE])
def test_what_a_restart_needs_is_kept(since):
    job = Job({"uk": "Текст", "en": "https://visnyk.example/1"}, of="bridge", since=since, story="a b", done=True)
    assert read(job.written) == job


def test_what_had_not_ended_was_interrupted():
    kept = read(Job({"uk": "Текст"}).written)
    assert (kept.done, kept.interrupted) == (True, True)


def test_a_story_that_was_checked_again_opens_at_what_changed():
    job = Job({}, story="міст/1")
    assert job.report == "/stories/%D0%BC%D1%96%D1%81%D1%82/1"
    job.since = BEFORE
    assert job.report.endswith("?since=2025-11-03T08%3A30%3A00%2B00%3A00#since")


def sent(job, listens):
    """Return the events that a reader gets who goes away after so many looks."""
    looks = iter(range(listens))

    async def gone():
        return next(looks, None) is None

    async def all_of_them():
        return [each async for each in progress_events.events(job, gone)]

    return asyncio.run(all_of_them())


def event(kind, data):
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def test_steps_are_streamed_and_the_end_is_told():
    job = Job({}, lines=["читаю", "порівнюю"], times=[1.0, 3.0, 4.5], story="bridge", done=True)
    assert sent(job, 5) == [
        event("line", "читаю"),
        event("took", 2.0),
        event("line", "порівнюю"),
        event("took", 1.5),
        event("done", "/stories/bridge"),
    ]


def test_an_error_is_one_event_however_many_lines_it_has():
    assert sent(Job({}, error="no\nstory", done=True), 5) == [event("failed", "no\nstory")]


def test_nothing_is_sent_to_whom_has_gone():
    assert sent(Job({}, lines=["reading"], times=[1.0]), 0) == []


def test_a_step_is_sent_once(monkeypatch):
    monkeypatch.setattr(progress_events, "GLANCE", 0.0)
    assert sent(Job({}, lines=["reading"], times=[1.0]), 3) == [event("line", "reading")]


def test_a_sign_of_life_is_sent_when_nothing_happens(monkeypatch):
    monkeypatch.setattr(progress_events, "GLANCE", 0.01)
    monkeypatch.setattr(progress_events, "ALIVE", 0.015)
    assert sent(Job({}), 4) == [": still here\n\n"] * 2


def test_texts_are_kept_for_nobody_else_and_addresses_are_not(tmp_path):
    folder = tmp_path / pasted_texts.FOLDER
    kept = pasted_texts.keep(folder, {"uk": "Міст відкрили.", "en": "https://visnyk.example/1"})
    assert kept["en"] == "https://visnyk.example/1"
    assert pasted_texts.is_pasted(kept["uk"])
    assert Path(kept["uk"]).read_text(encoding="utf-8") == "Міст відкрили."
    assert stat.S_IMODE(Path(kept["uk"]).stat().st_mode) == 0o600


def test_the_same_texts_are_the_same_story_and_others_another(tmp_path):
    texts = {"uk": "Міст відкрили.", "en": "The bridge was opened."}
    one, same = pasted_texts.keep(tmp_path, texts), pasted_texts.keep(tmp_path, dict(reversed(texts.items())))
    assert one == same
    assert one["uk"] != pasted_texts.keep(tmp_path, texts | {"en": "The bridge was closed."})["uk"]


def test_texts_that_take_the_place_of_others_stay_the_same_story(tmp_path, monkeypatch):
    first = pasted_texts.keep(tmp_path, {"uk": "Міст відкрили.", "en": "The bridge was opened."})
    before = comparison()
    before = replace(
        before,
        articles={code: replace(before.articles[code], url=first[code]) for code in first},
    )
    again = pasted_texts.keep(tmp_path, {"uk": "Міст закрили.", "en": "The bridge was closed."}, before)
    assert again == first
    assert pasted_texts.texts_of(before) == {"uk": "Міст закрили.", "en": "The bridge was closed."}
    monkeypatch.setattr(pasted_texts, "KEPT", -1.0)
    pasted_texts.forget(tmp_path)
    assert not Path(first["uk"]).exists()
    assert pasted_texts.texts_of(before)["uk"].startswith(before.articles["uk"].title), "what was made of them is there"


def test_texts_kept_again_begin_another_day(tmp_path):
    texts = {"uk": "Міст відкрили."}
    folder = Path(pasted_texts.keep(tmp_path, texts)["uk"]).parent
    os.utime(folder, (time.time() - pasted_texts.KEPT - 60,) * 2)
    pasted_texts.keep(tmp_path, texts)
    pasted_texts.forget(tmp_path)
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://visnyk.example/1", True),
        ("http://visnyk.example/1\n", True),
        ("https://visnyk.example/1 та ще слово", False),
        ("/etc/passwd", False),
        ("visnyk.example", False),
        ("", False),
    ],
)
def test_what_is_an_address(text, expected):
    assert pasted_texts.is_address(text) is expected


@pytest.mark.parametrize("where", ["/home/desk/.zvirka", "C:x", "."])
def test_a_line_names_no_place_of_this_machine(where):
    line = f"cannot read {where}/pasted/{'a1' * 8}/uk.txt: too short"
    assert pasted_texts.named(line, Path("/home/desk/.zvirka"), "en") == "cannot read pasted text UA: too short"
