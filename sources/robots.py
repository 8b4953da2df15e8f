"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from functools import lru_cache
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
#: "zvirka/1.2" speaks to zvirka: the standard compares names only.
_VERSIONED = re.compile(
    r"^([ \t]{0,9}user-agent[ \t]{0,9}:[ \t]{0,9}[\w-]{1,64})/\S{0,64}", re.IGNORECASE | re.MULTILINE
)
#: No site may ask for longer delays, in seconds: one page would outlast any deadline.
_LONGEST_DELAY = 30.0
#: Seconds for which the rules of a site are known; the standard allows a day.
_KEPT = 3600.0
#: Sites whose rules are kept, those that were asked for last: rules may be half a megabyte, and pages name any site.
SITES = 256


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


@dataclass(slots=True)
class _Site:
    """What one site allows, and when it said so on the monotonic clock; whoever asks holds the lock."""

    reading: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None
    read_at: float = 0.0


_ADDING = threading.Lock()


@lru_cache(maxsize=SITES)
def _site(_place: str) -> _Site:
    """Return what this process knows of a site, by the address of its robots.txt: the stories of a round ask once."""
    return _Site()


class Robots:
    """The rules of sites, each read once an hour by a process.

    Args:
        get: returns the answer at an address, after redirects.
    """

    def __init__(self, get: Callable[[httpx.URL], Answer]) -> None:
        self._get = get

    def rules(self, url: httpx.URL) -> Rules:
        """Return the rules of an address's site.

        Raises:
            FetchError: the site cannot say what it allows.
        """
        place = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        with _ADDING:
            site = _site(str(place))
        with site.reading:
            if site.rules is None or time.monotonic() - site.read_at > _KEPT:
                site.rules, site.read_at = self._read(place), time.monotonic()
            return site.rules

    def _read(self, place: httpx.URL) -> Rules:
        from protego import Protego  # noqa: PLC0415 - only where rules are obeyed

        answer = self._get(place)
        if answer.status == 429 or answer.status >= 500:  # noqa: PLR2004 - too many requests, or the server's fault
            raise fetch_error(Reason.ROBOTS, _UNAVAILABLE, url=str(place), status=answer.status)
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - any other answer means that there are no rules
            return Rules(None)
        text = answer.body[:_READ].decode("utf-8-sig", errors="replace")
        return Rules(Protego.parse(_VERSIONED.sub(r"\1", text)))
