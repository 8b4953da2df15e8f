import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadScopeScheduling

from locales import clock
from tests.support.libre import Libre
from tests.support.site import Site

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
MORE_FLAGS = ("--disable-component-update", "--disable-sync")

settings.register_profile("suite", deadline=None)  # a busy machine is no fault; what is about speed is in benchmarks/
settings.load_profile("suite")

#: Tests that need a server of Prefect's, which takes long to start: they share one, and begin first.
SERVED = "tests/flows/"


class _OneServer(LoadScopeScheduling):
    """Gives a module's tests to one worker, and all that need the server to one worker too."""

    def _split_scope(self, nodeid):
        return SERVED if nodeid.startswith(SERVED) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return _OneServer(config, log) if config.getvalue("dist") == "loadscope" else None


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.startswith(SERVED))


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium; gone after the module, for Playwright keeps an event loop running that others would meet."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *MORE_FLAGS])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a page; no script may fail and no policy be broken."""
    errors, contexts = [], []

    def opened(url, *, width=1280, height=800, scheme="light", script=True, **more):
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=script, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Security Policy" in said.text else None)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def by_clock():
    """Tell times by the clock of another zone, until the test ends."""
    yield clock.use
    clock.use(clock.USUAL)


@pytest.fixture
def site():
    """A publisher's site, on loopback."""
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def libre():
    """A translation service, on loopback."""
    libre = Libre()
    yield libre
    libre.stop()
