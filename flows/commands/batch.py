"""``zvirka batch``: many stories, as reports or as data for research."""

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
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
#: What a shell sees of a process that was interrupted.
INTERRUPTED = 130


@dataclass(slots=True)
class Tally:
    """How far a batch is; ``total`` is None where only reading an archive can tell."""

    total: int | None
    compared: int = 0
    failed: int = 0
    interrupted: bool = False


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
        0 if all stories could be compared, 1 if one could not, 130 if it was interrupted.
    """
    session = begin(speaking.ui_language)
    from pipeline.many.folder import count  # noqa: PLC0415 - not for a mistyped option

    done = Tally(total=count(source))
    with _writer(session, format, output, table) as writer:
        try:
            _work(session, source, writer, done)
        except KeyboardInterrupt:
            done.interrupted = True
        totals = writer.end()
    _tell(session, totals)
    session.note(_summary(session, done))
    return INTERRUPTED if done.interrupted else int(done.failed > 0)


def _work(session: Session, source: str, writer: "Writer", done: Tally) -> None:
    """Compare one story after the other, and write each at once."""
    from pipeline.many.folder import stories  # noqa: PLC0415 - not for a mistyped option

    with showing() as progress:
        for each in stories(source, session.settings, progress=lambda text: progress(_place(session, done, text))):
            with _whole():
                if each.comparison is not None:
                    done.compared += 1
                    writer.add(each.comparison)
                elif each.error is not None:
                    done.failed += 1
                    why = each.error.in_language(session.settings.ui_language)
                    writer.fail(each.name, why)
                    session.note(f"{each.name}: {why}")


@contextmanager
def _whole() -> Iterator[None]:
    """Let Ctrl-C wait until what is being written is whole."""
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def _place(session: Session, done: Tally, text: str) -> str:
    """Return what is being done, with the number of the story that it is done for."""
    number = str(done.compared + done.failed + 1)
    if done.total is None:
        return session.interface.gettext("story {number}: {what}", number=number, what=text)
    total = str(done.total)
    return session.interface.gettext("story {number} of {total}: {what}", number=number, total=total, what=text)


def _summary(session: Session, done: Tally) -> str:
    values = {"compared": str(done.compared), "failed": str(done.failed)}
    if not done.interrupted:
        return session.interface.gettext("{compared} compared, {failed} not", **values)
    return session.interface.gettext(
        "interrupted: {compared} compared, {failed} not, and these are written; run it again for the rest, which then"
        " goes quicker",
        **values,
    )


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
