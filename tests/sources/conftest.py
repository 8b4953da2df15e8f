from dataclasses import replace

import pytest

from sources.http import Fetcher
from sources.types import FetchPolicy


@pytest.fixture
def policy():
    """A small page is the largest; loopback is open, manners are off."""
    return FetchPolicy(
        contact="https://visnyk.example/bot",
        allowed_hosts=frozenset({"127.0.0.1"}),
        timeout=10.0,
        deadline=30.0,
        max_bytes=1_000_000,
        retries=0,
        backoff=0.01,
        delay=0.0,
        robots=False,
    )


@pytest.fixture
def policy_with_robots(policy):
    return replace(policy, robots=True)


@pytest.fixture
def fetcher(policy):
    with Fetcher(policy, version="1.2") as fetcher:
        yield fetcher
