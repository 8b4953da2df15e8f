"""What a check is: its card, by which people know it and by which it makes its findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.texts.words import plain
from alignment.types import Finding
from locales.messages import message as sentence
from locales.messages import translatable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from alignment.checks.story import RowText, Story
    from alignment.types import Evidence, FindingKind, Severity
    from locales.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check as people see it, and its function: over each row, or over the whole story."""

    name: str
    kind: FindingKind
    #: The most serious that it gives.
    severity: Severity
    summary: Message
    example: Message
    row: Callable[[Story, RowText], Iterator[Finding]] | None = None
    story: Callable[[Story], Iterator[Finding]] | None = None
    #: Whether it also looks at rows that are too long to be read (``alignment.limits``).
    any_length: bool = False
    #: The name that it once had, which settings may still say.
    former: str | None = None

    def finding(
        self,
        message: Message,
        *,
        edition: str | None,
        row: int | None,
        evidence: Iterable[Evidence],
        cause: str | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """Return a finding of this check; its id is made from its kind, its edition and the words of its evidence.

        Args:
            message: what people are told.
            edition: the one at fault; None where it cannot be told.
            row: the index of the row that it is about, if it is about one.
            evidence: what shows it.
            cause: why, where the check knows several reasons.
            severity: None for the most serious that the check gives.
        """
        pieces = tuple(evidence)
        shown = sorted(f"{piece.edition}:{' '.join(plain(piece.text).split())}" for piece in pieces)
        return Finding(
            id=finding_id(self.kind, edition or "", *shown),
            kind=self.kind,
            severity=severity or self.severity,
            message=message,
            edition=edition,
            row=row,
            cause=cause,
            evidence=pieces,
        )


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two sentences on how an edition differs: from the others that outvote it, or from one that may be at fault too.

    Attributes:
        others: with ``{edition}``.
        second: with ``{edition}`` and ``{second}``.
    """

    others: str
    second: str

    def message(self, edition: str, second: str, *, decided: bool, **values: str) -> Message:
        """Return the sentence that holds.

        Args:
            edition: the one that differs.
            second: another one.
            decided: whether others outvote it.
            values: of the other placeholders.
        """
        name = f"language:{edition}"
        if decided:
            return sentence(self.others, edition=name, **values)
        return sentence(self.second, edition=name, second=f"language:{second}", **values)


#: What most checks of claims say.
SAYS = Contrast(
    others=translatable("{edition} says {value}, the others say {other}"),
    second=translatable("{edition} says {value}, {second} says {other}"),
)
