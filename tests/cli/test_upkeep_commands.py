"""Work on what is stored."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.cli import run
from storage.store import Store
from tests.support.stories import comparison


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    monkeypatch.setenv("ZVIRKA_UI_LANGUAGE", "en")
    monkeypatch.delenv("ZVIRKA_DATABASE_URL", raising=False)
    return tmp_path


def test_reparse_says_what_changed(home, capsys):
    with Store(f"sqlite:///{home}/zvirka.db") as store:
        store.record(comparison(), {})
    assert run(["reparse"]) == 0
    assert capsys.readouterr().out.startswith("1 stories re-read: 0 changed, 1 left as they were")


def test_nothing_is_forgotten_without_a_setting(capsys):
    assert run(["forget"]) == 0
    assert "history.keep_days" in capsys.readouterr().out


def test_forget_can_be_tried_first(home, capsys):
    now = datetime.now(UTC)
    (home / "zvirka.toml").write_text("[history]\nkeep_days = 30\n")
    with Store(f"sqlite:///{home}/zvirka.db") as store:
        store.record(comparison(created=now - timedelta(days=40), findings=()), {})
        store.record(comparison(created=now), {})
    for arguments, said in (
        (["forget", "--dry-run"], "Would be deleted: 1 comparisons"),
        (["forget"], "Deleted: 1 comparisons"),
        (["forget"], "Deleted: 0 comparisons"),
    ):
        assert run(arguments) == 0
        assert capsys.readouterr().out.startswith(said)
