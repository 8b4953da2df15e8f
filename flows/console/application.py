"""The commands of ``zvirka`` and what their help says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cyclopts import App, Group, Parameter

from flows.commands.check import check
from flows.commands.run import run_check
from flows.console.catalogue import GROUPS, STATUSES
from flows.console.help import TranslatedHelp
from flows.console.options import with_editions
from locales import DEFAULT_LANGUAGES
from locales.interface import Interface
from pipeline.errors import ZvirkaError
from pipeline.settings.load import load_settings
from pipeline.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flows.console.catalogue import Command

#: Commands that get an option for each language.
WITH_EDITIONS: Mapping[str, Callable[..., int]] = {
    "flows.commands.check:check": check,
    "flows.commands.run:run_check": run_check,
}


def run(arguments: Sequence[str], language: str) -> int:
    """Run the command that the arguments name.

    Args:
        arguments: what follows ``zvirka``.
        language: of the help.

    Returns:
        The exit status.
    """
    result = build(_languages(), language)(_with_standard_input(arguments))
    return result if isinstance(result, int) else 0


def _with_standard_input(arguments: Sequence[str]) -> list[str]:
    """Return arguments in which "--uk -" is written "--uk=-": alone, the hyphen is taken for an option."""
    joined: list[str] = []
    for argument in arguments:
        if argument == "-" and joined and joined[-1].startswith("--") and "=" not in joined[-1]:
            joined[-1] += "=-"
        else:
            joined.append(argument)
    return joined


def _languages() -> Sequence[str]:
    """Return the languages that editions can be given in; the command itself says what is wrong with the settings."""
    try:
        return load_settings(os.environ).languages
    except ZvirkaError:
        return DEFAULT_LANGUAGES


def build(languages: Sequence[str], language: str) -> App:
    """Return the application.

    Args:
        languages: of the editions; each is an option of ``check`` and ``run check``.
        language: of the help.
    """
    interface = Interface(language)
    app = App(
        name="zvirka",
        version=version,
        help=interface.gettext(
            "Checks the Ukrainian, English and Russian editions of a news article against each other."
        ),
        help_epilogue="\n\n".join(
            (interface.gettext("zvirka COMMAND --help shows examples and exit statuses."), interface.gettext(STATUSES))
        ),
        default_parameter=Parameter(negative_iterable=()),
        help_formatter=TranslatedHelp(language),
        print_error=False,
        exit_on_error=False,
        result_action="return_value",
    )
    for number, (title, commands) in enumerate(GROUPS, start=1):
        group = Group(interface.gettext(title), sort_key=number)
        for command in commands:
            _add(app, command, languages, language, group)
    return app


def _add(app: App, command: Command, languages: Sequence[str], language: str, group: Group | None = None) -> None:
    """Add a command, with those below it."""
    said = Interface(language).gettext(command.help)
    statuses = Interface(language).gettext(command.statuses) if command.statuses else ""
    epilogue = "\n\n".join(each for each in (command.examples, statuses) if each)
    more: dict[str, Any] = {"help": said, "help_epilogue": epilogue}
    if group is not None:
        more["group"] = group
    if not command.below:
        compares = command.target in WITH_EDITIONS
        target = with_editions(WITH_EDITIONS[command.target], languages) if compares else command.target
        app.command(target, name=command.name, **more)
        return
    parent = App(name=command.name, **more)
    for each in command.below:
        _add(parent, each, languages, language)
    app.command(parent)
