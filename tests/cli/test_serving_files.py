"""Where the server of a home is reached, and who holds the home: one server, whose file goes with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.serving.address import Address, AlreadyServingError, alone, path, publish, read

ROOT = Path(__file__).parents[2]
ADDRESS = Address(
    pid=1,
    prefect="http://127.0.0.1:4200",
    api="http://127.0.0.1:4200/api",
    auth="secret-auth",
    enter="http://127.0.0.1:4200/enter?ticket=secret-ticket",
    review="http://127.0.0.1:4300",
)


def test_a_home_without_a_server_has_no_address(tmp_path):
    assert read(tmp_path) is None


def test_the_address_is_there_as_long_as_the_home_is_held(tmp_path):
    with alone(tmp_path):
        publish(tmp_path, ADDRESS)
        assert _seen_by_another(tmp_path) == ADDRESS.api
    assert not path(tmp_path).exists()
    assert read(tmp_path) is None


def test_the_file_of_a_server_that_was_killed_is_passed_over(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path; from flows.serving.address import *\n"
        f"home = Path({str(tmp_path)!r}); held = alone(home); held.__enter__()\n"
        "publish(home, Address(pid=1, prefect='p', api='a', auth='s', enter='e', review='r'))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT)
    assert path(tmp_path).exists()
    assert read(tmp_path) is None


def test_a_home_has_one_server(tmp_path):
    with alone(tmp_path):
        code = (
            "from pathlib import Path; from flows.serving.address import alone\n"
            f"with alone(Path({str(tmp_path)!r})): pass"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "AlreadyServingError" in done.stderr
    with alone(tmp_path):
        pass  # free again


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"another": "version"}'])
def test_a_file_that_is_no_address_is_passed_over(tmp_path, text):
    with alone(tmp_path):
        path(tmp_path).write_text(text)
        assert read(tmp_path) is None


def test_the_address_lets_in_whoever_reads_it_so_nobody_else_can(tmp_path):
    publish(tmp_path, ADDRESS)
    assert path(tmp_path).stat().st_mode & 0o077 == 0
    assert json.loads(path(tmp_path).read_text())["auth"] == "secret-auth"


def test_what_lets_in_is_not_shown():
    assert "secret" not in repr(ADDRESS)


def test_holding_a_home_twice_in_one_process_is_refused_too(tmp_path):
    with alone(tmp_path), pytest.raises(AlreadyServingError), alone(tmp_path):
        pass


def _seen_by_another(home):
    code = f"from pathlib import Path; from flows.serving.address import read; print(read(Path({str(home)!r})).api)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ
    )
    return done.stdout.strip()
