"""The commands of ``zvirka`` and what their help says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cyclopts import App, Group

from flows.commands import examples
from flows.commands.check import check
from flows.commands.helping import TranslatedHelp
from flows.commands.options import with_editions
from flows.commands.run import run_check
from locales import DEFAULT_LANGUAGES
from locales.interface import Interface
from pipeline.errors import ZvirkaError
from pipeline.settings import load_settings
from pipeline.version import version

if TYPE_CHECKING:
    from collections.abc import Sequence


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
        help_epilogue=interface.gettext("zvirka COMMAND --help shows examples."),
        help_formatter=TranslatedHelp(language),
        print_error=False,
        exit_on_error=False,
        result_action="return_value",
    )
    _add_checking(app, languages, language)
    _add_serving(app, languages, language)
    _add_looking(app, language)
    _add_settling(app, language)
    _add_house(app, language)
    return app


def _add_checking(app: App, languages: Sequence[str], language: str) -> None:
    interface = Interface(language)
    group = Group(interface.gettext("Stories"), sort_key=1)
    app.command(
        with_editions(check, languages),
        name="check",
        help=interface.gettext("Compare the editions of one story."),
        help_epilogue=examples.CHECK,
        group=group,
    )
    app.command(
        "flows.commands.batch:batch",
        name="batch",
        help=interface.gettext("Compare the stories of a folder or a web archive; rows, findings and totals as data."),
        help_epilogue=examples.BATCH,
        group=group,
    )


def _add_serving(app: App, languages: Sequence[str], language: str) -> None:
    interface = Interface(language)
    group = Group(interface.gettext("Server"), sort_key=2)
    app.command(
        "flows.commands.serve:serve",
        name="serve",
        help=interface.gettext("Run Prefect, the deployments and the review app together, until Ctrl-C."),
        help_epilogue=examples.SERVE,
        group=group,
    )
    runs = App(name="run", help=interface.gettext("The same as a flow run of the server that runs."), group=group)
    runs.command(
        with_editions(run_check, languages),
        name="check",
        help=interface.gettext(
            "Compare the editions of one story in a run of the server; wait for it and show its report."
        ),
        help_epilogue=examples.RUN,
    )
    app.command(runs)
    app.command(_watching(language, group))


def _watching(language: str, group: Group) -> App:
    """Return the commands about watched publishers."""
    interface = Interface(language)
    app = App(
        name="watch",
        help=interface.gettext("Publishers that are looked at again and again."),
        help_epilogue=examples.WATCH,
        group=group,
    )
    here = "flows.commands.watch"
    app.command(f"{here}:add_publisher", name="add", help=interface.gettext("Watch a publisher."))
    app.command(f"{here}:list_publishers", name="list", help=interface.gettext("Show who is watched, and when."))
    app.command(
        f"{here}:pause_publisher", name="pause", help=interface.gettext("Stop watching a publisher for a while.")
    )
    app.command(f"{here}:resume_publisher", name="resume", help=interface.gettext("Watch a publisher again."))
    app.command(
        f"{here}:run_publisher", name="run", help=interface.gettext("Look at a publisher now, and wait for the end.")
    )
    return app


def _add_looking(app: App, language: str) -> None:
    interface = Interface(language)
    group = Group(interface.gettext("Pages"), sort_key=3)
    app.command(
        "flows.commands.look:parse_page",
        name="parse",
        help=interface.gettext(
            "Show what zvirka reads on a page: blocks, what was set aside and why, metadata, other editions."
        ),
        help_epilogue=examples.PARSE,
        group=group,
    )
    app.command(
        "flows.commands.editions:editions",
        name="editions",
        help=interface.gettext("Show the other editions of a page, with the evidence and the choice."),
        help_epilogue=examples.EDITIONS,
        group=group,
    )
    app.command(
        "flows.commands.align:align",
        name="align",
        help=interface.gettext("Show the rows of a story; with --explain also why they are rows."),
        help_epilogue=examples.ALIGN,
        group=group,
    )


def _add_settling(app: App, language: str) -> None:
    interface = Interface(language)
    group = Group(interface.gettext("Findings"), sort_key=4)
    app.command(
        "flows.commands.findings:findings",
        name="findings",
        help=interface.gettext("Show stories with open findings, or the findings of one story."),
        help_epilogue=examples.FINDINGS,
        group=group,
    )
    app.command(
        "flows.commands.findings:dismiss",
        name="dismiss",
        help=interface.gettext("Set a finding aside: it counts no more."),
        help_epilogue=examples.FINDINGS,
        group=group,
    )
    app.command(
        "flows.commands.draft:draft",
        name="draft",
        help=interface.gettext(
            "Ask a service for machine translations of what editions lack; articles stay as they are."
        ),
        help_epilogue=examples.DRAFT,
        group=group,
    )
    app.command(
        "flows.commands.checks:checks",
        name="checks",
        help=interface.gettext("Show what zvirka looks for, with an example each."),
        group=group,
    )


def _add_house(app: App, language: str) -> None:
    interface = Interface(language)
    group = Group(interface.gettext("House"), sort_key=5)
    here = "flows.commands.state"
    app.command(
        f"{here}:status",
        name="status",
        help=interface.gettext("Show what runs, what was done and what waits."),
        group=group,
    )
    app.command(
        f"{here}:doctor",
        name="doctor",
        help=interface.gettext("Look whether all that is needed is there."),
        group=group,
    )
    _add_upkeep(app, language, group)
    config = App(name="config", help=interface.gettext("Settings."), group=group)
    config.command(
        "flows.commands.config:show_config",
        name="show",
        help=interface.gettext("Show every setting as it holds now."),
    )
    app.command(config)


def _add_upkeep(app: App, language: str, group: Group) -> None:
    interface = Interface(language)
    here = "flows.commands.upkeep"
    app.command(
        f"{here}:reparse",
        name="reparse",
        help=interface.gettext("Read all stored pages again with the parser of now; nothing is fetched."),
        group=group,
    )
    app.command(
        f"{here}:forget",
        name="forget",
        help=interface.gettext("Forget what is older than the settings keep, never the newest of a story."),
        help_epilogue=examples.FORGET,
        group=group,
    )
