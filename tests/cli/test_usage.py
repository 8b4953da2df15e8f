"""The language of what goes wrong before the settings are read, and the lines that say it."""

import errno

import pytest

from flows.console import usage


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ([], {}, "en"),
        (["check", "--ui-language", "uk"], {"ZVIRKA_UI_LANGUAGE": "ru"}, "uk"),
        (["check", "--ui-language=ru"], {}, "ru"),
        (["check"], {"ZVIRKA_UI_LANGUAGE": "ru", "LANG": "uk_UA.UTF-8"}, "ru"),
        (["check"], {"LANG": "uk_UA.UTF-8"}, "uk"),
        (["check"], {"LC_ALL": "ru_RU.UTF-8", "LANG": "uk_UA.UTF-8"}, "ru"),
        (["check"], {"LANG": "de_DE.UTF-8"}, "en"),
        (["check", "--ui-language"], {}, "en"),
        (["check", "--ui-language", "xx"], {"LANG": "uk_UA.UTF-8"}, "uk"),
        (["check"], {"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_of_early_mistakes(arguments, environ, language):
    assert usage.language(arguments, environ) == language


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_full_disk_says_what_to_do(language):
    said = usage.known_fault(OSError(errno.ENOSPC, "No space left on device"), language)
    assert said is not None
    assert "-o" in said
    assert "No space left on device" in said


def test_a_file_of_the_home_that_cannot_be_used_names_the_setting(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    error = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "zvirka.db"))
    assert "ZVIRKA_HOME" in usage.known_fault(error, "en")
    assert usage.known_fault(PermissionError(errno.EACCES, "Permission denied", "/elsewhere/x"), "en") is None


@pytest.mark.parametrize("error", [ValueError("x"), OSError(errno.EIO, "I/O error")])
def test_what_people_can_do_nothing_about_is_no_known_fault(error):
    assert usage.known_fault(error, "en") is None


def test_what_nobody_foresaw_says_how_to_see_where():
    said = usage.unforeseen(ZeroDivisionError("division by zero"), "en")
    assert "ZeroDivisionError: division by zero" in said
    assert "ZVIRKA_DEBUG=1" in said
    assert "\n" not in said
