"""Pages whose text is put in by scripts, rendered in a browser that never connects to anything by itself.

The browser gets the page that was fetched already. What its scripts ask for is fetched as pages are: over checked
addresses, with limits, at the site's pace and by its robots.txt. Pictures, styles and frames are not fetched, nothing
is sent, and the only proxy that the browser knows is a closed port.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from locales.messages import translatable
from sources.network import deadline, time_left
from sources.types import FetchError, Reason, fetch_error

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, BrowserContext, Playwright, Route
    from playwright.async_api import Page as Tab

    from sources.http import Fetcher
    from sources.types import FetchPolicy, Page

#: What scripts and the data that they ask for may be.
TYPES = frozenset(
    {
        *("text/javascript", "application/javascript", "application/x-javascript", "application/ecmascript"),
        *("application/json", "application/ld+json", "application/vnd.api+json", "application/graphql-response+json"),
        *("text/html", "text/plain", "application/xml", "text/xml", "application/octet-stream"),
    }
)
#: What a page may ask for; the rest shows nothing that is read.
_KINDS = frozenset({"script", "xhr", "fetch"})
#: Requests of one page.
MOST = 60
#: What Debian and others call the browser.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    *("--disable-gpu", "--no-first-run", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # calls between browsers would be sent to any address past the proxy; the second is what older versions call it
    *(f"--{name}webrtc-ip-handling-policy=disable_non_proxied_udp" for name in ("", "force-")),
)
#: Headers that tell about the connection or the transfer, or would let a page be taken for unchanged while what its
#: scripts ask for is another.
_NOT_KEPT = frozenset({"etag", "last-modified"})
_NOT_PASSED = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})

_IMPOSSIBLE = translatable("{url} is empty without its scripts and cannot be rendered ({why}); see zvirka doctor")
_SLOW = translatable("{url} was not rendered in time; raise the deadline in the settings or give the text itself")
_TOO_LARGE = translatable("{url} has more than {limit} MB when rendered; it is no article page")


def missing() -> str | None:
    """Return what of the browser is missing, None where all is there; nothing is started to find out."""
    if find_spec("playwright") is None:
        return "Playwright is not installed"
    return None if installed() or _bundled() else "no Chromium is installed"


def installed() -> str | None:
    """Return the file name of the system's browser."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _bundled() -> bool:
    """Return whether Playwright has downloaded a browser of its own."""
    usual = (".cache/ms-playwright", "Library/Caches/ms-playwright", "AppData/Local/ms-playwright")
    set_up = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(set_up)] if set_up else [Path.home() / folder for folder in usual]
    return any(True for folder in folders for _ in folder.glob("chromium*"))


def sandboxed() -> bool:
    """Return whether the browser runs inside its own sandbox; as root it refuses to."""
    return not hasattr(os, "geteuid") or os.geteuid() != 0


def render(page: Page, fetcher: Fetcher, policy: FetchPolicy) -> Page:
    """Return a page as it is after its scripts have run.

    Args:
        page: as it was fetched.
        fetcher: fetches what the scripts ask for.
        policy: the deadline and the size limit.

    Returns:
        The page without the headers by which a server would say that it did not change.

    Raises:
        FetchError: there is no browser, it fails, is too slow, or the page becomes too large.
    """
    why = missing()
    if why is not None:
        raise fetch_error(Reason.RENDERING, _IMPOSSIBLE, url=page.url, why=why)
    with deadline(time.monotonic() + policy.deadline), ThreadPoolExecutor(1) as thread:  # the caller may have a loop
        html = thread.submit(copy_context().run, asyncio.run, _rendered(page, fetcher)).result()
    raw = html.encode("utf-8", errors="replace")
    if len(raw) > policy.max_bytes:
        raise fetch_error(Reason.TOO_LARGE, _TOO_LARGE, url=page.url, limit=policy.max_bytes // 1_000_000)
    kept = {name: value for name, value in page.headers.items() if name not in _NOT_KEPT}
    return replace(page, raw=raw, media_type="text/html", http_charset="utf-8", headers=kept)


async def _rendered(page: Page, fetcher: Fetcher) -> str:
    from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra, and only where it is needed

    try:
        async with asyncio.timeout(time_left()), async_playwright() as playwright, _browser(playwright) as browser:
            return await _settled(await _tab(browser, _Requests(page, fetcher)), page.url)
    except TimeoutError as error:
        raise fetch_error(Reason.TIMEOUT, _SLOW, url=page.url) from error
    except (Error, OSError) as error:
        why = " ".join(str(error).split())[:120]
        raise fetch_error(Reason.RENDERING, _IMPOSSIBLE, url=page.url, why=why) from error


@asynccontextmanager
async def _browser(playwright: Playwright) -> AsyncIterator[Browser]:
    """Start the browser behind a proxy that is a port of our own on which nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        browser = await playwright.chromium.launch(
            executable_path=installed(),
            args=list(_FLAGS),
            chromium_sandbox=sandboxed(),
            proxy={"server": f"http://127.0.0.1:{closed.getsockname()[1]}", "bypass": "<-loopback>"},
        )
        try:
            yield browser
        finally:
            await browser.close()


async def _tab(browser: Browser, requests: _Requests) -> Tab:
    context: BrowserContext = await browser.new_context(service_workers="block", accept_downloads=False)
    await context.route("**/*", requests.answer)
    await context.route_web_socket("**/*", lambda socket: socket.close())
    return await context.new_page()


async def _settled(tab: Tab, url: str) -> str:
    """Return the document once nothing is asked for any more, or what there is when half of the time is over."""
    from playwright.async_api import TimeoutError as TooSlow  # noqa: PLC0415 - loaded by now

    half = time_left() / 2 * 1000
    with suppress(TooSlow):  # a page that never rests may have its text all the same
        await tab.goto(url, wait_until="networkidle", timeout=half)
    return await tab.content()


@dataclass  # without slots, for Playwright writes into whose methods it calls
class _Requests:
    """Answers what a page asks for."""

    page: Page
    fetcher: Fetcher
    count: int = 0
    given: bool = False

    async def answer(self, route: Route) -> None:
        """Answer one request, or refuse it."""
        request = route.request
        if request.is_navigation_request() and not self.given and request.frame.parent_frame is None:
            self.given = True
            await self._fulfill(route, self.page)
            return
        self.count += 1
        if request.resource_type not in _KINDS or request.method != "GET" or self.count > MOST:
            await route.abort("aborted")  # the page that wants to be left stays
            return
        try:
            found = await asyncio.to_thread(self.fetcher.fetch, request.url, types=TYPES, counted=False)
        except FetchError:
            await route.abort()
            return
        await self._fulfill(route, found)

    async def _fulfill(self, route: Route, page: Page) -> None:
        headers = {name: value for name, value in page.headers.items() if name not in _NOT_PASSED}
        headers.setdefault("content-type", page.media_type or "text/html")
        await route.fulfill(status=200, headers=headers, body=page.raw)
