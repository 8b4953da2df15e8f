"""The formats of reports: the command line, the review app and `reports.render` take their lists from here."""

from __future__ import annotations

from dataclasses import dataclass

from locales.messages import translatable


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a report.

    Attributes:
        name: as ``--format`` takes it.
        module: of this folder, that writes it; loaded when it is asked for.
        label: what a button in the review app says; "" for a format that is no file.
        media_type: of its file.
        suffix: of its address in the review app, ``/stories/<story>.<suffix>``; "" for a format that is no file.
        ending: how its file's name ends, where that is not the suffix.
        extra: the package that writes it, where that is not among zvirka's own dependencies.
    """

    name: str
    module: str
    label: str = ""
    media_type: str = ""
    suffix: str = ""
    ending: str = ""
    extra: str | None = None


_TOOLKIT = "translate-toolkit"
_CSV = "text/csv; charset=utf-8"
_LISTED = (
    Format("rich", "terminal"),
    Format("json", "document", "JSON", "application/json", "json"),
    Format("markdown", "markdown", "Markdown", "text/markdown; charset=utf-8", "md"),
    Format("html", "html", "HTML", "text/html; charset=utf-8", "html"),
    Format("csv", "findings_csv", "CSV", _CSV, "csv"),
    Format("sarif", "sarif", "SARIF", "application/sarif+json", "sarif"),
    Format("junit", "junit", "JUnit", "application/xml", "xml"),
    Format("tmx", "tmx", "TMX", "application/x-tmx+xml", "tmx", extra=_TOOLKIT),
    Format("xliff", "xliff", "XLIFF 1.2", "application/x-xliff+xml", "xlf", extra=_TOOLKIT),
    Format("xliff2", "xliff2", "XLIFF 2.0", "application/xliff+xml", "xlf2", "2.xlf", extra=_TOOLKIT),
    Format("rows-csv", "rows_csv", translatable("CSV (rows)"), _CSV, "rows", "rows.csv"),
    Format(
        "rows-jsonl",
        "rows_jsonl",
        translatable("JSON Lines (rows)"),
        "application/jsonl; charset=utf-8",
        "jsonl",
        "rows.jsonl",
    ),
)

#: By name, in the order in which they are shown.
FORMATS = {format_.name: format_ for format_ in _LISTED}
#: Those that are files, by the suffix of their address.
BY_SUFFIX = {format_.suffix: format_ for format_ in _LISTED if format_.suffix}
