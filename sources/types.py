"""What sources hand over: pages as they came, and errors that say what, why and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations when policies are checked
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from locales.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of one edition, before anybody has looked into them."""

    #: The address after redirects, or the file's name.
    url: str
    raw: bytes
    #: In lower case, without parameters: "text/html", "text/plain"; None where nobody says.
    media_type: str | None = None
    #: The charset of the HTTP header; None where it names none.
    http_charset: str | None = None
    #: With its zone.
    fetched: datetime
    #: Response headers, names in lower case; empty for files and pasted text.
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """How pages are fetched. Times are seconds."""

    #: Tells pydantic to refuse settings that nobody knows.
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    #: Mail address or web page of whoever runs zvirka; stands in the User-Agent.
    contact: str = ""
    #: Hosts that may have private, loopback or link-local addresses.
    allowed_hosts: frozenset[str] = frozenset()
    #: For one connect, read or write.
    timeout: float = 15.0
    #: For one page altogether, with redirects, retries and waiting for its turn.
    deadline: float = 60.0
    #: Of the body, both as it is sent and decompressed.
    max_bytes: int = 10_000_000
    max_redirects: int = 5
    #: Tries after the first one, on 429, 5xx and timeouts.
    retries: int = 2
    #: Before the second try; doubles with each.
    backoff: float = 1.0
    #: Between two requests to one host; a longer Crawl-delay of its robots.txt wins.
    delay: float = 1.0
    #: Requests to one host at the same time.
    per_host: int = 2
    #: Whether robots.txt is obeyed.
    robots: bool = True
    #: Whether pages that are empty without their scripts are rendered in a browser.
    render: bool = False


_PLACES = frozenset({"year", "month", "day", "page"})
_PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayArchive:
    """Where a publisher lists what it put out on a day.

    Raises:
        ValueError: the address lacks a part of the date, or the pattern is none.
    """

    #: Tells pydantic to refuse settings that nobody knows.
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    #: With {year}, {month} and {day}, the latter two with two digits; with {page}, too, where a day has several pages.
    address: str
    #: A regular expression that is found somewhere in the full addresses of articles, and in no others.
    links: str

    def __post_init__(self) -> None:
        named = _PLACE.findall(self.address)
        if not {"year", "month", "day"} <= set(named) <= _PLACES:
            message = "address needs {year}, {month} and {day}, may have {page}, and nothing else in braces"
            raise ValueError(message)
        try:
            re.compile(self.links)
        except re.error as error:
            message = f"links is no regular expression: {error}"
            raise ValueError(message) from error

    def page_of(self, day: date, page: int = 1) -> str:
        """Return the address of a day's page."""
        values = {"year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}", "page": str(page)}
        return _PLACE.sub(lambda place: values[place[1]], self.address)

    @property
    def paged(self) -> bool:
        """Whether a day may have several pages."""
        return "{page}" in self.address


class Reason(StrEnum):
    """Why a page cannot be had."""

    NOT_FOUND = "not-found"  # no such file or page
    EMPTY = "empty"  # nothing in it
    FOLDER = "folder"  # a folder where a file is needed
    UNREADABLE = "unreadable"  # the system does not let us read it
    TOO_LARGE = "too-large"  # above the size limit, packed or unpacked
    SAME_LANGUAGE = "same-language"  # two editions in one language
    NO_EDITIONS = "no-editions"  # a folder without editions
    URL = "url"  # not an address
    SCHEME = "scheme"  # neither http nor https
    CREDENTIALS = "credentials"  # a user name or a password in the address, or none where one is needed
    UNKNOWN_HOST = "unknown-host"  # no name server knows it
    PRIVATE_ADDRESS = "private-address"  # private, loopback, link-local, multicast, reserved or metadata
    CONNECTION = "connection"  # refused, reset, broken off or not trusted
    TIMEOUT = "timeout"  # no answer within the limits
    REDIRECT = "redirect"  # a redirect to nowhere
    REDIRECTS = "redirects"  # too many of them
    STATUS = "status"  # the server says no
    RATE_LIMITED = "rate-limited"  # the server asks to come back later than the deadline
    ROBOTS = "robots"  # robots.txt forbids it
    MEDIA_TYPE = "media-type"  # not a page
    ENCODING = "encoding"  # compressed in a broken or an unknown way
    REQUESTS = "requests"  # its story has led to too many already
    RENDERING = "rendering"  # empty without its scripts, and no browser to run them
    XML = "xml"  # no feed, no sitemap, or none that can be read safely


class SourceError(Exception):
    """A page cannot be had.

    Attributes:
        reason: machine-readable.
        message: what, why, what to do, in one line.
    """

    def __init__(self, reason: Reason, message: Message) -> None:
        super().__init__(reason, message)  # all arguments, so that the error survives pickling
        self.reason, self.message = reason, message

    def __str__(self) -> str:
        return self.message.text.format(**self.message.values)


class LocalError(SourceError):
    """A file, a folder or a text that was given cannot be used."""


class FetchError(SourceError):
    """A page could not be fetched."""


def local_error(reason: Reason, template: str, **values: str | int) -> LocalError:
    """Return the error of a file, a folder or a text."""
    return LocalError(reason, Message(text=template, values=values))


def fetch_error(reason: Reason, template: str, **values: str | int) -> FetchError:
    """Return the error of a page that could not be fetched."""
    return FetchError(reason, Message(text=template, values=values))
