"""Both texts of a finding: what every edition says at the place in question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.marks import Piece, pieces, spans_of
from reports.quoting import in_readers_order

if TYPE_CHECKING:
    from alignment.types import Comparison, Finding


@dataclass(frozen=True, slots=True)
class Text:
    """What one edition says, in marked pieces; no pieces where it says nothing there."""

    edition: str
    pieces: tuple[Piece, ...]


def texts(comparison: Comparison, finding: Finding, language: str = "") -> tuple[Text, ...]:
    """Return the texts of a finding's row and evidence, edition by edition; empty for a finding about no text.

    Args:
        comparison: what was compared.
        finding: one of its findings.
        language: the reader's, whose edition comes first.
    """
    row = comparison.rows[finding.row].cells if finding.row is not None else {}
    if finding.row is None and not finding.evidence:
        return ()
    found = []
    for edition in in_readers_order(comparison.articles, language):
        shown = {span.block for span in finding.evidence if span.edition == edition}
        if finding.row is not None or shown:
            found.append(Text(edition, _text(comparison, finding, edition, shown | set(row.get(edition, ())))))
    return tuple(found)


def _text(comparison: Comparison, finding: Finding, edition: str, blocks: set[int | None]) -> tuple[Piece, ...]:
    article = comparison.articles[edition]
    said: list[Piece] = []
    for block in sorted(blocks, key=lambda block: -1 if block is None else block):
        text = article.title if block is None else article.blocks[block].text
        said += [Piece(" ")] if said else []
        said += pieces(text, spans_of([finding], edition, block))
    return tuple(said)
