"""What every command begins with: settings, the reader's language, and the two streams."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from locales import available
from locales.interface import Interface, language_named
from locales.messages import message
from pipeline.errors import UsageError
from pipeline.privacy import keep_private
from pipeline.settings.load import Settings, load_settings

if TYPE_CHECKING:
    from rich.console import Console


#: Columns where the output is no terminal; lines are not broken there.
PIPED = 100


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line."""

    settings: Settings
    interface: Interface

    def note(self, text: str) -> None:
        """Say something that is not the report, on standard error."""
        sys.stdout.flush()
        print(text, file=sys.stderr)  # noqa: T201 - the command line speaks


def begin(ui_language: str | None = None) -> Session:
    """Read the settings, and see that what is kept stays with us.

    Args:
        ui_language: as the command was given it; wins over the settings.

    Raises:
        SettingsError: a setting cannot be used.
        UsageError: zvirka does not speak the language.
    """
    settings = load_settings(os.environ)
    keep_private(settings.home)
    if ui_language is not None:
        spoken = language_named(ui_language, available())
        if spoken is None:
            known = ", ".join(available())
            said = message("there is no interface in {language}; use one of {known}", language=ui_language, known=known)
            raise UsageError(said)
        settings = replace(settings, ui_language=spoken)
    return Session(settings, Interface(settings.ui_language))


def columns(usual: int) -> int:
    """Return how wide an output is that is no terminal: what COLUMNS says, or as usual."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else usual


def notes_console() -> Console:
    """Return the console of notes and progress: standard error, with styles on a terminal only."""
    from rich.console import Console  # noqa: PLC0415 - many commands need none

    return Console(stderr=True, highlight=False)


def output() -> Console:
    """Return the console of what was asked for: standard output, wide enough to be read by programs too."""
    from rich.console import Console  # noqa: PLC0415 - many commands need none

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=columns(PIPED), soft_wrap=True)
