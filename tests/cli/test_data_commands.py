"""The commands that make data and drafts: batch and draft."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import run
from tests.support.libre import Libre
from tests.support.pool import wait_until
from tests.support.publisher import edition, without, write

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "security-guarantees"


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    write(folder / "bridge", [edition("uk"), edition("en"), without(edition("ru"), 2)])
    shutil.copytree(EXAMPLE, folder / "guarantees")
    return folder


def test_batch_as_lines(many, tmp_path, capsys):
    out = tmp_path / "stories.jsonl"
    assert run(["batch", str(many), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "2 compared, 0 not" in said.err
    assert "UA → RU: " in said.err
    records = [json.loads(line)["record"] for line in out.read_text().splitlines()]
    assert (records.count("story"), records[-1]) == (2, "total")
    assert list(tmp_path.iterdir()) == [out]


def test_batch_as_tables(many, tmp_path, capsys):
    (many / "empty").mkdir(exist_ok=True)
    assert run(["batch", str(many), "--format", "csv", "-o", str(tmp_path / "tables")]) == 1
    names = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert names == ["findings.csv", "rows.csv", "stories.csv", "totals.csv"]
    assert "holds no editions" in capsys.readouterr().err
    assert run(["batch", str(many), "--format", "csv", "--table", "totals"]) == 1
    assert capsys.readouterr().out.startswith("publisher,source,target,lag,")


def test_batch_as_reports_with_a_list_of_them(many, tmp_path, capsys):
    folder = tmp_path / "reports"
    run(["batch", str(many), "--format", "html", "-o", str(folder)])
    listed = (folder / "index.html").read_text()
    pages = sorted(path.name for path in folder.iterdir() if path.name != "index.html")
    assert len(pages) == 2
    assert all(f'href="{name}"' in listed for name in pages)
    assert "<!DOCTYPE html>" in (folder / pages[0]).read_text()[:20]
    capsys.readouterr()
    assert run(["batch", str(many), "--format", "html"]) == 2
    assert capsys.readouterr().err == "zvirka: reports need a folder: add -o FOLDER\n"


@pytest.fixture(scope="module")
def dozen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dozen")
    for number in range(12):
        shutil.copytree(EXAMPLE, folder / f"{number:02}")
    return folder


BATCH = [sys.executable, "-m", "flows.cli", "batch"]


def test_interrupted_batch_keeps_what_was_done(dozen, tmp_path):
    out = tmp_path / "stories.jsonl"
    part = out.with_name(f"{out.name}.part")
    begun = subprocess.Popen([*BATCH, dozen, "-o", out], stderr=subprocess.PIPE, text=True)
    wait_until(lambda: part.exists() and '"story"' in part.read_text())
    begun.send_signal(signal.SIGINT)
    said = begun.communicate()[1]
    assert begun.returncode == 130
    records = [json.loads(line)["record"] for line in out.read_text().splitlines()]
    assert 0 < records.count("story") < 12
    assert records[-1] == "total"
    assert said.splitlines()[-1].startswith(f"interrupted: {records.count('story')} compared, 0 not")
    assert list(tmp_path.iterdir()) == [out]


def test_batch_tells_which_story_of_how_many_it_is_at(dozen, tmp_path):
    ours, theirs = pty.openpty()
    begun = subprocess.Popen([*BATCH, dozen, "-o", tmp_path / "x.jsonl"], stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        shown += piece
    assert begun.wait() == 0
    assert b" of 12: " in shown


def test_batch_of_nothing_is_one_line_and_leaves_nothing(tmp_path, capsys):
    assert run(["batch", str(tmp_path / "nothing"), "-o", str(tmp_path / "out.jsonl")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_a_stored_story(many, monkeypatch, capsys):
    libre = Libre()
    try:
        monkeypatch.setenv("ZVIRKA_LIBRE_URL", libre.base)
        monkeypatch.setenv("ZVIRKA_ALLOW_HOSTS", "127.0.0.1")
        assert run(["check", str(many / "bridge"), "--format", "json", "--fail-on", "never"]) == 0
        report = json.loads(capsys.readouterr().out)
        (finding,) = report["findings"]
        assert run(["draft", finding["id"], "--provider", "libre"]) == 0
        said = capsys.readouterr().out
        assert f"{finding['id']}  Machine draft for RU from UA: libre, " in said
        assert "Это черновик на русском языке" in said
        libre.stop()
        assert run(["draft", report["story"]["id"], "--provider", "libre"]) == 0  # from the cache
    finally:
        libre._server.server_close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a story or findings"),
        (["nothing", "--provider", "google"], "neither a story nor an open finding"),
        (["nothing"], "no provider is chosen"),
    ],
)
def test_drafts_of_nothing_are_one_line(arguments, said, capsys):
    assert run(["draft", *arguments]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
