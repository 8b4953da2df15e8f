"""The sentences of a row that belong together in all its editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.types import Cell, RowText


@dataclass(frozen=True, slots=True)
class Passage:
    """What one edition says in a unit."""

    cell: Cell
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.cell.text[self.start : self.end]


def units(row: RowText) -> Iterator[tuple[Passage, ...]]:
    """Yield a passage of every edition for each unit.

    Editions with as many sentences as each other are compared sentence by sentence, others as a whole: sentences are
    seldom reordered, and a wrong pair would cost more than a longer passage.
    """
    spans = [cell.sentences for cell in row.cells]
    if len({len(each) for each in spans}) == 1:
        for group in zip(*spans, strict=True):
            yield tuple(Passage(cell, *span) for cell, span in zip(row.cells, group, strict=True))
    elif all(spans):
        yield tuple(Passage(cell, each[0][0], each[-1][1]) for cell, each in zip(row.cells, spans, strict=True))
