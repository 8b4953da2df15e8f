import shutil
from dataclasses import replace

import pytest
import sqlalchemy as sa

from pipeline.check import Request, check
from pipeline.settings.load import load_settings
from storage.outbox import Notices
from storage.store import Store
from storage.work_items import Work
from tests.support.publisher import edition, write


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    """A database that knows the vectors of the publisher's sentences, which take a while to make."""
    home = tmp_path_factory.mktemp("warm")
    settings = load_settings({"ZVIRKA_HOME": str(home)})
    folder = write(home / "bridge", [edition("uk"), edition("en"), edition("ru")])
    check(Request(story=str(folder)), settings, progress=lambda _: None)
    engine = sa.create_engine(settings.database_url)
    with engine.begin() as connection:
        for table in ("stories", "contents"):
            connection.execute(sa.text(f"DELETE FROM {table}"))
    engine.dispose()
    return home / "zvirka.db"


@pytest.fixture
def settings(tmp_path, warm):
    """Settings of a home of the test's own: loopback is open, nobody waits."""
    (tmp_path / "home").mkdir()
    shutil.copy(warm, tmp_path / "home")
    made = load_settings({"ZVIRKA_HOME": str(tmp_path / "home"), "ZVIRKA_ALLOW_HOSTS": "127.0.0.1"})
    fetch = replace(made.fetch, delay=0.0, retries=0, timeout=2.0, deadline=5.0)
    return replace(made, fetch=fetch)


@pytest.fixture
def said():
    """What a run has told about its progress."""
    return []


@pytest.fixture
def url(home):
    """The address of the database of a home; which home it is, the folder of the tests says."""
    return load_settings({"ZVIRKA_HOME": str(home)}).database_url


@pytest.fixture
def work(url):
    with Work(url) as work:
        yield work


@pytest.fixture
def store(url):
    with Store(url) as store:
        yield store


@pytest.fixture
def notices(url):
    with Notices(url) as notices:
        yield notices
