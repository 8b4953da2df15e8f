from dataclasses import replace

import pytest

from pipeline.settings import load_settings
from tests.support.site import Site


@pytest.fixture
def site():
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def settings(tmp_path):
    """Settings of a home of the test's own: loopback is open, nobody waits."""
    made = load_settings({"ZVIRKA_HOME": str(tmp_path / "home"), "ZVIRKA_ALLOW_HOSTS": "127.0.0.1"})
    fetch = replace(made.fetch, delay=0.0, retries=0, timeout=2.0, deadline=5.0)
    return replace(made, fetch=fetch)


@pytest.fixture
def said():
    """What a run has told about its progress."""
    return []
