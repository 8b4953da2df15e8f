"""Take the pictures of README and docs: ``make screenshots``. Needs Chromium, as the tests do."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from playwright.sync_api import sync_playwright

from pipeline import check as checking
from pipeline.request import Request
from pipeline.settings.load import Settings, load_settings
from review.app import create

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

DOCS = Path(__file__).parent.parent.parent / "docs"
EXAMPLE = DOCS.parent / "examples" / "security-guarantees"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """Run the review app and give its address."""
    server = uvicorn.Server(uvicorn.Config(create(settings), port=0, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def take(
    browser: Browser, url: str, name: str, *, size: tuple[int, int], scheme: str = "light", show: str = ""
) -> None:
    """Take one picture.

    Args:
        browser: takes it.
        url: the page.
        name: the picture's file under docs/.
        size: width and height, pixels.
        scheme: "light" or "dark".
        show: what is scrolled to the top.
    """
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, locale="en-GB")
    page.goto(url)
    if show:
        page.locator(show).first.evaluate("element => element.scrollIntoView({block: 'start', behavior: 'instant'})")
        page.evaluate("scrollBy({top: 44, behavior: 'instant'})")  # what stands before it stays out of the picture
    page.screenshot(path=DOCS / name)
    page.close()


def main() -> None:
    """Check the example and picture what came out."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        settings = load_settings({"ZVIRKA_HOME": home, "ZVIRKA_UI_LANGUAGE": "en"})
        comparison = checking.check(Request(story=str(EXAMPLE)), settings, progress=lambda _: None)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with running(settings) as address:
            story = f"{address}/stories/{comparison.story}"
            take(browser, story, "report.png", size=(1280, 1180))
            take(browser, story, "rows.png", size=(1280, 1000), show="#rows")
            take(browser, story, "report-dark.png", size=(1280, 1000), scheme="dark")
            take(browser, f"{story}?lang=uk", "report-narrow.png", size=(390, 1000), scheme="dark")
            take(browser, address, "stories.png", size=(1280, 420))
            take(browser, f"{address}/todo", "todo.png", size=(1280, 640))
            take(browser, f"{address}/check", "check.png", size=(1280, 720))
            take(browser, f"{address}/settings", "settings.png", size=(1280, 900))
        browser.close()
    sys.stdout.write("".join(f"{picture.relative_to(DOCS.parent)}\n" for picture in sorted(DOCS.glob("*.png"))))


if __name__ == "__main__":
    main()
