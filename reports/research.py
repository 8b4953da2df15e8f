"""Many comparisons for researchers: stories, rows, findings and totals, as tables or as lines of JSON."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Protocol

from alignment.types import FindingKind
from reports.aligned_rows import aligned_rows
from reports.formats import rows_csv, rows_jsonl
from reports.formats.findings_csv import safe
from reports.plain import encodable
from reports.quoting import told
from reports.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from alignment.types import Comparison
    from locales.interface import Interface
from reports.totals import Total

#: The tables, each with what its lines are about.
TABLES = ("stories", "rows", "findings", "totals")
_FINDING = ("id", "kind", "severity", "edition", "row", "cause", "confidence", "message")


class Writer(Protocol):
    """Takes comparisons as they come."""

    def add(self, comparison: Comparison) -> None:
        """Write what a comparison holds."""

    def fail(self, name: str, why: str) -> None:
        """Write that a story could not be compared."""

    def end(self) -> Totals:
        """Write the totals and return them."""


class JsonLines:
    """One stream; the key ``record`` says what a line is: story, row, finding, failure or total.

    Args:
        out: where the lines go.
        interface: speaks the language of the findings' sentences.
    """

    def __init__(self, out: TextIO, interface: Interface) -> None:
        self._out, self._interface, self._totals = out, interface, Totals()

    def add(self, comparison: Comparison) -> None:
        """Write a story, its rows and its findings."""
        publisher = comparison.house
        self._write("story", story_of(comparison, publisher))
        for row in aligned_rows(comparison):
            self._write("row", rows_jsonl.record(row, publisher))
        for finding in findings_of(comparison, publisher, self._interface):
            self._write("finding", finding)
        self._totals.add(comparison)

    def fail(self, name: str, why: str) -> None:
        """Write that a story could not be compared."""
        self._write("failure", {"story": name, "why": why})

    def end(self) -> Totals:
        """Write the totals."""
        for total in self._totals.lines():
            self._write("total", total_of(total) | {"kinds": dict(sorted(total.kinds.items()))})
        return self._totals

    def _write(self, kind: str, values: Mapping[str, object]) -> None:
        self._out.write(rows_jsonl.encoded({"record": kind, **values}))


class Tables:
    """A table for each kind of line; what has no file is not written.

    Args:
        files: by the names in `TABLES`, opened with ``newline=""``.
        languages: those that get columns in the table of rows.
        interface: speaks the language of the findings' sentences.
    """

    def __init__(self, files: Mapping[str, TextIO], languages: Sequence[str], interface: Interface) -> None:
        self._writers = {name: csv.writer(file) for name, file in files.items()}
        self._languages, self._interface, self._totals = languages, interface, Totals()
        editions = [f"{what}:{code}" for what in ("url", "title", "published") for code in languages]
        self._line("stories", ["story", "publisher", "engine", "failure", *editions])
        self._line("rows", rows_csv.header(languages))
        self._line("findings", ["story", "publisher", *_FINDING])
        self._line("totals", [*total_of(None), *(f"kind:{kind.value}" for kind in FindingKind)])

    def add(self, comparison: Comparison) -> None:
        """Write a story, its rows and its findings."""
        publisher = comparison.house
        known = [comparison.articles.get(code) for code in self._languages]
        texts = [
            *((article.url if article else "") for article in known),
            *((article.title if article else "") for article in known),
            *((article.published.isoformat() if article and article.published else "") for article in known),
        ]
        self._line("stories", [comparison.story, publisher, comparison.engine, "", *texts])
        if "rows" in self._writers:
            for row in aligned_rows(comparison):
                self._writers["rows"].writerow(rows_csv.line(row, publisher, self._languages))
        for finding in findings_of(comparison, publisher, self._interface):
            at = finding["row"]
            place = {"row": at + 1 if isinstance(at, int) else None}  # people count from 1, programs from 0
            self._line("findings", (finding | place).values())
        self._totals.add(comparison)

    def fail(self, name: str, why: str) -> None:
        """Write that a story could not be compared."""
        self._line("stories", [name, "", "", why, *[""] * 3 * len(self._languages)])

    def end(self) -> Totals:
        """Write the totals."""
        for total in self._totals.lines():
            self._line("totals", [*total_of(total).values(), *(total.kinds[kind.value] for kind in FindingKind)])
        return self._totals

    def _line(self, table: str, cells: Iterable[object]) -> None:
        if table in self._writers:
            self._writers[table].writerow([_cell(cell) for cell in cells])


def _cell(value: object) -> str:
    """Return a cell; a text is no formula, and a number below zero is no text."""
    if value is None:
        return ""
    return safe(encodable(value)) if isinstance(value, str) else str(value)


def story_of(comparison: Comparison, publisher: str) -> dict[str, object]:
    """Return what is known about a story as a whole."""
    return {
        "story": comparison.story,
        "publisher": publisher,
        "engine": comparison.engine,
        "editions": {
            code: {
                "url": article.url,
                "title": article.title,
                "published": article.published.isoformat() if article.published else None,
                "modified": article.modified.isoformat() if article.modified else None,
            }
            for code, article in comparison.articles.items()
        },
    }


def findings_of(comparison: Comparison, publisher: str, interface: Interface) -> Iterator[dict[str, object]]:
    """Yield the findings of a story, each with its sentence."""
    for finding in comparison.findings:
        yield {
            "story": comparison.story,
            "publisher": publisher,
            "id": finding.id,
            "kind": finding.kind.value,
            "severity": finding.severity.value,
            "edition": finding.edition,
            "row": finding.row,
            "cause": finding.cause,
            "confidence": round(finding.confidence, 3),
            "message": told(finding, comparison, interface),
        }


def total_of(total: Total | None) -> dict[str, object]:
    """Return a total without its counts by kind; the names alone where there is none."""
    if total is None:
        names = ("publisher", "source", "target", "lag", "stories", "rows", "lacking", "missing", "share", "hours")
        return dict.fromkeys(names)
    hours = total.median_hours
    return {
        "publisher": total.publisher,
        "source": total.source,
        "target": total.target,
        "lag": total.lag,
        "stories": total.stories,
        "rows": total.rows,
        "lacking": total.lacking,
        "missing": total.missing,
        "share": round(total.share, 4),
        "hours": None if hours is None else round(hours, 2),
    }
