"""What docs/backup.md says, done as it stands there, beside a process that writes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storage.store import Store
from storage.user_accounts import Role
from tests.support.stories import NOW, comparison

ROOT = Path(__file__).parents[2]
BACKUP, RESTORE = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/backup.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    return home


def done(script, home, tmp_path, **more):
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(tmp_path), "ZVIRKA_HOME": str(home), "ZVIRKA_UI_LANGUAGE": "en", **more}
    command = ["/bin/sh", "-euc", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_backup_beside_a_writer_is_whole_and_comes_back(home, tmp_path):
    (home / "zvirka.toml").write_text("[history]\nkeep_days = 30\n")
    url = f"sqlite:///{home}/zvirka.db"
    with Store(url) as store:
        store.record(comparison("visnyk-1"), {})
        store.users.put("anna", "correct horse", Role.ADMIN, NOW)
        key = store.users.key("session")
        assert (home / "zvirka.db-wal").stat().st_size, "the newest changes lie beside the database"
        told = done(BACKUP, home, tmp_path)
        assert told.returncode == 0, told.stderr
        store.record(comparison("visnyk-2"), {})
    (backup,) = tmp_path.glob("zvirka-backup-*")
    assert not any(path.stat().st_mode & 0o077 for path in (backup, backup / "zvirka.db"))
    (home / "zvirka.toml").unlink()
    (home / "zvirka.db-wal").write_bytes(b"of another database")

    told = done(RESTORE.replace("zvirka doctor", ""), home, tmp_path, backup=str(backup))

    assert told.returncode == 0, told.stderr
    assert (home / "zvirka.toml").read_text() == "[history]\nkeep_days = 30\n"
    with Store(url) as store:
        assert store.comparison("visnyk-1") is not None
        assert store.comparison("visnyk-2") is None
        assert (store.users.check("anna", "correct horse").role, store.users.key("session")) == (Role.ADMIN, key)
