"""One request: sent with an honest name, read up to a limit, unpacked."""

from __future__ import annotations

import http.cookiejar
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore
import httpx

from sources.encodings import ACCEPTED, unpack
from sources.network import GuardedTransport
from sources.types import Reason, fetch_error, translatable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sources.types import FetchError, FetchPolicy

#: The product name in the User-Agent; robots.txt files speak to it.
AGENT = "zvirka"

_TOO_LARGE = translatable("{url} has more than {limit} MB; it is no article page")
_SLOW = translatable("{url} did not answer in time; try again later or raise the time limit in the settings")
_FAILED = translatable("{url} could not be fetched ({why}); check the address and the connection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response that was read to its end."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    #: Unpacked.
    body: bytes


class Client:
    """Sends requests over one set of connections.

    Args:
        policy: limits.
        version: of zvirka, for the User-Agent.
    """

    def __init__(self, policy: FetchPolicy, *, version: str) -> None:
        self._policy = policy
        contact = f"; +{policy.contact}" if policy.contact else ""
        self._client = httpx.Client(
            transport=GuardedTransport(policy.allowed_hosts),
            headers={
                "User-Agent": f"{AGENT}/{version} (compares editions of articles{contact})",
                "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
                "Accept-Encoding": ACCEPTED,
            },
            cookies=http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=())),
            timeout=policy.timeout,
            follow_redirects=False,
            trust_env=False,  # a proxy would connect to addresses that nobody has checked
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        """Send one request; redirects and errors of the server are answers, too.

        Raises:
            FetchError: there is no answer, or one that is too large or packed in a broken way.
        """
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                raw = self._read(response)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise slow(url) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise fetch_error(Reason.CONNECTION, _FAILED, url=str(url), why=_why(error)) from error
        packing = response.headers.get("Content-Encoding", "") if response.is_success else ""
        body = unpack(raw, packing, limit=self._policy.max_bytes, url=str(url))
        return Answer(url=url, status=response.status_code, headers=response.headers, body=body)

    def _read(self, response: httpx.Response) -> bytes:
        """Read a body as it is sent, up to the limit; the connection sees to the deadline."""
        raw = bytearray()
        for chunk in response.iter_raw():
            raw += chunk
            if len(raw) > self._policy.max_bytes:
                limit = self._policy.max_bytes // 1_000_000
                raise fetch_error(Reason.TOO_LARGE, _TOO_LARGE, url=str(response.url), limit=limit)
        return bytes(raw)


def slow(url: httpx.URL) -> FetchError:
    """Return the error of an address that takes too long."""
    return fetch_error(Reason.TIMEOUT, _SLOW, url=str(url))


def _why(error: Exception) -> str:
    """Say in a few words, on one line, what went wrong."""
    return " ".join(str(error).split()) or type(error).__name__
