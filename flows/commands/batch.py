"""``zvirka batch``: many stories, as reports or as data for research."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

from cyclopts import Parameter

from flows.console.options import Speaking
from flows.console.progress import showing
from flows.console.session import Session, begin
from locales.messages import message, translatable
from pipeline.errors import UsageError
from pipeline.privacy import for_people

if TYPE_CHECKING:
    from reports.research import Writer
    from reports.totals import Totals

USUAL = Speaking()
Table = Literal["stories", "rows", "findings", "totals"]
#: What a file is called until it is whole.
PART = ".part"


def batch(
    source: str,
    /,
    *,
    format: Annotated[  # noqa: A002 - what it is called everywhere
        Literal["jsonl", "csv", "html"],
        Parameter(help=translatable("Lines of JSON, tables, or a report for each story and a list of them.")),
    ] = "jsonl",
    output: Annotated[
        Path | None,
        Parameter(
            name=("--output", "-o"),
            help=translatable("A file for lines of JSON, a folder for the rest; without it all goes to the output."),
        ),
    ] = None,
    table: Annotated[
        Table, Parameter(help=translatable("Which table goes to the output, where no folder is given."))
    ] = "rows",
    speaking: Speaking = USUAL,
) -> int:
    """Compare many stories and write what editors or researchers need.

    Args:
        source: a folder in which every folder is a story, or a web archive.
        format: lines of JSON, tables or reports.
        output: a file, or a folder for tables and reports.
        table: which table goes to standard output.
        speaking: the language.

    Returns:
        0 if all stories could be compared, 1 if one could not.
    """
    session = begin(speaking.ui_language)
    with _writer(session, format, output, table) as writer:
        compared, failed = _work(session, source, writer)
        totals = writer.end()
    _tell(session, totals)
    session.note(
        session.interface.gettext("{compared} compared, {failed} not", compared=str(compared), failed=str(failed))
    )
    return int(failed > 0)


def _work(session: Session, source: str, writer: "Writer") -> tuple[int, int]:
    """Compare one story after the other and write each at once; return how many could be compared and how many not."""
    from pipeline.many.folder import stories  # noqa: PLC0415 - not for a mistyped option

    compared = failed = 0
    with showing() as progress:
        for done in stories(source, session.settings, progress=progress):
            if done.comparison is not None:
                compared += 1
                writer.add(done.comparison)
            elif done.error is not None:
                failed += 1
                why = done.error.in_language(session.settings.ui_language)
                writer.fail(done.name, why)
                session.note(f"{done.name}: {why}")
    return compared, failed


@contextmanager
def _writer(session: Session, format_: str, output: Path | None, table: Table) -> Iterator["Writer"]:
    """Give what writes, to standard output or to files that appear when they are whole.

    Raises:
        UsageError: they cannot be written.
    """
    from reports.research import TABLES, JsonLines, Tables  # noqa: PLC0415 - not for a mistyped option

    languages, interface = session.settings.languages, session.interface
    if format_ == "html":
        from flows.console.story_pages import Pages  # noqa: PLC0415 - not for data

        with _folder(output) as folder:
            yield Pages(folder, session)
        return
    if output is None:
        yield (
            JsonLines(sys.stdout, interface)
            if format_ == "jsonl"
            else Tables({table: sys.stdout}, languages, interface)
        )
        return
    names = [output] if format_ == "jsonl" else [output / f"{name}.csv" for name in TABLES]
    with _files(output, names) as files:
        yield (
            JsonLines(files[0], interface)
            if format_ == "jsonl"
            else Tables(dict(zip(TABLES, files, strict=True)), languages, interface)
        )


@contextmanager
def _folder(output: Path | None) -> Iterator[Path]:
    """Give a folder for pages.

    Raises:
        UsageError: none was named, or it cannot be written to.
    """
    if output is None:
        raise UsageError(message("reports need a folder: add -o FOLDER"))
    try:
        with for_people():
            output.mkdir(exist_ok=True)
        yield output
    except OSError as error:
        raise _unwritable(output, error) from error


@contextmanager
def _files(output: Path, names: list[Path]) -> Iterator[list[TextIO]]:
    """Give files that get their names when they are whole; nothing is left of them otherwise.

    Raises:
        UsageError: they cannot be written.
    """
    try:
        with ExitStack() as stack:
            if names[0] != output:
                with for_people():
                    output.mkdir(exist_ok=True)
            yield [stack.enter_context(_open(name)) for name in names]
        for name in names:
            _part(name).replace(name)
    except OSError as error:
        raise _unwritable(output, error) from error
    finally:
        for name in names:
            with suppress(OSError):
                _part(name).unlink()


def _unwritable(output: Path, error: OSError) -> UsageError:
    why = error.strerror or str(error)
    return UsageError(message("{file} cannot be written ({why}); choose another file", file=str(output), why=why))


def _part(name: Path) -> Path:
    return name.with_name(f"{name.name}{PART}")


def _open(name: Path) -> TextIO:
    with for_people():
        return _part(name).open("w", encoding="utf-8", newline="")


def _tell(session: Session, totals: "Totals") -> None:
    """Show the totals of all publishers on standard error."""
    from locales.interface import edition_label  # noqa: PLC0415 - not for a mistyped option
    from reports.totals import ALL  # noqa: PLC0415 - the same

    for total in totals.lines():
        if total.publisher == ALL and total.lag == ALL:
            said = session.interface.gettext(
                "{source} → {target}: {missing} of {rows} paragraphs missing ({share}), stories: {stories}",
                source=edition_label(total.source),
                target=edition_label(total.target),
                missing=str(total.missing),
                rows=str(total.rows),
                share=session.interface.percent(total.share),
                stories=str(total.stories),
            )
            session.note(said)
