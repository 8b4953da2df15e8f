"""Rows of comparisons with their texts, one by one: what exports for translators and researchers are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.states import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alignment.types import Comparison, Finding, Relation

#: Stands between the blocks of one cell.
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One row of a comparison with what every edition says there."""

    story: str
    #: Index into the comparison's rows.
    number: int
    relation: Relation
    #: Probability that the cells say the same thing, 0 to 1.
    score: float
    #: By language, in the order of the editions; indices of the blocks, () where the edition has none.
    cells: Mapping[str, tuple[int, ...]]
    #: By language; the texts of the cell's blocks with `BREAK` between them, "" where the edition has none.
    texts: Mapping[str, str]
    #: What was found in the row and counts.
    findings: tuple[Finding, ...]

    @property
    def place(self) -> int:
        """Where the row stands, counted from 1, as people count; `number` is for programs."""
        return self.number + 1


def aligned_rows(comparison: Comparison, states: Mapping[str, str] | None = None) -> Iterator[AlignedRow]:
    """Return the rows of a comparison, in its order.

    Args:
        comparison: what was compared.
        states: how findings stand, by their ids; a dismissed one is left out.
    """
    found: dict[int, list[Finding]] = {}
    for finding in counted(comparison, states or {}):
        if finding.row is not None:
            found.setdefault(finding.row, []).append(finding)
    for number, row in enumerate(comparison.rows):
        cells = {language: row.cells.get(language, ()) for language in comparison.articles}
        yield AlignedRow(
            comparison.story,
            number,
            row.relation,
            row.score,
            cells,
            {language: text_of(comparison, language, cell) for language, cell in cells.items()},
            tuple(found.get(number, ())),
        )


def text_of(comparison: Comparison, language: str, cell: tuple[int, ...]) -> str:
    """Return what a cell says."""
    blocks = comparison.articles[language].blocks
    if len(cell) == 1:
        return blocks[cell[0]].text
    return BREAK.join(blocks[index].text for index in cell)
