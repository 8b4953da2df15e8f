"""Every command: its name, where it is, what its help says. English texts are message ids."""

from __future__ import annotations

from dataclasses import dataclass

from flows.console import examples
from locales.messages import translatable


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or commands under one name."""

    name: str
    help: str
    #: Module and function, loaded when it is used; "" for what only has commands of its own.
    target: str = ""
    examples: str = ""
    #: What it ends with.
    statuses: str = ""
    below: tuple[Command, ...] = ()


#: What every command ends with.
STATUSES = translatable(
    "Exit status: 0 done, 1 findings or something that did not go well, 2 wrong use, 3 pages that could not be fetched,"
    " 70 a fault of zvirka, 130 interrupted, 141 the reader of the output went away."
)
_COMPARING = translatable(
    "Exit status: 0 nothing as severe as --fail-on says, 1 findings, 2 wrong use or fewer than two editions because of"
    " files, 3 because of pages that could not be fetched."
)
_MANY = translatable("Exit status: 0 every story was compared, 1 one could not be, 2 wrong use, 130 interrupted.")
_WATCHING = translatable("Exit status: 0 every source gave something, 1 one gave nothing, 2 wrong use or no server.")
_LOOKING = translatable("Exit status: 0 everything is in place, 1 something is not.")
_HERE = "flows.commands."

#: Groups of the help, each with its commands.
GROUPS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        translatable("Stories"),
        (
            Command(
                "check",
                translatable("Compare the editions of one story."),
                f"{_HERE}check:check",
                examples.CHECK,
                _COMPARING,
            ),
            Command(
                "batch",
                translatable("Compare the stories of a folder or a web archive; rows, findings and totals as data."),
                f"{_HERE}batch:batch",
                examples.BATCH,
                _MANY,
            ),
        ),
    ),
    (
        translatable("Server"),
        (
            Command(
                "serve",
                translatable("Run Prefect, the deployments and the review app together, until Ctrl-C."),
                f"{_HERE}serve:serve",
                examples.SERVE,
            ),
            Command(
                "run",
                translatable("Run the same on the running server."),
                below=(
                    Command(
                        "check",
                        translatable(
                            "Compare the editions of one story in a run of the server; wait for it and show its report."
                        ),
                        f"{_HERE}run:run_check",
                        examples.RUN,
                        _COMPARING,
                    ),
                    Command(
                        "batch",
                        translatable("Compare many stories in runs of the server; wait for them and show a summary."),
                        f"{_HERE}run_batch:run_batch",
                        examples.RUN_BATCH,
                        _COMPARING,
                    ),
                ),
            ),
            Command(
                "watch",
                translatable("Publishers that are watched on a schedule."),
                examples=examples.WATCH,
                below=(
                    Command("add", translatable("Watch a publisher."), f"{_HERE}watch:add_publisher"),
                    Command(
                        "list",
                        translatable("List the watched publishers and their schedules."),
                        f"{_HERE}watch:list_publishers",
                    ),
                    Command(
                        "pause",
                        translatable("Pause a publisher."),
                        f"{_HERE}watch:pause_publisher",
                    ),
                    Command("resume", translatable("Watch a publisher again."), f"{_HERE}watch:resume_publisher"),
                    Command(
                        "edit",
                        translatable("Change a watched publisher's sources or schedule."),
                        f"{_HERE}watch:edit_publisher",
                    ),
                    Command("remove", translatable("Stop watching a publisher."), f"{_HERE}watch:remove_publisher"),
                    Command(
                        "run",
                        translatable("Check a publisher now and wait for the result."),
                        f"{_HERE}watch:run_publisher",
                        statuses=_WATCHING,
                    ),
                ),
            ),
        ),
    ),
    (
        translatable("Pages"),
        (
            Command(
                "parse",
                translatable(
                    "Show what zvirka reads on a page: blocks, what was left out and why, metadata, other editions."
                ),
                f"{_HERE}parse:parse_page",
                examples.PARSE,
            ),
            Command(
                "editions",
                translatable("Show the other editions of a page, with the evidence and the choice."),
                f"{_HERE}editions:editions",
                examples.EDITIONS,
            ),
            Command(
                "align",
                translatable("Show the rows of a story; with --explain also why they are rows."),
                f"{_HERE}align:align",
                examples.ALIGN,
            ),
        ),
    ),
    (
        translatable("Findings"),
        (
            Command(
                "findings",
                translatable("Show stories with open findings, or the findings of one story."),
                f"{_HERE}findings:findings",
                examples.FINDINGS,
            ),
            Command(
                "dismiss",
                translatable("Dismiss a finding: it no longer counts."),
                f"{_HERE}findings:dismiss",
                examples.FINDINGS,
            ),
            Command(
                "draft",
                translatable(
                    "Ask a service for machine translations of what editions lack; articles stay as they are."
                ),
                f"{_HERE}draft:draft",
                examples.DRAFT,
            ),
            Command(
                "checks",
                translatable("Show what zvirka looks for, with an example each."),
                f"{_HERE}checks:checks",
            ),
        ),
    ),
    (
        translatable("Maintenance"),
        (
            Command("status", translatable("Show what runs, what was done and what waits."), f"{_HERE}status:status"),
            Command(
                "doctor",
                translatable("Check that everything needed is in place."),
                f"{_HERE}status:doctor",
                statuses=_LOOKING,
            ),
            Command(
                "reparse",
                translatable("Re-read all stored pages with the current parser; nothing is fetched."),
                f"{_HERE}stored_stories:reparse",
            ),
            Command(
                "forget",
                translatable("Delete what has passed its retention time; the newest of each story stays."),
                f"{_HERE}stored_stories:forget",
                examples.FORGET,
            ),
            Command(
                "config",
                translatable("Settings."),
                below=(
                    Command("show", translatable("Show every setting as it holds now."), f"{_HERE}config:show_config"),
                ),
            ),
        ),
    ),
)
