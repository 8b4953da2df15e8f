"""What the app wants of whoever goes the rounds at publishers; it does not know that this is Prefect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A look at a publisher."""

    #: Whether it goes on.
    running: bool
    #: Whether it ended well; what its sources gave is told source by source.
    good: bool
    #: When it began, and ended; None where that has not happened.
    began: datetime | None
    ended: datetime | None
    #: What it said at its end, in the words of whoever did it.
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a publisher's rounds stand."""

    #: The round that goes on, else the last one; None where there was none.
    last: Round | None
    #: When the next one begins; None where none is planned.
    next: datetime | None


class Rounds(Protocol):
    """Goes the rounds. What cannot be done raises a `ZvirkaError`."""

    def standing(self, publisher: str) -> Standing | None:
        """Return how a publisher's rounds stand; None where nobody goes any, for no server runs."""

    def begin(self, publisher: str) -> bool:
        """Ask for a round now; False where no server runs."""

    def reschedule(self, publisher: str) -> bool:
        """Go the rounds as the publishers file says now; False where no server runs."""

    def withdraw(self, publisher: str) -> bool:
        """Go none any more; False where no server runs."""

    def secret(self, name: str) -> str:
        """Return a secret that somebody left there; "" where there is none."""
