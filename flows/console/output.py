"""Reports on their way out: to the terminal, to a pipe, to a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import reports
from alignment.types import Severity
from flows.console.session import columns
from locales.messages import message
from pipeline.atomic_files import write_atomically
from pipeline.errors import UsageError
from reports.formats.report_formats import FORMATS
from reports.formats.toolkit import installed
from reports.states import DISMISSED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from alignment.types import Comparison
    from flows.console.options import Reporting
    from flows.console.session import Session


#: The format of those who read on a terminal.
PEOPLE = "rich"
#: Formats whose ending stands for them alone; JSON, XML and CSV are what several formats are written in.
PROMISED = ("html", "markdown", "sarif", "tmx")


def usable_format(reporting: Reporting) -> str:
    """Return the format of a report, and say before the work that it could not be written.

    Raises:
        UsageError: the format needs something that is not installed, or the file's folder does not exist, or its
            name is that of another format or of none.
    """
    format_ = reporting.format or _format_of(reporting.output)
    needed = reports.FORMATS[format_].extra
    if needed is not None and not installed():
        said = message(
            "the format {format} needs {package}: docs/exports.md says how to install it; or use json or rows-jsonl",
            format=format_,
            package=needed,
        )
        raise UsageError(said)
    if reporting.output is not None and not reporting.output.parent.is_dir():
        folder = str(reporting.output.parent)
        raise UsageError(message("the folder {folder} does not exist; make it first", folder=folder))
    if reporting.output is not None and reporting.output.is_dir():
        raise UsageError(message("{file} is a folder; give the name of a file", file=str(reporting.output)))
    if reporting.output is not None:
        _refuse_another_ending(reporting.output.name, format_)
    return format_


def _format_of(output: Path | None) -> str:
    """Return the format that a file's name stands for; what has no ending, such as a device, is for people.

    Raises:
        UsageError: no format has that ending.
    """
    if output is None or output.suffix.lower() in {"", ".txt"}:
        return PEOPLE
    endings = {ending: each.name for each in FORMATS.values() for ending in (each.suffix, each.ending) if ending}
    fitting = [ending for ending in endings if output.name.lower().endswith(f".{ending}")]
    if not fitting:
        said = message("no format is written to files named like {file}; name one with --format", file=output.name)
        raise UsageError(said)
    return endings[max(fitting, key=len)]


def _refuse_another_ending(name: str, asked: str) -> None:
    """Refuse a file whose name promises a page where the format is none, or the other way round."""
    promised = next((each for each in PROMISED if name.lower().endswith(f".{FORMATS[each].suffix}")), None)
    if promised not in {None, asked}:
        said = message(
            "{file} is named like {promised}, but the format is {format}; add --format {promised} or rename it",
            file=name,
            promised=promised or "",
            format=asked,
        )
        raise UsageError(said)


def deliver(
    comparison: Comparison, reporting: Reporting, format_: str, session: Session, settled: Collection[str] = ()
) -> None:
    """Write a report to where it was asked for.

    Args:
        comparison: what was found.
        reporting: file and language.
        format_: how it is written; see `usable_format`.
        session: says where the report went.
        settled: ids of findings that never count.

    Raises:
        UsageError: the file cannot be written.
    """
    language, states = session.settings.ui_language, dict.fromkeys(settled, DISMISSED)
    if reporting.output is None and format_ == PEOPLE:
        _show(comparison, language, states)
        return
    text = reports.render(comparison, format_, language, states=states)
    if reporting.output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    try:
        write_atomically(reporting.output, text)
    except OSError as error:
        why = error.strerror or str(error)
        said = message("{file} cannot be written ({why}); choose another file", file=str(reporting.output), why=why)
        raise UsageError(said) from error
    session.note(session.interface.gettext("Report: {file}", file=str(reporting.output)))


def _show(comparison: Comparison, language: str, states: Mapping[str, str]) -> None:
    """Print the report for people, with styles where the output is a terminal."""
    from rich.console import Console  # noqa: PLC0415 - only this format needs it

    from reports.formats.terminal import WIDTH, show  # noqa: PLC0415 - the same

    class Output(Console):
        """Rich would end with status 1, that of findings, where the reader went away."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Output(highlight=False)
    if not console.is_terminal:
        console = Output(highlight=False, width=columns(WIDTH))
    show(comparison, console, language, states=states)


def settled(comparison: Comparison, session: Session) -> Collection[str]:
    """Return the ids of the findings that somebody has set aside."""
    if not comparison.findings:
        return ()
    from storage.store import Store  # noqa: PLC0415 - loaded by now

    with Store(session.settings.database_url) as store:
        return store.decisions.of(comparison).holding


def exit_status(comparison: Comparison, fail_on: str, settled: Collection[str] = ()) -> int:
    """Return 1 where a finding is as severe as ``fail_on`` or more, else 0.

    Args:
        comparison: what was found.
        fail_on: a severity, or "never".
        settled: ids of findings that never count.
    """
    if fail_on == "never":
        return 0
    counting = [finding.severity.rank for finding in comparison.findings if finding.id not in settled]
    worst = min(counting, default=len(Severity))
    return 1 if worst <= Severity(fail_on).rank else 0
