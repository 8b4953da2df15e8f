"""What the checks look at: the rows of a comparison with each edition's text of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from alignment.checks.glossary import Glossary
from alignment.rows.unrelated import unrelated
from alignment.texts.names import names
from alignment.texts.sentences import SEPARATOR, split_lines
from alignment.texts.sounds import named
from alignment.types import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from alignment.encoders.vectors import Vectors
    from alignment.texts.names import Name
    from alignment.texts.sounds import Named, Sound
    from alignment.types import Row
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


def story_of(articles: Mapping[str, Article], rows: tuple[Row, ...], vectors: Vectors, glossary: Glossary) -> Story:
    """Return the context of all checks for one comparison."""
    order = sorted(articles)
    texts = tuple(
        RowText(
            index,
            row,
            tuple(
                cell_of(edition, articles[edition], row.cells[edition]) for edition in order if row.cells.get(edition)
            ),
        )
        for index, row in enumerate(rows)
    )
    cells = [(row.index, cell.edition, cell.text) for row in texts for cell in row.cells]
    found = {edition: list(_names(article)) for edition, article in articles.items()}
    sounds = {edition: named(name.sound for some in each for name in some) for edition, each in found.items()}
    beside = {edition: frozenset(pair for some in each for pair in _beside(some)) for edition, each in found.items()}
    return Story(articles, texts, vectors, unrelated(cells, vectors), glossary, sounds, beside)


def _names(article: Article) -> Iterator[Sequence[Name]]:
    """Yield the names of the headline, and of each block."""
    for text in (article.title, *(block.text for block in article.blocks)):
        yield names(text, article.language)


def _beside(some: Sequence[Name]) -> Iterator[tuple[Sound, Sound]]:
    for left, right in pairwise(some):
        if right.start - left.end == 1:
            yield from ((left.sound, right.sound), (right.sound, left.sound))


def cell_of(edition: str, article: Article, indices: tuple[int, ...]) -> Cell:
    """Return an edition's blocks as one cell."""
    blocks = tuple(article.blocks[index] for index in indices)
    return Cell(edition, article.language, tuple(indices), blocks, SEPARATOR.join(block.text for block in blocks))
