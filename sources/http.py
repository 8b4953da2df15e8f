"""Pages from the web: politely, safely, and within limits."""

from __future__ import annotations

import http.cookiejar
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

import httpcore
import httpx

from sources.encodings import ACCEPTED, unpack
from sources.network import GuardedTransport, deadline
from sources.types import FetchPolicy, Page, Reason, fetch_error, translatable
from sources.urls import checked

if TYPE_CHECKING:
    from sources.types import FetchError

#: What an article page may be.
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_TOO_MANY = translatable("{url} redirects more than {limit} times; open it in a browser and give the last address")
_NOWHERE = translatable("{url} redirects without saying where; try again later")
_STATUS = translatable("{url} answered with status {status}; check the address or try again later")
_GONE = translatable("{url} does not exist on the server (status {status}); check the address")
_TYPE = translatable("{url} is {type}, not an article page; give the page's own address")
_TOO_LARGE = translatable("{url} has more than {limit} MB; it is no article page")
_SLOW = translatable("{url} did not answer in time; try again later or raise the time limit in the settings")
_FAILED = translatable("{url} could not be fetched ({why}); check the address and the connection")
_EMPTY = translatable("{url} is an empty page; try again later")


class Fetcher:
    """Fetches pages over one set of connections; use it as a context manager.

    Args:
        policy: limits and manners.
        version: of zvirka, for the User-Agent.
    """

    def __init__(self, policy: FetchPolicy, *, version: str) -> None:
        self._policy = policy
        contact = f"; +{policy.contact}" if policy.contact else ""
        self._client = httpx.Client(
            transport=GuardedTransport(policy.allowed_hosts),
            headers={
                "User-Agent": f"zvirka/{version} (compares editions of articles{contact})",
                "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1",
                "Accept-Encoding": ACCEPTED,
            },
            cookies=http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=())),
            timeout=policy.timeout,
            follow_redirects=False,
            trust_env=False,  # a proxy would connect to addresses that nobody has checked
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, url: str) -> Page:
        """Return the page at an address, after redirects.

        Raises:
            FetchError: with one of its reasons.
        """
        with deadline(time.monotonic() + self._policy.deadline):
            response, raw = self._follow(checked(url))
        return _page(response, unpack_body(response, raw, self._policy.max_bytes))

    def _follow(self, url: httpx.URL) -> tuple[httpx.Response, bytes]:
        """Go from redirect to redirect; the guarded connection checks the address of each."""
        current = url
        for _ in range(self._policy.max_redirects + 1):
            response, raw = self._get(current)
            if response.status_code not in _REDIRECTS:
                return response, raw
            target = response.headers.get("Location")
            if not target:
                raise fetch_error(Reason.REDIRECT, _NOWHERE, url=str(current))
            current = checked(str(current.join(target)))
        raise fetch_error(Reason.REDIRECTS, _TOO_MANY, url=str(url), limit=self._policy.max_redirects)

    def _get(self, url: httpx.URL) -> tuple[httpx.Response, bytes]:
        """Send one request; return the response and its body as it was sent."""
        try:
            with self._client.stream("GET", url) as response:
                return response, self._read(response)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise fetch_error(Reason.TIMEOUT, _SLOW, url=str(url)) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise fetch_error(Reason.CONNECTION, _FAILED, url=str(url), why=_why(error)) from error

    def _read(self, response: httpx.Response) -> bytes:
        """Read a body as it is sent, up to the limit and until the deadline."""
        raw = bytearray()
        for chunk in response.iter_raw():
            raw += chunk
            if len(raw) > self._policy.max_bytes:
                limit = self._policy.max_bytes // 1_000_000
                raise fetch_error(Reason.TOO_LARGE, _TOO_LARGE, url=str(response.url), limit=limit)
        return bytes(raw)


def _why(error: Exception) -> str:
    """Say in a few words, on one line, what went wrong."""
    return " ".join(str(error).split()) or type(error).__name__


def unpack_body(response: httpx.Response, raw: bytes, limit: int) -> bytes:
    """Return a successful response's body, unpacked.

    Raises:
        FetchError: the status says no, or nothing readable is inside.
    """
    refused = status_error(response)
    if refused is not None:
        raise refused
    return unpack(raw, response.headers.get("Content-Encoding", ""), limit=limit, url=str(response.url))


def status_error(response: httpx.Response) -> FetchError | None:
    """Return the error that a status means, None where it means success."""
    status, url = response.status_code, str(response.url)
    if status in (404, 410):
        return fetch_error(Reason.NOT_FOUND, _GONE, url=url, status=status)
    if response.is_success:
        return None
    return fetch_error(Reason.STATUS, _STATUS, url=url, status=status)


def _page(response: httpx.Response, body: bytes) -> Page:
    """Return the page of a response.

    Raises:
        FetchError: it is not an article page, or empty.
    """
    url = str(response.url)
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower() or None
    if media_type is not None and media_type not in PAGE_TYPES:
        raise fetch_error(Reason.MEDIA_TYPE, _TYPE, url=url, type=media_type)
    if not body.strip():
        raise fetch_error(Reason.EMPTY, _EMPTY, url=url)
    return Page(
        url=url,
        raw=body,
        media_type=media_type,
        http_charset=response.charset_encoding,
        fetched=datetime.now(UTC),
        headers={name.lower(): value for name, value in response.headers.items()},
    )
