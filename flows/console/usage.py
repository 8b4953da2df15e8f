"""Mistakes on the command line, each in one line that helps."""

from __future__ import annotations

import errno
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from locales.interface import Interface, choose
from parsers.types import UnreadablePageError
from pipeline.settings.load import load_settings
from reports import UnavailableFormatError
from sources.types import SourceError
from storage.types import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Everything that is the user's or the machine's doing and says so in one line.
MISTAKES = (CycloptsError, SourceError, StorageError, UnavailableFormatError, UnreadablePageError)


def language(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language for what goes wrong before the settings are read.

    Args:
        arguments: what follows ``zvirka``.
        environ: the environment's variables.
    """
    wanted = [value for name, value in pairwise(arguments) if name == "--ui-language"]
    wanted += [value for each in arguments if (value := each.removeprefix("--ui-language=")) != each]
    wanted.append(environ.get("ZVIRKA_UI_LANGUAGE", ""))
    system = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    wanted.append(system.partition(".")[0].replace("_", "-"))
    return choose(code for code in wanted if code)


def explain(error: Exception, language: str) -> str:
    """Return what is wrong, in one line, and where help is."""
    if isinstance(error, SourceError):
        return Interface(language).sentence(error.message)
    return _explain_arguments(error, language) if isinstance(error, CycloptsError) else str(error)


def _explain_arguments(error: CycloptsError, language: str) -> str:
    interface = Interface(language)
    command = " ".join(("zvirka", *(error.command_chain or ())))
    match error:
        case UnknownOptionError():
            what = interface.gettext("unknown option {name}", name=_token(error))
        case UnknownCommandError():
            what = interface.gettext("unknown command {name}", name=_first(error))
        case UnusedCliTokensError():
            what = interface.gettext("unexpected argument {value}", value=_first(error))
        case RepeatArgumentError():
            what = interface.gettext("{name} is given twice", name=_name(error))
        case MissingArgumentError():
            what = interface.gettext("{name} needs a value", name=_name(error))
        case CoercionError(token=token) if token is not None and token.keyword and _choices(error):
            what = interface.gettext(
                "{name} cannot be {value}: use one of {choices}",
                name=token.keyword,
                value=token.value,
                choices=", ".join(_choices(error)),
            )
        case _:
            what = str(error).rstrip(".")
    return interface.gettext("{what}; see {command} --help", what=" ".join(what.split()), command=command)


def _choices(error: CycloptsError) -> Sequence[str]:
    """Return the values that the argument at fault can have, where they are few."""
    return (error.argument.get_choices() or ()) if error.argument is not None else ()


def _token(error: UnknownOptionError) -> str:
    return error.token.keyword or error.token.value


def _first(error: CycloptsError) -> str:
    return next(iter(error.unused_tokens or ()), "")


def _name(error: CycloptsError) -> str:
    keyword = getattr(error, "keyword", None) or getattr(getattr(error, "token", None), "keyword", None)
    return str(keyword or (error.argument.name if error.argument is not None else ""))


def unwritable(error: OSError, language: str) -> str:
    """Return a line about an output that takes nothing more."""
    return Interface(language).gettext(
        "the output cannot be written ({why}); send it elsewhere or use -o FILE", why=error.strerror or str(error)
    )


def known_fault(error: Exception, language: str) -> str | None:
    """Return a line about an error of the system that people can do something about; None about any other.

    Args:
        error: what a command has raised.
        language: of the line.
    """
    if not isinstance(error, OSError):
        return None
    if error.errno == errno.ENOSPC and error.filename is None:
        return unwritable(error, language)
    if error.filename is None or not _in_home(Path(str(error.filename))):
        return None
    return Interface(language).gettext(
        "{name} cannot be used ({why}); set ZVIRKA_HOME to a folder of yours",
        name=str(error.filename),
        why=error.strerror or str(error),
    )


def _in_home(path: Path) -> bool:
    """Return whether a file is the home folder, lies in it or has it in itself."""
    home = load_settings(os.environ).home
    return path.is_relative_to(home) or home.is_relative_to(path)


def unforeseen(error: Exception, language: str) -> str:
    """Return a line about an error that nobody foresaw."""
    why = f"{type(error).__name__}: {error}"
    return Interface(language).gettext(
        "something unexpected happened ({why}); set ZVIRKA_DEBUG=1 to see where, and report it", why=why
    )
