"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from locales.messages import translatable
from sources.client import AGENT
from sources.types import Reason, fetch_error

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from protego import Protego

    from sources.client import Answer

_FORBIDDEN = translatable(
    "{url} is closed to programs by the site's robots.txt; ask the publisher, or see fetch.robots in the settings"
)
_UNAVAILABLE = translatable(
    "{url} cannot be read (status {status}), so it is unknown what the site allows; try again later"
)
#: The standard asks that at least this much is read, and lets the rest be left.
_READ = 500 * 1024
#: No site may ask for longer delays, in seconds: one page would outlast any deadline.
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site; None where it has none."""

    parsed: Protego | None

    def require(self, url: httpx.URL) -> None:
        """Let an address pass.

        Raises:
            FetchError: the rules forbid it.
        """
        if self.parsed is not None and not self.parsed.can_fetch(str(url), AGENT):
            raise fetch_error(Reason.ROBOTS, _FORBIDDEN, url=str(url))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for."""
        asked = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(float(asked or 0.0), _LONGEST_DELAY)


class Robots:
    """The rules of the sites of a run, each read once.

    Args:
        get: returns the answer at an address, after redirects.
    """

    def __init__(self, get: Callable[[httpx.URL], Answer]) -> None:
        self._get = get
        self._known: dict[str, Rules] = {}
        self._reading: dict[str, threading.Lock] = {}
        self._adding = threading.Lock()

    def rules(self, url: httpx.URL) -> Rules:
        """Return the rules of an address's site.

        Raises:
            FetchError: the site cannot say what it allows.
        """
        place = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        key = str(place)
        with self._adding:
            reading = self._reading.setdefault(key, threading.Lock())
        with reading:
            if key not in self._known:
                self._known[key] = self._read(place)
            return self._known[key]

    def _read(self, place: httpx.URL) -> Rules:
        from protego import Protego  # noqa: PLC0415 - only where rules are obeyed

        answer = self._get(place)
        if answer.status == 429 or answer.status >= 500:  # noqa: PLR2004 - too many requests, or the server's fault
            raise fetch_error(Reason.ROBOTS, _UNAVAILABLE, url=str(place), status=answer.status)
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - any other answer means that there are no rules
            return Rules(None)
        return Rules(Protego.parse(answer.body[:_READ].decode("utf-8", errors="replace")))
