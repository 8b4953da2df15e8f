"""How long the stages of one check take."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Reading what was asked for; looking for the other editions; aligning and checking; drafts; writing.
READING, SISTERS, COMPARING, DRAFTING, STORING = "reading", "sisters", "comparing", "drafting", "storing"


class Stages:
    """A stopwatch: a stage lasts until the next one begins."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)
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

    @property
    def seconds(self) -> Mapping[str, float]:
        """What has ended so far, by stage, in the order in which they began."""
        return dict(self._seconds)
