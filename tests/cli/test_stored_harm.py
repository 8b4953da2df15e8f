"""What the database holds and no version of now would put there: texts of an older one, and damaged bytes."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows.cli import run
from pipeline.settings.load import load_settings
from storage.models import StoredComparison
from storage.store import Store
from tests.support.stories import article, comparison

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "security-guarantees"
ODD = "\x1b]0;owned\x07\x9b31m\u202e\u2066"

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def store(monkeypatch, tmp_path):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    with Store(load_settings(os.environ).database_url) as store:
        yield store


def damage(store, story=None):
    change = sa.update(StoredComparison).values(packed=b"\x00damaged")
    with store._writing.begin() as connection:
        connection.execute(change if story is None else change.where(StoredComparison.story == story))


def test_texts_of_an_older_version_steer_no_terminal(store, capsys):
    """Nothing was taken out of them when they were kept."""
    odd = replace(comparison().findings[0], message=replace(comparison().findings[0].message, text=f"{ODD} {{count}}"))
    old = {code: article(code, title=f"Міст{ODD}") for code in ("uk", "en")}
    store.record(comparison(articles=old, findings=(odd,)), {})
    assert run(["findings"]) == 0
    assert run(["findings", "visnyk-1"]) == 0
    out = capsys.readouterr().out
    assert "Міст" in out
    assert not set(ODD[:1] + "\x07\x9b\u202e\u2066") & set(out)


def test_damaged_story_is_told_in_a_line_and_the_others_are_listed(store, capsys):
    for story in ("visnyk-1", "visnyk-2"):
        store.record(comparison(story), {})
    damage(store, "visnyk-1")
    assert run(["findings"]) == 0
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == {"visnyk-1", "visnyk-2"}
    assert run(["findings", "visnyk-1"]) == 2
    assert "What is kept of visnyk-1 is damaged; check it again" in capsys.readouterr().err
    assert run(["findings", "visnyk-2"]) == 0


def test_the_next_check_puts_a_damaged_story_right(store):
    files = [f"--{code}={EXAMPLE / code}.html" for code in ("uk", "en")]
    first = run(["check", *files])
    (story,) = [each.id for each in store.stories().stories]
    whole = store.comparison(story)
    damage(store)
    assert store.comparison(story) is None
    assert run(["check", *files]) == first
    assert store.comparison(story).findings == whole.findings
    assert len(store.history(story)) == 1, "what cannot be read is passed over"
    assert run(["reparse"]) == 0
