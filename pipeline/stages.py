"""How long the stages of one check take."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Reading what was asked for; looking for the other editions; texts to vectors; blocks to rows; rows to findings;
#: drafts; writing. The three in the middle are those of `alignment.compare`, which may not be loaded yet.
READING, SISTERS = "reading", "sisters"
ENCODING, ALIGNING, CHECKING = "encoding", "aligning", "checking"
DRAFTING, STORING = "drafting", "storing"
#: Pages to articles: what reading and looking for the others spend in the parser, in all threads together.
PARSING = "parsing"


class Stages:
    """A stopwatch: a stage lasts until the next one begins."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._adding = threading.Lock()
        self._stage: str | None = None
        self._since = 0.0

    def begin(self, stage: str) -> None:
        """End the stage before and begin one."""
        self.end()
        self._stage, self._since = stage, time.monotonic()

    def end(self) -> None:
        """End the stage, if one has begun."""
        if self._stage is not None:
            self._seconds[self._stage] += time.monotonic() - self._since
        self._stage = None

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        """Measure something that is part of a stage; several threads may be at it."""
        since = time.monotonic()
        try:
            yield
        finally:
            with self._adding:
                self._seconds[name] += time.monotonic() - since

    def add(self, seconds: Mapping[str, float]) -> None:
        """Count what was measured elsewhere, in place of the stage that waited for it."""
        self._stage = None
        for name, each in seconds.items():
            self._seconds[name] += each

    @property
    def seconds(self) -> Mapping[str, float]:
        """What has ended so far, by stage, in the order in which they began."""
        return dict(self._seconds)
