"""Requests to services, by the same rules as pages: no private addresses, limits on time and size, no proxy."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.drafts.faults import Fault, TranslationError
from pipeline.version import version
from sources.types import FetchError, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

_FAULTS = {
    Reason.TIMEOUT: Fault.NO_ANSWER,
    Reason.TOO_LARGE: Fault.TOO_LARGE,
    Reason.PRIVATE_ADDRESS: Fault.PRIVATE_ADDRESS,
    Reason.ENCODING: Fault.UNREADABLE,
}
_GOOD = range(200, 300)
_KEY_REFUSED = frozenset({401, 403})
_LATER = 429


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said, status 2xx."""

    name: str
    status_code: int
    text: str

    def json(self) -> Any:  # noqa: ANN401 - whatever it is
        """Return the answer's JSON.

        Raises:
            TranslationError: it is none.
        """
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as error:
            shown = "a web page" if self.text.lstrip()[:1] == "<" else "something else than JSON"
            raise TranslationError(Fault.UNREADABLE, f"{self.name} answered with {shown}") from error

    def close(self) -> None:
        """Do nothing: it was read to its end."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Sends requests to one service.

    Attributes:
        name: what the service is called in errors.
        allowed_hosts: hosts that may have private addresses.
        max_bytes: of one answer, as it is sent and unpacked.
        end: when everything has to be over, on the monotonic clock.
    """

    name: str
    allowed_hosts: frozenset[str]
    max_bytes: int
    end: float

    def call(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        data: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return what a service answers.

        Args:
            method: "GET" or "POST".
            url: its address.
            params: of the query.
            data: sent as JSON.
            headers: more of them.

        Raises:
            TranslationError: there is no answer within the limits, or none with status 2xx.
        """
        import httpcore  # noqa: PLC0415 - the HTTP client, only for drafts
        import httpx  # noqa: PLC0415 - the same

        try:
            return self._call(method, url, dict(params or {}), data, dict(headers or {}))
        except FetchError as error:
            raise TranslationError(_FAULTS.get(error.reason, Fault.CONNECTION), f"{self.name}: {error}") from error
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise TranslationError(Fault.NO_ANSWER, f"{self.name} did not answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            why = type(error).__name__  # its text may hold the address, and that a key
            raise TranslationError(Fault.CONNECTION, f"{self.name} cannot be reached ({why})") from error

    def _call(self, method: str, url: str, params: dict[str, str], data: object, headers: dict[str, str]) -> Answer:
        import httpx  # noqa: PLC0415 - loaded by now

        from sources.encodings import ACCEPTED, unpack  # noqa: PLC0415 - the same
        from sources.network import GuardedTransport, deadline, time_left  # noqa: PLC0415 - the same
        from sources.urls import checked  # noqa: PLC0415 - the same

        always = {"User-Agent": f"zvirka/{version()}", "Accept-Encoding": ACCEPTED}
        with (
            deadline(self.end),
            httpx.Client(
                transport=GuardedTransport(self.allowed_hosts),
                timeout=max(time_left(), 0.001),
                follow_redirects=False,
                trust_env=False,
            ) as client,
            client.stream(
                method, checked(url), params=params or None, json=data, headers={**always, **headers}
            ) as response,
        ):
            raw = self._read(response)
        self._require_good(response)
        body = unpack(raw, response.headers.get("Content-Encoding", ""), limit=self.max_bytes, url=self.name)
        return Answer(self.name, response.status_code, body.decode(response.charset_encoding or "utf-8", "replace"))

    def _read(self, response: httpx.Response) -> bytes:
        raw = bytearray()
        for chunk in response.iter_raw():
            raw += chunk
            if len(raw) > self.max_bytes:
                raise TranslationError(Fault.TOO_LARGE, f"{self.name} answered with more than {self.max_bytes} bytes")
        return bytes(raw)

    def _require_good(self, response: httpx.Response) -> None:
        from sources.retries import retry_after  # noqa: PLC0415 - loaded by now

        status = response.status_code
        if status in _GOOD:
            return
        if status == _LATER:
            asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
            raise TranslationError(Fault.RATE_LIMITED, f"{self.name} wants fewer requests (status {status})", asked)
        fault = Fault.KEY if status in _KEY_REFUSED else Fault.STATUS
        raise TranslationError(fault, f"{self.name} answered with status {status}")


def until(seconds: float) -> float:
    """Return when so many seconds will be over, on the monotonic clock."""
    return time.monotonic() + seconds
