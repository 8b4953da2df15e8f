"""Pages from the web: politely, safely, and within limits."""

from __future__ import annotations

import re
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from locales.messages import translatable
from sources import retries
from sources.client import Client, slow
from sources.network import deadline, time_left
from sources.pace import Pace
from sources.robots import Robots
from sources.types import FetchError, Page, Reason, fetch_error
from sources.urls import checked, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx

    from sources.client import Answer
    from sources.types import FetchPolicy

#: What an article page may be.
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
#: A token on either side (RFC 9110, 5.6.2 and 8.3.1), no longer than registered ones are (RFC 6838, 4.2).
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,127}/[\w!#$&^.+-]{1,127}", re.ASCII)
_CHARSET = re.compile(r"[\w.:+-]{1,40}", re.ASCII)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_GONE_STATUSES = frozenset({404, 410})
#: Failures that may be over a little later.
_PASSING = frozenset({Reason.TIMEOUT, Reason.CONNECTION})

_TOO_MANY = translatable("{url} redirects more than {limit} times; open it in a browser and give the last address")
_CIRCLE = translatable(
    "{url} redirects in a circle, as sites do that want a cookie first; open it in a browser, save it, give the file"
)
_NOWHERE = translatable("{url} redirects without saying where; try again later")
_STATUS = translatable("{url} answered with status {status}; check the address or try again later")
_LATER = translatable("{url} asks to come back in {seconds} s (status {status}); try again then")
_GONE = translatable("{url} does not exist on the server (status {status}); check the address")
_TYPE = translatable("{url} is {type}, not an article page; give the page's own address")
_ENOUGH = translatable("{url} was not fetched: its story has led to too many requests; give its editions by name")
_OPEN = translatable(
    "{url} is no https address, and passwords are sent to no other; give the site's address with https"
)
_EMPTY = translatable("{url} is an empty page; try again later")


def _nothing_known(_url: str) -> Page | None:
    return None


class Fetcher:
    """Fetches pages over one set of connections; shared by threads, used as a context manager.

    Args:
        policy: limits and manners.
        version: of zvirka, for the User-Agent.
        known: returns the page that an address held the last time, so that the server can say that nothing changed.
    """

    def __init__(
        self, policy: FetchPolicy, *, version: str, known: Callable[[str], Page | None] = _nothing_known
    ) -> None:
        self._policy = policy
        self._known = known
        self._left: int | None = None
        self._counting = threading.Lock()
        self._client = Client(policy, version=version)
        self._pace = Pace(policy.per_host)
        self._robots = Robots(lambda url: self._follow(url, obeying=False)[0]) if policy.robots else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @contextmanager
    def at_most(self, requests: int, seconds: float) -> Iterator[None]:
        """Let what is fetched meanwhile take no more requests and no more time altogether; what goes beyond fails.

        Args:
            requests: with redirects, retries and robots.txt; what a page's scripts ask for has its own limit.
            seconds: for all of them, in this thread.
        """
        self._left = requests
        try:
            with deadline(time.monotonic() + seconds):
                yield
        finally:
            self._left = None

    def fetch(self, url: str, *, types: frozenset[str] | None = PAGE_TYPES, counted: bool = True) -> Page:
        """Return what an address holds, after redirects.

        Args:
            url: http or https.
            types: the media types that are wanted; an answer that names none is taken. None takes any.
            counted: whether it counts for `at_most`.

        Returns:
            The page; where the server says that nothing changed, the known one with the time of this fetch.

        Raises:
            FetchError: with one of its reasons.
        """
        with deadline(time.monotonic() + self._policy.deadline):
            answer, known = self._follow(checked(url), obeying=True, counted=counted)
        if answer.status == _NOT_MODIFIED and known is not None:
            return replace(known, fetched=datetime.now(UTC))
        return _page(answer, types)

    def ask(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Return what an interface answers to whoever was let in; errors of its own, and redirects, are answers.

        No redirect is followed, for what lets in is for this host alone; and robots.txt is for strangers.

        Args:
            url: https, or http to a host that may have a private address.
            headers: what lets in, and what is wanted.

        Raises:
            FetchError: with one of its reasons.
        """
        asked = checked(url)
        if asked.scheme != "https" and asked.host not in self._policy.allowed_hosts:
            raise fetch_error(Reason.SCHEME, _OPEN, url=str(asked.copy_with(query=None)))
        with deadline(time.monotonic() + self._policy.deadline):
            return self._polite(asked, headers, obeying=False, counted=True)

    def _follow(self, url: httpx.URL, *, obeying: bool, counted: bool = True) -> tuple[Answer, Page | None]:
        """Go from redirect to redirect; the connection checks the network address of each.

        Args:
            url: where to begin.
            obeying: whether robots.txt is looked at; not for robots.txt itself.
            counted: whether it counts for `at_most`.
        """
        current, met = url, {url}
        for _ in range(self._policy.max_redirects + 1):
            known = self._known(str(current)) if obeying else None
            answer = self._polite(current, _conditions(known), obeying=obeying, counted=counted)
            if answer.status not in _REDIRECTS:
                return answer, known
            target = answer.headers.get("location")
            if not target:
                raise fetch_error(Reason.REDIRECT, _NOWHERE, url=str(current))
            current = joined(current, target)
            if current in met:
                raise fetch_error(Reason.REDIRECTS, _CIRCLE, url=str(url))
            met.add(current)
        raise fetch_error(Reason.REDIRECTS, _TOO_MANY, url=str(url), limit=self._policy.max_redirects)

    def _polite(self, url: httpx.URL, headers: Mapping[str, str], *, obeying: bool, counted: bool) -> Answer:
        """Send a request when its turn comes, again if need be."""
        delay = self._policy.delay
        if obeying and self._robots is not None:
            rules = self._robots.rules(url)
            rules.require(url)
            delay = max(delay, rules.delay)
        for attempt in range(self._policy.retries + 1):
            last = attempt == self._policy.retries
            if counted:
                self._count(url)
            try:
                with self._pace.turn(url.netloc.decode(), delay, time_left):
                    answer = self._client.get(url, headers)
            except TimeoutError as error:
                raise slow(url) from error
            except FetchError as error:
                if last or error.reason not in _PASSING or not self._wait(attempt, None):
                    raise
                continue
            if answer.status not in retries.STATUSES or last or not self._wait(attempt, answer):
                return answer
        raise AssertionError  # the last attempt has returned or raised

    def _count(self, url: httpx.URL) -> None:
        """Count one request where they are counted.

        Raises:
            FetchError: there were enough.
        """
        with self._counting:
            if self._left is None:
                return
            self._left -= 1
            if self._left < 0:
                raise fetch_error(Reason.REQUESTS, _ENOUGH, url=str(url))

    def _wait(self, attempt: int, answer: Answer | None) -> bool:
        """Wait before the next attempt; return whether there is time for it."""
        asked = None
        if answer is not None and answer.status in retries.ASKING:
            asked = retries.retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
        seconds = retries.wait(attempt, backoff=self._policy.backoff, retry_after=asked)
        if seconds >= time_left():
            return False
        time.sleep(seconds)
        return True


def _conditions(known: Page | None) -> Mapping[str, str]:
    """Return the headers that ask for a page only if it changed (RFC 9110, 13.1)."""
    if known is None:
        return {}
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {asking: known.headers[given] for asking, given in pairs if known.headers.get(given)}


def _page(answer: Answer, types: frozenset[str] | None) -> Page:
    """Return the page of an answer.

    Raises:
        FetchError: the server refuses, or it is not a page of the wanted types, or empty.
    """
    url = str(answer.url)
    if not 200 <= answer.status < 300:  # noqa: PLR2004 - success
        raise _refused(answer, url)
    declared = answer.headers.get("content-type", "")
    media_type = media_type_of(declared)
    if types is not None and media_type is not None and media_type not in types:
        raise fetch_error(Reason.MEDIA_TYPE, _TYPE, url=url, type=media_type)
    if not answer.body.strip():
        raise fetch_error(Reason.EMPTY, _EMPTY, url=url)
    return Page(
        url=url,
        raw=answer.body,
        media_type=media_type,
        http_charset=charset_of(declared),
        fetched=datetime.now(UTC),
        headers=answer.headers,
    )


def _refused(answer: Answer, url: str) -> FetchError:
    if answer.status in _GONE_STATUSES:
        return fetch_error(Reason.NOT_FOUND, _GONE, url=url, status=answer.status)
    asked = retries.retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
    if answer.status in retries.ASKING and asked is not None:
        return fetch_error(Reason.RATE_LIMITED, _LATER, url=url, status=answer.status, seconds=round(asked))
    return fetch_error(Reason.STATUS, _STATUS, url=url, status=answer.status)


def media_type_of(content_type: str) -> str | None:
    """Return the media type of a Content-Type in lower case, None where there is none that could be one."""
    named = [each.partition(";")[0].strip().lower() for each in _several(content_type)]
    return next((each for each in reversed(named) if _MEDIA_TYPE.fullmatch(each)), None)


def _several(content_type: str) -> list[str]:
    """Return the values of a header that was sent more than once, and is read as a list then."""
    return re.split(r",[ ]?(?=[\w!#$&^.+-]{1,127}/)", content_type)


def charset_of(content_type: str) -> str | None:
    """Return the charset parameter of a Content-Type, None where there is none that could be one."""
    from email.message import Message  # noqa: PLC0415 - the standard library's parser of such headers

    for each in reversed(_several(content_type)):
        message = Message()
        try:
            message["Content-Type"] = each
            named = message.get_content_charset() or ""
        except (ValueError, LookupError, TypeError, IndexError):  # it reads what RFC 2231 allows, not all that is sent
            continue
        if _CHARSET.fullmatch(named):
            return named
    return None
