"""One request: sent with an honest name, read up to a limit, unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore

from locales.messages import translatable
from sources.encodings import ACCEPTED, unpack
from sources.network import guarded_pool
from sources.types import Reason, fetch_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

    from sources.types import FetchError, FetchPolicy

#: The product name in the User-Agent; robots.txt files speak to it.
AGENT = "zvirka"
_SUCCESS = range(200, 300)
#: What connections fail with besides what is too slow.
_BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpcore.UnsupportedProtocol)

_TOO_LARGE = translatable("{url} has more than {limit} MB; it is no article page")
_SLOW = translatable("{url} did not answer in time; try again later or raise the time limit in the settings")
_FAILED = translatable("{url} could not be fetched ({why}); check the address and the connection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response that was read to its end."""

    url: httpx.URL
    status: int
    #: Names in lower case.
    headers: Mapping[str, str]
    #: Unpacked.
    body: bytes


class Client:
    """Sends requests over one set of connections; no cookies, no proxy, no credentials but those it is given.

    Args:
        policy: limits.
        version: of zvirka, for the User-Agent.
    """

    def __init__(self, policy: FetchPolicy, *, version: str) -> None:
        self._policy = policy
        contact = f"; +{policy.contact}" if policy.contact else ""
        self._headers = {
            "User-Agent": f"{AGENT}/{version} (compares editions of articles{contact})",
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
            "Accept-Encoding": ACCEPTED,
        }
        self._timeouts = dict.fromkeys(("connect", "read", "write", "pool"), policy.timeout)
        # httpx itself would double the time of a request, for things that are not wanted here
        self._pool = guarded_pool(policy.allowed_hosts)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def get(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        """Send one request; redirects and errors of the server are answers, too.

        Raises:
            FetchError: there is no answer, or one that is too large or packed in a broken way.
        """
        try:
            response = self._pool.handle_request(self._request(url, headers))
            try:
                raw = self._read(response, url)
            finally:
                response.close()
        except httpcore.TimeoutException as error:
            raise slow(url) from error
        except (*_BROKEN, OSError) as error:
            raise fetch_error(Reason.CONNECTION, _FAILED, url=str(url), why=_why(error)) from error
        got = _named(response.headers)
        packing = got.get("content-encoding", "") if response.status in _SUCCESS else ""
        body = unpack(raw, packing, limit=self._policy.max_bytes, url=str(url))
        return Answer(url=url, status=response.status, headers=got, body=body)

    def _request(self, url: httpx.URL, headers: Mapping[str, str]) -> httpcore.Request:
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        sent = {"Host": url.netloc.decode("ascii"), **self._headers, **headers}
        pairs = [(name.encode("ascii"), value.encode("utf-8")) for name, value in sent.items()]
        return httpcore.Request(method="GET", url=target, headers=pairs, extensions={"timeout": self._timeouts})

    def _read(self, response: httpcore.Response, url: httpx.URL) -> bytes:
        """Read a body as it is sent, up to the limit; the connection sees to the deadline."""
        raw = bytearray()
        for chunk in response.iter_stream():
            raw += chunk
            if len(raw) > self._policy.max_bytes:
                limit = self._policy.max_bytes // 1_000_000
                raise fetch_error(Reason.TOO_LARGE, _TOO_LARGE, url=str(url), limit=limit)
        return bytes(raw)


def _named(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers with their names in lower case; several of one name are one list (RFC 9110, 5.3)."""
    named: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), _text(raw_value)
        named[name] = f"{named[name]}, {value}" if name in named else value
    return named


def _text(value: bytes) -> str:
    """Return a header's value; addresses come in UTF-8 although the standard knows only ASCII."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def slow(url: httpx.URL) -> FetchError:
    """Return the error of an address that takes too long."""
    return fetch_error(Reason.TIMEOUT, _SLOW, url=str(url))


def _why(error: Exception) -> str:
    """Say in a few words, on one line, what went wrong."""
    return " ".join(str(error).split()) or type(error).__name__
