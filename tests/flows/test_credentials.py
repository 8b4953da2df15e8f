"""The auth string of a home: made once, and for nobody else's eyes."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from flows.serving.credentials import FILE, auth_string
from flows.serving.serve_errors import ServingError
from pipeline.atomic_files import write_atomically


def test_is_made_once_and_for_us_alone(tmp_path):
    before = os.umask(0)  # whatever the shell would have others read
    try:
        made = auth_string(tmp_path / "home")
    finally:
        os.umask(before)
    assert auth_string(tmp_path / "home") == made
    assert (tmp_path / "home" / FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    assert [each.name for each in (tmp_path / "home").iterdir()] == [FILE]


def test_two_homes_have_two(tmp_path):
    assert auth_string(tmp_path / "one") != auth_string(tmp_path / "two")
    assert len(auth_string(tmp_path / "one").partition(":")[2]) >= 43, "256 bits"


def test_who_comes_at_the_same_time_gets_the_same(tmp_path):
    together = Barrier(8)

    def come(_number):
        together.wait()
        return auth_string(tmp_path)

    with ThreadPoolExecutor(8) as several:
        assert len(set(several.map(come, range(8)))) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_one_that_others_can_read_is_not_used(tmp_path, mode):
    auth_string(tmp_path)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(ServingError, match=f"{FILE} can be read by others; remove it"):
        auth_string(tmp_path)


def test_private_file_is_private_even_where_it_was_not(tmp_path):
    file = tmp_path / "serve.json"
    file.write_text("old")
    file.chmod(0o644)
    write_atomically(file, "new", mode=0o600)
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o600)
