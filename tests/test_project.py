"""The project keeps the promises it makes about itself."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import uv_build

ROOT = Path(__file__).parent.parent
ROOMS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["uv"]["build-backend"]["module-name"]
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")


def test_locks_name_no_package_index():
    for lock in (ROOT / "requirements").glob("*.txt"):
        lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
        assert not [line for line in lines if "://" in line or line.startswith("--index")]


def test_every_locked_package_has_a_hash():
    for lock in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=[a-z0-9])", lock.read_text().strip())
        assert len(entries) > 50
        assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "flows").glob("*.py")))
def test_no_flow_module_hides_a_room_or_the_standard_library(name):
    # Prefect puts the folder of an entry file first on sys.path.
    assert name == "__init__" or name not in {*ROOMS, *sys.stdlib_module_names}


def test_every_room_is_typed():
    assert [room for room in ROOMS if not (ROOT / room / "py.typed").is_file()] == []


def test_modules_stay_small():
    modules = [ROOT / name for name in TRACKED if name.endswith(".py") and name.split("/")[0] in ROOMS]
    assert {path.name: lines for path in modules if (lines := path.read_text().count("\n")) > 400} == {}


def test_wheel_carries_everything_that_the_rooms_hold(tmp_path, monkeypatch):
    # uv_build has no build hooks: catalogues, tables, templates and migrations must be there as committed.
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    wheel = tmp_path / uv_build.build_wheel(str(tmp_path))
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in TRACKED if name.split("/")[0] in ROOMS} - packed == set()


def test_every_variable_that_people_may_set_is_documented():
    modules = [(ROOT / name).read_text() for name in TRACKED if name.endswith(".py") and name.split("/")[0] in ROOMS]
    known = {name for text in modules for name in re.findall(r"\bZVIRKA_[A-Z_]+\b", text)}
    documented = set(re.findall(r"\bZVIRKA_[A-Z_]+\b", (ROOT / "docs" / "configuration.md").read_text()))
    assert known - documented == {"ZVIRKA_PREFECT_TICKET"}, "which serve tells its own part"
