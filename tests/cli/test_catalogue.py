import re
from importlib import import_module

import pytest

from flows.cli import run
from flows.console.catalogue import GROUPS

#: Words of a sentence in Latin letters; names of files, formats, services and options stand with commas between them.
ENGLISH = re.compile(r"(?<![\w./-])(?:[A-Za-z']+ ){3,}[A-Za-z']+")


def targets(commands):
    for command in commands:
        yield from targets(command.below) if command.below else [command.target]


@pytest.mark.parametrize("target", [each for _, commands in GROUPS for each in targets(commands)])
def test_every_command_is_there(target):
    module, name = target.split(":")
    assert callable(getattr(import_module(module), name))


def names(commands, above=()):
    for command in commands:
        yield (*above, command.name)
        yield from names(command.below, (*above, command.name))


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_help_is_translated_to_its_end(language, monkeypatch, capsys):
    monkeypatch.setenv("ZVIRKA_UI_LANGUAGE", language)
    for name in [(), *(each for _, commands in GROUPS for each in names(commands))]:
        assert run([*name, "--help"]) == 0
        said = capsys.readouterr().out
        for word in ("[choices", "[default", "[required", "--empty", "Exit status", "()"):
            assert word not in said, name
        told = [line.strip("│ ") for line in said.splitlines() if not line.startswith(" ")]  # examples are indented
        assert not ENGLISH.findall("\n".join(told)), name


@pytest.mark.parametrize("name", [(), ("check",), ("batch",), ("run", "check"), ("watch", "run"), ("doctor",)])
def test_help_lists_exit_statuses(name, monkeypatch, capsys):
    monkeypatch.setenv("ZVIRKA_UI_LANGUAGE", "en")
    assert run([*name, "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert re.search(r"Exit status: 0 [^.]+, 1 [^.]+", said)
    assert ("zvirka COMMAND --help" in said) is (name == ())
