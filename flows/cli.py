"""The command line: ``zvirka``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from flows.console import application, usage
from locales import TableError
from pipeline.errors import ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a shell sees of a process that was interrupted, or whose reader went away.
INTERRUPTED, READER_GONE = 130, 141
#: Something went wrong that zvirka did not foresee (EX_SOFTWARE of sysexits.h).
UNFORESEEN = 70


def main() -> NoReturn:
    """Run the command that the arguments ask for, and exit with its status."""
    status = run(sys.argv[1:])
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.exit(status)
    _silence()
    sys.exit(status or READER_GONE)


def run(arguments: Sequence[str]) -> int:
    """Run a command; whatever goes wrong becomes one line on standard error.

    Args:
        arguments: what follows ``zvirka``.

    Returns:
        The exit status.
    """
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
        return _fail(usage.unforeseen(error, language), UNFORESEEN)


def _application(arguments: Sequence[str], language: str) -> int:
    try:
        return application.run(arguments, language)
    except TableError as error:
        raise ZvirkaError(error.message) from error


def _fail(line: str, status: int) -> int:
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    print(f"zvirka: {' '.join(line.split())}", file=sys.stderr)  # noqa: T201 - the command line speaks
    return status


def _silence() -> None:
    """Point the output at nothing, so that the interpreter does not fail when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
