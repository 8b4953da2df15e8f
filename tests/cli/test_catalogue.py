from importlib import import_module

import pytest

from flows.console.catalogue import GROUPS


def targets(commands):
    for command in commands:
        yield from targets(command.below) if command.below else [command.target]


@pytest.mark.parametrize("target", [each for _, commands in GROUPS for each in targets(commands)])
def test_every_command_is_there(target):
    module, name = target.split(":")
    assert callable(getattr(import_module(module), name))
