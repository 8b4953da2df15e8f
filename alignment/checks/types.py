"""What checks look at, rows with each edition's text of them, and what a check is: its card, which makes findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from alignment.checks.glossary import Glossary
from alignment.finding_ids import finding_id
from alignment.texts.sentences import SEPARATOR, split_lines
from alignment.texts.words import plain
from alignment.types import Evidence, Finding
from locales.messages import message as sentence
from locales.messages import translatable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from alignment.encoders.vectors import Vectors
    from alignment.texts.sounds import Named, Sound
    from alignment.types import FindingKind, Row, Severity
    from locales.messages import Message
    from parsers.types import Article, Block

#: Editions that together decide which of them is at fault.
QUORUM = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one edition's text of a row (characters, end exclusive)."""

    edition: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Sentences that some editions have and others have not."""

    #: The sentences, in one or more editions.
    having: tuple[Span, ...]
    #: The editions that have nothing like them.
    lacking: tuple[str, ...]
    #: True where only the lengths tell, not which sentences it is.
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One edition's blocks of a row, read as one text."""

    edition: str
    #: BCP 47; decides which tables are read.
    language: str
    indices: tuple[int, ...]
    blocks: tuple[Block, ...]
    #: The blocks' texts, one per line; what other findings explain already is blank.
    text: str

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of its sentences (characters, end exclusive); blanked ones are left out."""
        return split_lines(self.text, self.language)

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Return a span of the cell's text as evidence: one piece for every block that it touches."""
        pieces = []
        offset = 0
        for index, block in zip(self.indices, self.blocks, strict=True):
            first, last = max(start - offset, 0), min(end - offset, len(block.text))
            if first < last:
                shown = block.text[first:last]
                pieces.append(Evidence(edition=self.edition, block=index, start=first, end=last, text=shown))
            offset += len(block.text) + len(SEPARATOR)
        return tuple(pieces)

    def whole(self) -> tuple[Evidence, ...]:
        """Return all of the cell's text as evidence."""
        return self.evidence(0, len(self.text))

    def without(self, spans: Iterable[Span]) -> Cell:
        """Return the cell with spans blanked out; places of the rest stay."""
        text = self.text
        for span in spans:
            if span.edition == self.edition:
                text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
        return self if text == self.text else replace(self, text=text)


@dataclass(frozen=True, slots=True)
class RowText:
    """A row with its texts."""

    index: int
    row: Row
    #: The editions that have the row, in the order of the comparison.
    cells: tuple[Cell, ...]
    #: Sentences that only some of these editions have; blank in the texts already.
    gaps: tuple[Gap, ...] = ()

    @property
    def editions(self) -> tuple[str, ...]:
        """Return the editions that have the row."""
        return tuple(cell.edition for cell in self.cells)

    @property
    def compared(self) -> bool:
        """Return whether there is anything to compare."""
        return len(self.cells) > 1

    @property
    def decided(self) -> bool:
        """Return whether two editions can outvote a third."""
        return len(self.cells) >= QUORUM

    def cell(self, edition: str) -> Cell:
        """Return one edition's cell, which must be there."""
        return next(cell for cell in self.cells if cell.edition == edition)

    def without(self, spans: Iterable[Span]) -> RowText:
        """Return the row with spans blanked out."""
        spans = tuple(spans)
        return replace(self, cells=tuple(cell.without(spans) for cell in self.cells)) if spans else self


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a check may look at."""

    articles: Mapping[str, Article]
    rows: tuple[RowText, ...]
    vectors: Vectors
    #: The cosine that blocks reach which have nothing to do with each other; encoders differ widely.
    unrelated: float = 0.0
    #: The house's terms.
    glossary: Glossary = field(default_factory=Glossary)
    #: How the names of each edition sound, headline included.
    named: Mapping[str, Named] = field(default_factory=dict)
    #: ... and which stand side by side.
    beside: Mapping[str, frozenset[tuple[Sound, Sound]]] = field(default_factory=dict)
    #: A change after this is so fresh that the other editions may still follow; None where nobody waits.
    fresh_since: datetime | None = None
    #: Since when each edition has had each of its blocks; only of editions that were compared before.
    since: Mapping[str, Sequence[datetime]] = field(default_factory=dict)

    @property
    def editions(self) -> tuple[str, ...]:
        """Return the editions of the comparison, sorted, so that their order never changes a finding."""
        return tuple(sorted(self.articles))


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
    #: Whether it also looks at rows that are too long to be read (``alignment.text_limits``).
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
