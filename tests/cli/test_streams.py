"""Where the output of the command goes, and what the home is, in a process of its own as a shell starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.conftest import ZVIRKA

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "security-guarantees")
CHECK = ("check", EXAMPLE, "--fail-on", "never")


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def zvirka():
    def zvirka(*arguments, **more):
        environ = {**os.environ, "ZVIRKA_UI_LANGUAGE": "en", **more.pop("environ", {})}
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        return subprocess.run([ZVIRKA, *arguments], env=environ, check=False, **options)

    return zvirka


def test_full_device_is_one_line(zvirka):
    with Path("/dev/full").open("wb") as full:
        for form in ("rich", "json"):
            done = zvirka(*CHECK, "--format", form, stdout=full)
            assert done.returncode == 2
            assert done.stderr.decode().startswith("zvirka: the output cannot be written (No space left on device)")
            assert done.stderr.count(b"\n") == 1


def test_reader_that_goes_away_is_no_finding(zvirka):
    reads, writes = os.pipe()
    os.close(reads)
    done = zvirka(*CHECK, stdout=writes)
    os.close(writes)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    "environ",
    [{"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}],
)
def test_output_of_another_encoding_takes_the_report(environ, zvirka):
    done = zvirka(*CHECK, environ=environ)
    assert (done.returncode, done.stderr) == (0, b"")
    assert ("Зеленський".encode() if "LC_ALL" in environ else rb"\u0417\u0435\u043b") in done.stdout


def test_piped_report_is_as_wide_as_columns_says(zvirka):
    lines = zvirka(*CHECK, environ={"COLUMNS": "60"}).stdout.decode().splitlines()
    assert 50 < max(map(len, lines)) <= 60


@pytest.mark.parametrize("command", [("serve",), ("watch", "add", "a", "--feed", "https://a.example/rss"), CHECK])
def test_home_that_cannot_be_written_is_one_line(command, zvirka):
    done = zvirka(*command, environ={"ZVIRKA_HOME": "/sys/zvirka"})
    said = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert said[-1].startswith("zvirka: ")
    assert said[-1].endswith("ZVIRKA_HOME to a folder of yours")


#: Runs a command and interrupts it as it begins to load a module.
INTERRUPTED_AT = """
import builtins, os, signal, sys
import flows.cli
load, (_, at, *sys.argv[1:]) = builtins.__import__, sys.argv
def interrupted(name, *rest, **more):
    if name == at:
        builtins.__import__ = load
        os.kill(os.getpid(), signal.SIGINT)
    return load(name, *rest, **more)
builtins.__import__ = interrupted
flows.cli.main()
"""


@pytest.mark.parametrize("module", ["flows.console", "cyclopts", "pipeline.check", "sqlalchemy", "lxml"])
def test_early_interrupt_is_silent(module):
    process = subprocess.run([sys.executable, "-c", INTERRUPTED_AT, module, *CHECK], capture_output=True, check=False)
    assert (process.returncode, process.stdout, process.stderr) == (130, b"", b"")


@pytest.mark.parametrize(("name", "form"), [("out.html", "rich"), ("out.md", "html"), ("out.sarif", "json")])
def test_file_named_like_another_format_is_refused(name, form, zvirka, tmp_path):
    done = zvirka(*CHECK, "--format", form, "-o", str(tmp_path / name))
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"zvirka: {name} is named like ")
    assert not (tmp_path / name).exists()
    assert zvirka(*CHECK, "--format", "html", "-o", str(tmp_path / "out.html")).returncode == 0


@pytest.mark.parametrize(
    ("name", "begins"),
    [("out.html", "<!DOCTYPE html>"), ("out.md", "## "), ("out.rows.csv", "story,"), ("out.txt", "UA"), ("out", "UA")],
)
def test_file_is_written_as_it_is_named(name, begins, zvirka, tmp_path):
    assert zvirka(*CHECK, "-o", str(tmp_path / name)).returncode == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_file_named_like_no_format_is_refused(zvirka, tmp_path):
    done = zvirka(*CHECK, "-o", str(tmp_path / "out.pdf"))
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert b"no format is written to files named like out.pdf" in done.stderr
