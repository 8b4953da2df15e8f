"""Take the pictures of README and docs: ``make screenshots``. Needs Chromium, as the tests do."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from playwright.sync_api import sync_playwright

from pipeline import check as checking
from pipeline.request import Request
from pipeline.settings.load import Settings, load_settings
from review.app import create
from storage.sources import Given, Sources
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from alignment.types import Comparison

DOCS = Path(__file__).parent.parent.parent / "docs"
EXAMPLE = DOCS.parent / "examples" / "security-guarantees"
FEED = "https://visnyk.example/rss"
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
    browser: Browser,
    url: str,
    name: str,
    *,
    size: tuple[int, int],
    scheme: str = "light",
    show: str = "",
    opened: bool = False,
) -> None:
    """Take one picture.

    Args:
        browser: takes it.
        url: the page.
        name: the picture's file under docs/.
        size: width and height, pixels.
        scheme: "light" or "dark".
        show: what is scrolled to the top.
        opened: whether everything that opens is open.
    """
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, locale="en-GB")
    page.goto(url)
    if show:
        page.locator(show).first.evaluate("element => element.scrollIntoView({block: 'start', behavior: 'instant'})")
        page.evaluate("scrollBy({top: 44, behavior: 'instant'})")  # what stands before it stays out of the picture
    if opened:
        page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
    page.screenshot(path=DOCS / name)
    page.close()


def correct(store: Store, comparison: Comparison) -> None:
    """Let an edition of the story have other words an hour later."""
    english = comparison.articles["en"]
    blocks = tuple(replace(each, text=each.text.replace("short", "brief")) for each in english.blocks)
    articles = {**comparison.articles, "en": replace(english, blocks=blocks)}
    store.record(replace(comparison, articles=articles, created=comparison.created + timedelta(hours=1)), {})


def watch(settings: Settings, store: Store, comparison: Comparison) -> None:
    """Let a publisher be watched for six weeks: editions follow after hours, some have not come."""
    (settings.home / "publishers.toml").write_text(f'[visnyk]\nfeeds = ["{FEED}"]\nlanguages = ["uk", "en", "ru"]\n')
    for place in range(24):
        appeared = comparison.created - timedelta(days=2 * place + 1)
        late = {"uk": 0, "en": place % 5, "ru": 1 + place % 9}
        articles = {
            code: replace(article, published=appeared + timedelta(hours=late[code]))
            for code, article in comparison.articles.items()
            if code != "en" or place % 6 != 1
        }
        found = tuple(replace(each, id=f"{each.id}-{place}") for each in comparison.findings if place % 3)
        made = replace(comparison, story=f"story-{place}", created=appeared, articles=articles, findings=found)
        store.record(replace(made, publisher="visnyk", expected=("uk", "en", "ru")), {})
    with Sources(settings.database_url) as sources:
        sources.note("visnyk", {FEED: Given(listed=40)}, datetime.now(UTC))


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
            with Store(settings.database_url) as store:
                correct(store, comparison)
                watch(settings, store, comparison)
            take(browser, f"{story}/history", "history.png", size=(1280, 560), opened=True)
            take(browser, f"{address}/publishers/visnyk", "publisher.png", size=(1280, 1400))
        browser.close()
    sys.stdout.write("".join(f"{picture.relative_to(DOCS.parent)}\n" for picture in sorted(DOCS.glob("*.png"))))


if __name__ == "__main__":
    main()
