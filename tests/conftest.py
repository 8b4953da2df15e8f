import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
MORE_FLAGS = ("--disable-component-update", "--disable-sync")

settings.register_profile("suite", deadline=None)  # a busy machine is no fault; what is about speed is in benchmarks/
settings.load_profile("suite")


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium; gone after the module, for Playwright keeps an event loop running that others would meet."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *MORE_FLAGS])
        yield browser
        browser.close()
