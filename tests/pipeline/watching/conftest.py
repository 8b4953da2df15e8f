import pytest

from pipeline.settings.load import load_settings
from storage.outbox import Notices
from storage.store import Store
from storage.work_items import Work
from tests.support.site import Site


@pytest.fixture
def site():
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    monkeypatch.setenv("ZVIRKA_ALLOW_HOSTS", "127.0.0.1")
    monkeypatch.setenv("ZVIRKA_REVIEW_URL", "https://review.example")
    return tmp_path


@pytest.fixture
def url(home):
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
