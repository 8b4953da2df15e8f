"""A comparison as CSV: a line for each finding, for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from locales.interface import Interface
from reports.quoting import told
from reports.states import OPEN
from reports.texts import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Finding

COLUMNS = ("id", "severity", "kind", "edition", "row", "cause", "confidence", "message", "state")
#: What a spreadsheet would take for a formula at the beginning of a cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the findings as CSV (RFC 4180), each with the text of every edition in a column of its own."""
    interface, standing = Interface(language), states or {}
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *(f"text:{edition}" for edition in comparison.articles)])
    for finding in comparison.findings:
        writer.writerow([safe(cell) for cell in _line(comparison, finding, standing.get(finding.id, OPEN), interface)])
    return out.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: an apostrophe goes before what looks like one."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(comparison: Comparison, finding: Finding, state: str, interface: Interface) -> list[str]:
    said = {text.edition: "".join(piece.text for piece in text.pieces) for text in texts(comparison, finding)}
    return [
        finding.id,
        finding.severity,
        finding.kind,
        finding.edition or "",
        "" if finding.row is None else str(finding.row + 1),
        finding.cause or "",
        f"{finding.confidence:.3f}",
        told(finding, comparison, interface),
        state,
        *(said.get(edition, "") for edition in comparison.articles),
    ]
