"""A home of its own for the commands of a module."""

import os

import pytest


@pytest.fixture(scope="module")
def used_home(tmp_path_factory):
    """A home whose database is there already: most commands begin with one."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def home(used_home, monkeypatch):
    for name in [name for name in os.environ if name.startswith("ZVIRKA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZVIRKA_HOME", str(used_home))
    monkeypatch.setenv("ZVIRKA_UI_LANGUAGE", "en")
    return used_home
