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
from pipeline.settings.load import load_settings
from review.app import create
from storage import user_accounts
from storage.store import Store
from storage.user_accounts import Role
from tests.support.site import Site as Pages

FIXTURE = Path(__file__).parent.parent / "reports" / "guarantees.json"


@pytest.fixture(scope="session")
def comparison():
    found = TypeAdapter(Comparison).validate_json(FIXTURE.read_bytes())
    return replace(found, created=datetime.now(UTC))


class Server:
    """A server on loopback whose app can be changed: starting and stopping one takes longer than most tests."""

    def __init__(self):
        self.app = None
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        config = uvicorn.Config(
            self.answer, interface="asgi3", log_level="warning", lifespan="off", timeout_graceful_shutdown=1
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    async def answer(self, scope, receive, send):
        await self.app(scope, receive, send)

    def stop(self):
        self.server.should_exit = True
        self.thread.join()
        self.socket.close()


class Site:
    """The app behind a server, one of its own where none is given, over a store of its own."""

    def __init__(self, home, server=None, **environment):
        environ = {"ZVIRKA_HOME": str(home), "ZVIRKA_UI_LANGUAGE": "en", **environment}
        self.settings = load_settings(environ)
        self.store = Store(self.settings.database_url)
        self.app = create(self.settings, self.store, environ=environ)
        self.own = Server() if server is None else None
        self.server = server or self.own
        self.url = self.server.url
        self.clients = []
        self.known = {}

    def start(self):
        self.server.app = self.app
        return self

    def stop(self):
        for client in self.clients:
            client.close()
        if self.own is not None:
            self.own.stop()
        self.app.state.gate.close()
        self.app.state.jobs.close()
        self.store.close()

    def client(self, name=None, password="correct horse"):
        """Return a browser's cookies and manners, logged in where a name is given."""
        client = Visitor(base_url=self.url, timeout=20, trust_env=False, verify=False)  # no certificates to load
        self.clients.append(client)
        if name is not None:
            assert client.submit("/login", name=name, password=password).status_code == 303
        else:
            client.get("/login")
        return client

    def looking(self, name):
        """Return a client that is logged in, the same one each time: for those who only look."""
        if name not in self.known:
            self.known[name] = self.client(name)
        return self.known[name]


class Visitor(httpx.Client):
    """Someone with cookies who sends forms with their token."""

    def submit(self, path, **fields):
        token = re.search(r'name="token" value="([^"]+)"', self.get("/login").text)[1]
        return self.post(path, data={"token": token, **fields})


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes():
    """Passwords are hashed slowly on purpose; of hundreds of logins here that would be most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(user_accounts, "_COST", 2**4)
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory, comparison):
    """A database with one story, made once: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("template") / "zvirka.db"
    with Store(f"sqlite:///{file}") as store:
        store.record(comparison, {})
    return file


@pytest.fixture(scope="session")
def staffed_template(tmp_path_factory, template):
    """The same with three people, one of each role."""
    file = shutil.copy(template, tmp_path_factory.mktemp("staffed") / "zvirka.db")
    with Store(f"sqlite:///{file}") as store:
        for role in Role:
            store.users.put(role.value, "correct horse", role, datetime.now(UTC))
    return file


@pytest.fixture(scope="session")
def server():
    """For one site after the other."""
    server = Server()
    yield server
    server.stop()


def over(home, database, server=None):
    home.mkdir()
    shutil.copy(database, home / "zvirka.db")
    site = Site(home, server).start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def shared(tmp_path_factory, template):
    """For tests that only look."""
    yield from over(tmp_path_factory.mktemp("shared") / "home", template)


@pytest.fixture(scope="session")
def shared_staffed(tmp_path_factory, staffed_template):
    """For tests that only look, or log in."""
    yield from over(tmp_path_factory.mktemp("shared-staffed") / "home", staffed_template)


@pytest.fixture
def site(server, tmp_path, template):
    yield from over(tmp_path / "home", template, server)


@pytest.fixture
def staffed(server, tmp_path, staffed_template):
    yield from over(tmp_path / "home", staffed_template, server)


@pytest.fixture
def pages():
    """A publisher's site."""
    served = Pages()
    yield served
    served.stop()


@pytest.fixture
def house(tmp_path, server, pages):
    """Return a function that starts the app of that publisher, whose section may say more."""
    started = []

    def start(more):
        (tmp_path / "home").mkdir()
        section = f'[visnyk]\nhosts = ["127.0.0.1"]\nfeeds = ["{pages.url("/rss")}"]\ndelay = 0.0\n{more}\n'
        (tmp_path / "home" / "publishers.toml").write_text(section)
        started.append(Site(tmp_path / "home", server, ZVIRKA_ALLOW_HOSTS="127.0.0.1").start())
        return started[-1]

    yield start
    for site in started:
        site.stop()


def check_address(page, site, address):
    """Check a story from the form, and return the address of its report."""
    page.goto(f"{site.url}/check")
    page.fill("input[name=address]", address)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_url("**/stories/**", timeout=120_000)
    return page.url.partition("?")[0].partition("#")[0]
