"""Aligned rows as JSON Lines, for researchers: a line for each row, texts as they are."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import TYPE_CHECKING

from reports.aligned_rows import aligned_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from alignment.types import Comparison
    from reports.aligned_rows import AlignedRow

#: What some readers take for the end of a line, and what UTF-8 cannot carry; JSON has escapes for them.
ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def render(comparison: Comparison, _language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the rows of one comparison, a line of JSON for each."""
    out = StringIO()
    write([comparison], out, states=states)
    return out.getvalue()


def write(comparisons: Iterable[Comparison], out: TextIO, *, states: Mapping[str, str] | None = None) -> int:
    """Write the rows of any number of comparisons as they come; nothing is kept.

    Args:
        comparisons: read one by one.
        out: where the lines go.
        states: how findings stand, by their ids; a dismissed one is left out.

    Returns:
        How many rows were written.
    """
    count = 0
    for comparison in comparisons:
        publisher = comparison.house
        for row in aligned_rows(comparison, states):
            out.write(encoded(record(row, publisher)))
            count += 1
    return count


_encode = json.JSONEncoder(ensure_ascii=False).encode


def encoded(value: dict[str, object]) -> str:
    """Return a record as a line, readable where it is Cyrillic, that every reader takes for one line."""
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", _encode(value)) + "\n"


def record(row: AlignedRow, publisher: str) -> dict[str, object]:
    """Return a row as its line says it.

    Args:
        row: of any comparison.
        publisher: of its story, "" where nobody knows.
    """
    return {
        "story": row.story,
        "publisher": publisher,
        "row": row.number,
        "relation": row.relation.value,
        "score": round(row.score, 4),
        "cells": {language: list(cell) for language, cell in row.cells.items()},
        "texts": dict(row.texts),
        "findings": [
            {"id": each.id, "kind": each.kind.value, "severity": each.severity.value, "edition": each.edition}
            for each in row.findings
        ],
    }
