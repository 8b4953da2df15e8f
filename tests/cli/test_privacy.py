"""What zvirka keeps is for the eyes of whoever runs it, whatever the shell would have others read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import doctor
from pipeline.privacy import open_to_others
from pipeline.settings.load import load_settings
from storage.store import Store
from tests.support.pool import environment

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "security-guarantees"


@pytest.fixture
def call(tmp_path):
    """Run a module in a process that begins with a mask of 0, on a home that does not exist yet."""

    def run(*arguments, typed=None):
        command = [sys.executable, "-m", *map(str, arguments)]
        home = environment(tmp_path / "home")
        return subprocess.run(
            command, check=False, env=home, cwd=ROOT, umask=0, input=typed, text=True, capture_output=True
        )

    return run


def bits(folder):
    """Return the permissions of a folder and everything in it."""
    return {path.name: f"{path.stat().st_mode & 0o777:o}" for path in (folder, *folder.rglob("*"))}


def readable(folder):
    return {name for name, mode in bits(folder).items() if not mode.endswith("00")}


def test_check_leaves_nothing_to_others_but_the_report_that_was_asked_for(call, tmp_path):
    report = tmp_path / "report.html"
    done = call("flows.cli", "check", EXAMPLE, "--format", "html", "-o", report)
    assert done.returncode == 1, done.stderr
    assert "zvirka.db" in bits(tmp_path / "home")
    assert readable(tmp_path / "home") == set()
    assert report.stat().st_mode & 0o777 == 0o666, "as the shell's mask has it"


def test_batch_writes_its_folder_as_the_shell_would(call, tmp_path):
    done = call("flows.cli", "batch", EXAMPLE.parent, "--format", "csv", "-o", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert set(bits(tmp_path / "data").values()) == {"777", "666"}
    assert readable(tmp_path / "home") == set()


def test_people_leave_nothing_to_others(call, tmp_path):
    assert call("review.people", "add", "olena", typed="a long password\n").returncode == 0
    assert readable(tmp_path / "home") == set()


def test_publisher_leaves_nothing_to_others(call, tmp_path):
    assert call("flows.cli", "watch", "add", "visnyk", "--feed", "http://127.0.0.1/feed").returncode == 0
    assert "publishers.toml" in bits(tmp_path / "home")
    assert readable(tmp_path / "home") == set()


def test_database_is_private_in_whatever_process_makes_it(tmp_path):
    before = os.umask(0)
    try:
        with Store(f"sqlite:///{tmp_path}/new/zvirka.db") as store:
            store.users.key("review")
            assert readable(tmp_path / "new") == set(), "its log and index, too"
    finally:
        os.umask(before)


def test_home_of_an_older_version_is_closed_at_the_next_start(call, tmp_path):
    home = tmp_path / "home"
    (home / "logs").mkdir(parents=True)
    for name in ("zvirka.db-wal", "zvirka.toml", "logs/review.log", "mine.txt"):
        (home / name).touch()
        (home / name).chmod(0o644)
    home.chmod(0o755)
    assert call("flows.cli", "status").returncode == 0
    assert readable(home) == {"mine.txt"}, "what zvirka does not know is left alone"
    assert home.stat().st_mode & 0o777 == 0o700


def test_link_in_a_home_leads_nowhere(call, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").touch(0o644)
    (tmp_path / "home" / "logs").symlink_to(tmp_path / "elsewhere")
    before = bits(tmp_path / "elsewhere")
    assert call("flows.cli", "status").returncode == 0
    assert bits(tmp_path / "elsewhere") == before


def test_shared_folder_is_nobodys_home(tmp_path):
    tmp_path.chmod(0o1777)
    assert list(open_to_others(tmp_path)) == []
    (tmp_path / "zvirka.db").touch()
    (tmp_path / "zvirka.db").chmod(0o644)  # whatever the mask
    assert list(open_to_others(tmp_path)) == [tmp_path / "zvirka.db"]


def test_doctor_says_what_others_can_read(tmp_path):
    (tmp_path / "home").mkdir(0o700)
    database = tmp_path / "elsewhere.db"
    database.touch()
    database.chmod(0o640)
    settings = load_settings({"ZVIRKA_HOME": str(tmp_path / "home"), "ZVIRKA_DATABASE_URL": f"sqlite:///{database}"})
    (said,) = [each for each in doctor.examine(settings) if each.part == "home"]
    assert said.state is doctor.State.WARNING
    assert f"other users of this machine can read {database}" in said.message.text.format(**said.message.values)
    database.chmod(0o600)
    (said,) = [each for each in doctor.examine(settings) if each.part == "home"]
    assert said.state is doctor.State.GOOD
