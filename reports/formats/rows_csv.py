"""Aligned rows as CSV, for researchers: a line for each row, a column of blocks and one of text for each language."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from reports.aligned_rows import aligned_rows
from reports.formats.findings_csv import safe
from reports.plain import encodable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TextIO

    from alignment.types import Comparison
    from reports.aligned_rows import AlignedRow

COLUMNS = ("story", "publisher", "row", "relation", "score", "findings")


def render(comparison: Comparison, _language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the rows of one comparison as CSV (RFC 4180)."""
    out = StringIO(newline="")
    write([comparison], out, languages=tuple(comparison.articles), states=states)
    return out.getvalue()


def write(
    comparisons: Iterable[Comparison],
    out: TextIO,
    *,
    languages: Sequence[str],
    states: Mapping[str, str] | None = None,
) -> int:
    """Write the rows of any number of comparisons as they come; nothing is kept.

    Args:
        comparisons: read one by one.
        out: where the lines go; opened with ``newline=""`` where it is a file.
        languages: those that get columns, for the first line is written before the first comparison is seen.
        states: how findings stand, by their ids; a dismissed one is left out.

    Returns:
        How many rows were written.
    """
    writer, count = csv.writer(out), 0
    writer.writerow(header(languages))
    for comparison in comparisons:
        publisher = comparison.house
        for row in aligned_rows(comparison, states):
            writer.writerow(line(row, publisher, languages))
            count += 1
    return count


def header(languages: Sequence[str]) -> list[str]:
    """Return the names of the columns."""
    return [*COLUMNS, *(f"{what}:{language}" for what in ("blocks", "text") for language in languages)]


def line(row: AlignedRow, publisher: str, languages: Sequence[str]) -> list[str]:
    """Return a row's cells; no text is run as a formula by a spreadsheet.

    Args:
        row: of any comparison.
        publisher: of its story, "" where nobody knows.
        languages: those that have columns.
    """
    return [
        safe(row.story),
        safe(publisher),
        str(row.place),
        row.relation.value,
        f"{row.score:.4f}",
        " ".join(f"{each.kind.value}:{each.edition}" if each.edition else each.kind.value for each in row.findings),
        *(" ".join(map(str, row.cells.get(language, ()))) for language in languages),
        *(safe(encodable(row.texts.get(language, ""))) for language in languages),
    ]
