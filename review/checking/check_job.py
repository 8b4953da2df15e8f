"""A check that somebody started: what it was given, how far it is, what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison


class Progress(BaseModel):
    """How far a check is."""

    lines: tuple[str, ...]
    #: What each of these steps took, seconds; the one that goes on is not among them.
    took: tuple[float, ...]
    #: The story when the check is done.
    story: str | None
    #: Why it could not be done.
    error: str | None
    done: bool
    #: Of a story that is checked again: when the comparison before was made.
    since: datetime | None = None


@dataclass(slots=True)
class Job:
    """A check; written by its thread, read by others."""

    #: What was given: an address or a text for each language; a single address under "".
    editions: Mapping[str, str]
    #: The newest comparison of a story that is checked again: its own editions where no texts are given.
    before: Comparison | None = None
    #: The story that is checked again, "" for a new one, and when the comparison before was made.
    of: str = ""
    since: datetime | None = None
    lines: list[str] = field(default_factory=list)
    #: When each step began, and at last when the check ended; seconds of a clock.
    times: list[float] = field(default_factory=list)
    story: str | None = None
    error: str | None = None
    done: bool = False
    #: The app ended before the check did.
    interrupted: bool = False

    def progress(self) -> Progress:
        """Return how far it is."""
        took = tuple(round(end - begin, 1) for begin, end in pairwise(self.times))
        return Progress(
            lines=tuple(self.lines),
            took=took,
            story=self.story,
            error=self.error,
            done=self.done,
            since=self.since,
        )

    @property
    def written(self) -> str:
        """What a restart has to know of it, as JSON."""
        known = {"editions": self.editions, "story": self.story, "error": self.error, "done": self.done}
        known |= {"of": self.of, "since": self.since.isoformat() if self.since else None}
        return json.dumps(known, ensure_ascii=False)

    @property
    def report(self) -> str:
        """Where its story is read; after another look at it, what has changed is told first."""
        place = f"/stories/{quote(self.story or '')}"
        return place if self.since is None else f"{place}?{urlencode({'since': self.since.isoformat()})}#since"


def read(written: str) -> Job:
    """Return a check of an earlier process: interrupted, unless it had ended.

    Raises:
        ValueError: this is no JSON.
    """
    known = json.loads(written)
    return Job(
        known["editions"],
        of=known.get("of", ""),
        since=datetime.fromisoformat(known["since"]) if known.get("since") else None,
        story=known["story"],
        error=known["error"],
        done=True,
        interrupted=not known["done"],
    )
