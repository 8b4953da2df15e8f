import os

import pytest

from storage.timings import Timings
from tests.support.publisher import edition, write

QUICK = "[fetch]\ndelay = 0.0\nretries = 0\ntimeout = 10.0\ndeadline = 30.0\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of the test's own, told by the environment as a run of Prefect's is told."""
    for name in [name for name in os.environ if name.startswith("ZVIRKA_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    (home / "zvirka.toml").write_text(QUICK)
    monkeypatch.setenv("ZVIRKA_HOME", str(home))
    monkeypatch.setenv("ZVIRKA_ALLOW_HOSTS", "127.0.0.1")
    monkeypatch.setenv("ZVIRKA_REVIEW_URL", "https://review.example/")
    monkeypatch.setenv("ZVIRKA_SERVE_FOLDERS", str(tmp_path))
    return home


@pytest.fixture
def timings(url):
    with Timings(url) as timings:
        yield timings


@pytest.fixture
def folder(tmp_path):
    """A story in two editions, as files."""
    return str(write(tmp_path / "bridge", [edition("uk"), edition("ru")]))
