import pytest

from storage.store import Store
from tests.support.postgres import Cluster, binaries


@pytest.fixture(scope="session")
def cluster():
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine: install Debian's package postgresql")
    cluster = Cluster(programs)
    yield cluster
    cluster.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/zvirka.db"
    return request.getfixturevalue("cluster").database()


@pytest.fixture
def store(database_url):
    with Store(database_url) as store:
        yield store
