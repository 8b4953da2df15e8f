"""Which requests Prefect's server gets to see: decided from what a request says about itself, without any I/O.

A browser sends requests wherever a page tells it to. It adds what the page cannot change: the Host that was asked
(RFC 9110), the Origin of the page (RFC 6454) and Fetch Metadata, how the page is related to what it asks for
(https://www.w3.org/TR/fetch-metadata/). Programs that are no browsers send neither Origin nor Fetch Metadata; who they
are is the auth string's business.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from locales.messages import Message

#: Names of this machine that no name server is asked for; the server listens on loopback alone.
LOOPBACK = ("127.0.0.1", "localhost")
#: The only port that a browser leaves out of Host and Origin where the scheme is http.
HTTP_PORT = 80
#: Relations of a page to what it asks for that are harmless: the server's own pages, and the person's own hand. What
#: browsers call "same-site" is not among them, for to them every port of 127.0.0.1 is the same site.
OWN_SITE = frozenset({"same-origin", "none"})
#: What all of Prefect's own clients and pages send. A foreign page cannot send it without being asked for permission
#: first; what comes without any type, Prefect would take for it.
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further."""

    #: HTTP's.
    status: int
    why: Message


def own_hosts(port: int, more: Iterable[str] = ()) -> frozenset[str]:
    """Return the values of Host that mean this server.

    Args:
        port: that it listens on.
        more: names, with a port where it is not the usual one, that a proxy in front of it is reached by.
    """
    local = {f"{name}:{port}" for name in LOOPBACK} | ({*LOOPBACK} if port == HTTP_PORT else set())
    return frozenset(local | {name.lower() for name in more})


def refusal(method: str, headers: Sequence[tuple[str, str]], own: frozenset[str]) -> Refusal | None:
    """Return why a request is refused; None where it may go on.

    Args:
        method: GET, POST, ...; the handshake of a websocket is a GET.
        headers: names in lower case and values, each as often as it came.
        own: the values of Host that mean this server.
    """
    hosts = _all(headers, "host")
    if len(hosts) != 1 or hosts[0].lower() not in own:  # else a name that points here for once owns all that is here
        said = message("this server has no such name; where a proxy of yours sends it, add it to serve.hosts")
        return Refusal(421, said)
    allowed = {f"{scheme}://{hosts[0].lower()}" for scheme in ("http", "https")}
    if not allowed.issuperset(origin.lower() for origin in _all(headers, "origin")):
        return Refusal(403, message("a page of another site may not ask this server for anything"))
    if not OWN_SITE.issuperset(_all(headers, "sec-fetch-site")) and not _opens_page(method, headers):
        return Refusal(403, message("a page of another site may not ask this server for anything"))
    if _has_body(headers) and [_media_type(value) for value in _all(headers, "content-type")] != [JSON]:
        return Refusal(415, message("what is sent to this server has to be application/json"))
    return None


def _all(headers: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for known, value in headers if known == name]


def _opens_page(method: str, headers: Sequence[tuple[str, str]]) -> bool:
    """Return whether somebody follows a link to a page that fills a tab or window; frames are none."""
    fetch = _all(headers, "sec-fetch-mode"), _all(headers, "sec-fetch-dest")
    return method == "GET" and fetch == (["navigate"], ["document"])


def _has_body(headers: Sequence[tuple[str, str]]) -> bool:
    return bool(_all(headers, "transfer-encoding")) or any(value != "0" for value in _all(headers, "content-length"))


def _media_type(value: str) -> str:
    return value.partition(";")[0].strip().lower()


def basic(auth: str) -> str:
    """Return an auth string as the value of Authorization (RFC 7617)."""
    return f"Basic {base64.b64encode(auth.encode()).decode()}"


def exchanged(headers: Sequence[tuple[str, str]], ticket: str, auth: str) -> list[tuple[str, str]]:
    """Return headers in which the auth string stands where the ticket stood.

    Args:
        headers: names in lower case and values.
        ticket: what browsers are let in by, as long as the server runs.
        auth: what Prefect knows.
    """
    return [
        (name, basic(auth) if name == "authorization" and _same(value, basic(ticket)) else value)
        for name, value in headers
    ]


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
