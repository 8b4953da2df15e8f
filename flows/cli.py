"""The command line: ``zvirka``."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a shell sees of a process that was interrupted, or whose reader went away.
INTERRUPTED, READER_GONE = 130, 141
#: The output, or a file of the home, cannot be used: to a shell the same as bad usage.
UNUSABLE = 2
#: Something went wrong that zvirka did not foresee (EX_SOFTWARE of sysexits.h).
UNFORESEEN = 70


def main() -> NoReturn:
    """Run the command that the arguments ask for, and exit with its status."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))  # nothing is begun while modules are loaded
    _write_any_language()
    from flows.console import application, usage  # noqa: F401, PLC0415 - what takes its time, after the signal is set

    signal.signal(signal.SIGINT, signal.default_int_handler)
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        status = status or READER_GONE
    except OSError as error:
        _silence()
        status = _fail(usage.unwritable(error, usage.language(sys.argv[1:], os.environ)), UNUSABLE)
    sys.exit(status)


def _write_any_language() -> None:
    """Let the streams take every letter: ASCII becomes UTF-8, as PEP 540 has it; others escape what they lack."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            ascii_only = stream.encoding.lower() in {"ascii", "us-ascii", "ansi_x3.4-1968"}
            stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="backslashreplace")


def run(arguments: Sequence[str]) -> int:
    """Run a command; whatever goes wrong becomes one line on standard error.

    Args:
        arguments: what follows ``zvirka``.

    Returns:
        The exit status.
    """
    from flows.console import usage  # noqa: PLC0415 - Ctrl-C is to be heard before they are loaded
    from pipeline.errors import ZvirkaError  # noqa: PLC0415 - the same

    language = usage.language(arguments, os.environ)
    try:
        return _application(arguments, language)
    except usage.MISTAKES as error:
        return _fail(usage.explain(error, language), 2)
    except ZvirkaError as error:
        return _fail(error.in_language(language), error.exit_status)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return READER_GONE
    except Exception as error:  # nobody wants to read a traceback
        if os.environ.get("ZVIRKA_DEBUG"):
            raise
        known = usage.known_fault(error, language)
        if known is not None:
            _silence()  # what could not be written would be tried again at exit
        return _fail(known or usage.unforeseen(error, language), UNUSABLE if known else UNFORESEEN)


def _application(arguments: Sequence[str], language: str) -> int:
    from flows.console import application  # noqa: PLC0415 - Ctrl-C is to be heard before it is loaded
    from locales import TableError  # noqa: PLC0415 - the same
    from pipeline.errors import ZvirkaError  # noqa: PLC0415 - the same

    try:
        return application.run(arguments, language)
    except TableError as error:
        raise ZvirkaError(error.message) from error


def _fail(line: str, status: int) -> int:
    with suppress(OSError):
        sys.stdout.flush()
    print(f"zvirka: {' '.join(line.split())}", file=sys.stderr)  # noqa: T201 - the command line speaks
    return status


def _silence() -> None:
    """Point the output at nothing, so that the interpreter does not fail when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
