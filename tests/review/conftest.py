import re
import shutil
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import uvicorn
from pydantic import TypeAdapter

from alignment.types import Comparison
from pipeline.settings import load_settings
from review.app import create
from storage.store import Store
from storage.users import Role

FIXTURE = Path(__file__).parent.parent / "reports" / "guarantees.json"


@pytest.fixture(scope="session")
def comparison():
    found = TypeAdapter(Comparison).validate_json(FIXTURE.read_bytes())
    return replace(found, created=datetime.now(UTC))


class Site:
    """The app on loopback, over a store of its own."""

    def __init__(self, home, **environment):
        self.settings = load_settings({"ZVIRKA_HOME": str(home), "ZVIRKA_UI_LANGUAGE": "en", **environment})
        self.store = Store(self.settings.database_url)
        self.app = create(self.settings, self.store)
        self.clients = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(self.app, log_level="warning", timeout_graceful_shutdown=1))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})

    def start(self):
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def stop(self):
        for client in self.clients:
            client.close()
        self.server.should_exit = True
        self.thread.join()
        self.socket.close()
        self.store.close()

    def client(self, name=None, password="correct horse"):
        """Return a browser's cookies and manners, logged in where a name is given."""
        client = Visitor(base_url=self.url, timeout=20)
        self.clients.append(client)
        client.get("/login")
        if name is not None:
            assert client.submit("/login", name=name, password=password).status_code == 303
        return client


class Visitor(httpx.Client):
    """Someone with cookies who sends forms with their token."""

    def submit(self, path, **fields):
        token = re.search(r'name="token" value="([^"]+)"', self.get("/login").text)[1]
        return self.post(path, data={"token": token, **fields})


@pytest.fixture(scope="session")
def template(tmp_path_factory, comparison):
    """A database with one story, made once: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("template") / "zvirka.db"
    with Store(f"sqlite:///{file}") as store:
        store.record(comparison, {})
    return file


@pytest.fixture(scope="session")
def staffed_template(tmp_path_factory, template):
    """The same with three people, one of each role; hashing is slow on purpose."""
    file = shutil.copy(template, tmp_path_factory.mktemp("staffed") / "zvirka.db")
    with Store(f"sqlite:///{file}") as store:
        for role in Role:
            store.users.put(role.value, "correct horse", role, datetime.now(UTC))
    return file


def running(home, database):
    home.mkdir()
    shutil.copy(database, home / "zvirka.db")
    site = Site(home).start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def shared(tmp_path_factory, template):
    """For tests that only look."""
    yield from running(tmp_path_factory.mktemp("shared") / "home", template)


@pytest.fixture(scope="session")
def shared_staffed(tmp_path_factory, staffed_template):
    """For tests that only look, or log in."""
    yield from running(tmp_path_factory.mktemp("shared-staffed") / "home", staffed_template)


@pytest.fixture
def site(tmp_path, template):
    yield from running(tmp_path / "home", template)


@pytest.fixture
def staffed(tmp_path, staffed_template):
    yield from running(tmp_path / "home", staffed_template)
