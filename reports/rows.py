"""Rows as a reader meets them: what agrees is folded away, what does not keeps one row of context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.types import Relation
from reports.marks import Piece, pieces, spans_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from alignment.types import Comparison, Finding, Row
    from parsers.types import Block

#: A run of agreeing rows shorter than this is shown as it is.
SHORTEST_FOLD = 2


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with its evidence marked."""

    index: int
    block: Block
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """What one edition has in a row; no blocks is a gap."""

    edition: str
    blocks: tuple[BlockView, ...]
    #: The row after which this edition has the text, where that is another place than here; -1 for its beginning.
    stands_after: int | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """One aligned row."""

    index: int
    row: Row
    cells: tuple[CellView, ...]
    findings: tuple[Finding, ...]
    #: Findings that do not count any more; they are named and mark nothing.
    settled: tuple[Finding, ...] = ()

    @property
    def notable(self) -> bool:
        """Whether a reader must see the row: something was found, a cell is empty, or the text has moved."""
        gap = any(not cell.blocks for cell in self.cells)
        return bool(self.findings or self.settled) or gap or self.row.relation is Relation.MOVED


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive rows that are either all shown or all folded."""

    rows: tuple[RowView, ...]
    folded: bool


def row_views(comparison: Comparison, settled: Collection[str] = ()) -> tuple[RowView, ...]:
    """Return every row with its marked blocks and its findings.

    Args:
        comparison: what was compared.
        settled: the ids of findings that do not count any more.
    """
    counting = [finding for finding in comparison.findings if finding.id not in settled]
    by_row = _by_row(counting)
    settled_by_row = _by_row([finding for finding in comparison.findings if finding.id in settled])
    homes = _homes(comparison.rows)
    return tuple(
        RowView(
            index,
            row,
            tuple(
                CellView(
                    edition,
                    _blocks(comparison, counting, edition, row.cells.get(edition, ())),
                    _stands_after(comparison.rows, homes, index, edition),
                )
                for edition in comparison.articles
            ),
            by_row.get(index, ()),
            settled_by_row.get(index, ()),
        )
        for index, row in enumerate(comparison.rows)
    )


def segments(rows: Sequence[RowView]) -> tuple[Segment, ...]:
    """Group rows into shown and folded runs; beside every notable row one agreeing row stays as context."""
    shown = [any(neighbour.notable for neighbour in rows[max(0, place - 1) : place + 2]) for place in range(len(rows))]
    runs: list[list[int]] = []
    for place in range(len(rows)):
        if runs and shown[runs[-1][-1]] == shown[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple(
        Segment(tuple(rows[place] for place in run), folded=not shown[run[0]] and len(run) >= SHORTEST_FOLD)
        for run in runs
    )


def _by_row(findings: Sequence[Finding]) -> Mapping[int | None, tuple[Finding, ...]]:
    """Return the findings of every row that has some, the most serious first."""
    by_row: dict[int | None, tuple[Finding, ...]] = {}
    for finding in sorted(findings, key=lambda finding: finding.severity.rank):
        by_row[finding.row] = (*by_row.get(finding.row, ()), finding)
    return by_row


def _blocks(
    comparison: Comparison, counting: Sequence[Finding], edition: str, indices: Sequence[int]
) -> tuple[BlockView, ...]:
    blocks = comparison.articles[edition].blocks
    return tuple(
        BlockView(index, blocks[index], pieces(blocks[index].text, spans_of(counting, edition, index)))
        for index in indices
    )


def _homes(rows: Sequence[Row]) -> dict[tuple[str, int], int]:
    """Return the row of every block."""
    return {
        (edition, block): index
        for index, row in enumerate(rows)
        for edition, cell in row.cells.items()
        for block in cell
    }


def _stands_after(rows: Sequence[Row], homes: Mapping[tuple[str, int], int], index: int, edition: str) -> int | None:
    """Return after which row an edition has a moved row's text; None where it is in its place."""
    cell = rows[index].cells.get(edition, ())
    if rows[index].relation is not Relation.MOVED or not cell:
        return None
    before = homes.get((edition, cell[0] - 1), -1)
    here = next((place for place in range(index - 1, -1, -1) if rows[place].cells.get(edition)), -1)
    return None if before == here else before
