"""Evidence inside a text: which characters are marked, and for which findings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.types import Finding


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a text (end exclusive) that show a finding."""

    start: int
    end: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, with the findings that it shows, most serious first; none where it is unmarked."""

    text: str
    findings: tuple[Finding, ...] = ()


def spans_of(findings: Iterable[Finding], edition: str, block: int | None) -> list[Span]:
    """Return the spans that findings have in one block of an edition, or in its title where ``block`` is None."""
    return [
        Span(span.start, span.end, finding)
        for finding in findings
        for span in finding.evidence
        if span.edition == edition and span.block == block
    ]


def pieces(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """Cut a text where marks begin and end; joined again, the pieces are the text.

    A span that covers the whole text marks nothing: where everything is evidence, nothing stands out.
    """
    useful = [span for span in spans if 0 <= span.start < span.end <= len(text) and span.end - span.start < len(text)]
    cuts = sorted({0, len(text), *(span.start for span in useful), *(span.end for span in useful)})
    return tuple(Piece(text[start:end], _marking(useful, start, end)) for start, end in pairwise(cuts))


def _marking(spans: Sequence[Span], start: int, end: int) -> tuple[Finding, ...]:
    found = {span.finding.id: span.finding for span in spans if span.start <= start and end <= span.end}
    return tuple(sorted(found.values(), key=lambda finding: finding.severity.rank))


def excerpt(marked: Sequence[Piece], limit: int) -> tuple[Piece, ...]:
    """Shorten unmarked runs so that about ``limit`` characters are left around the marks; "…" stands for the rest."""
    total = sum(len(piece.text) for piece in marked)
    if total <= limit:
        return tuple(marked)
    share = max(12, limit // len(marked))
    last = len(marked) - 1
    return tuple(
        piece if piece.findings else Piece(_shorten(piece.text, share, first=place == 0, last=place == last))
        for place, piece in enumerate(marked)
    )


def _shorten(text: str, limit: int, *, first: bool, last: bool) -> str:
    """Keep the end of what stands before the first mark, the beginning of what stands after the last one."""
    if len(text) <= limit:
        return text
    if last:
        return text[:limit].rsplit(" ", 1)[0] + " …"
    tail = text[-limit:].partition(" ")[2] or text[-limit:]
    if first:
        return "… " + tail
    return text[: limit // 2].rsplit(" ", 1)[0] + " … " + text[-limit // 2 :].partition(" ")[2]
