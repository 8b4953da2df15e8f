"""The web, connected to only when something has to be fetched."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from pipeline.version import version

if TYPE_CHECKING:
    from sources.http import Fetcher
    from sources.types import FetchPolicy, Page


class Web:
    """Fetches pages; a run on files alone never loads the HTTP client.

    Args:
        policy: limits and manners.
    """

    def __init__(self, policy: FetchPolicy) -> None:
        self._policy = policy
        self._fetcher: Fetcher | None = None
        self._opening = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._fetcher is not None:
            self._fetcher.close()

    def fetch(self, url: str) -> Page:
        """Return the page at an address.

        Raises:
            FetchError: with one of its reasons.
        """
        return self.fetcher().fetch(url)

    def fetcher(self) -> Fetcher:
        """Return the one fetcher, made at first use."""
        from sources.http import Fetcher  # noqa: PLC0415 - only now

        with self._opening:
            if self._fetcher is None:
                self._fetcher = Fetcher(self._policy, version=version())
            return self._fetcher
