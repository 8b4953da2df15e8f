"""The settings that admins change in the browser: what each is, and how what they say is put into zvirka.toml."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alignment.checks.registry import CHECKS
from alignment.types import Severity
from locales import available
from locales.messages import message
from pipeline.errors import SettingsError
from pipeline.settings.load import FILE, checked
from pipeline.settings.toml_edit import change, put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locales.messages import Message
    from pipeline.settings.load import Settings
    from review.forms import Form

#: What a check's field says where it keeps its own severity, and where it is not run.
OWN, OFF = "own", "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A setting of the form."""

    #: Where it stands in the file: "languages", "history.keep_days".
    name: str
    title: Message
    help: Message
    #: "list", "text", "days", "hours" or the values to choose from.
    kind: str | tuple[str, ...]

    def of(self, settings: Settings) -> str:
        """Return its value as the form has it."""
        value: Any = settings
        for part in self.name.split("."):
            value = getattr(value, part)
        if isinstance(value, tuple):
            return ", ".join(value)
        return f"{value:g}" if isinstance(value, (int, float)) else str(value)

    def read(self, said: str) -> object:
        """Return what the file has to say for what the form says.

        Raises:
            SettingsError: it is no number where one belongs.
        """
        if self.kind == "list":
            return [each.strip() for each in said.split(",") if each.strip()]
        if self.kind in ("days", "hours"):
            number = _number(said)
            if not math.isfinite(number):
                raise SettingsError(message("{name}: {value} is no number", name=self.name, value=said[:60]))
            if self.kind == "days" and not number.is_integer():
                raise SettingsError(message("{name}: {value} is no whole number", name=self.name, value=said[:60]))
            return int(number) if number.is_integer() else number
        return said


def _number(said: str) -> float:
    try:
        return float(said.replace(",", "."))
    except ValueError:
        return math.nan


FIELDS = (
    Field(
        name="languages",
        kind="list",
        title=message("Languages"),
        help=message(
            "The languages that editions are expected in, with commas between their codes (BCP 47; Ukrainian is uk)."
            " Two or more."
        ),
    ),
    Field(
        name="ui_language",
        kind=tuple(sorted(available())),
        title=message("Language of the interface"),
        help=message(
            "In which zvirka speaks to those who have chosen none and whose browser asks for none that it knows."
        ),
    ),
    Field(
        name="time_zone",
        kind="text",
        title=message("Time zone"),
        help=message(
            "In which times are told everywhere: here, in reports and digests, by the commands. Schedules are in Kyiv's"
            " time whatever it is."
        ),
    ),
    Field(
        name="history.keep_days",
        kind="days",
        title=message("Days that older pages and comparisons stay"),
        help=message("The newest of each story always stays. 0 keeps them for ever."),
    ),
    Field(
        name="history.keep_runs",
        kind="days",
        title=message("Days that runs stay in Prefect"),
        help=message(
            "Their logs and summaries; what they found is not theirs and stays. Counts when zvirka serve is started"
            " again."
        ),
    ),
    Field(
        name="history.pending_for",
        kind="hours",
        title=message("Hours for an edition to appear"),
        help=message(
            "After the first edition appeared, a missing one is expected so long before it counts as missing."
        ),
    ),
    Field(
        name="history.stale_after",
        kind="hours",
        title=message("Hours for an edition to follow a change"),
        help=message("When one edition has changed, the others have so long to follow before that is a finding."),
    ),
)
BY_NAME = {each.name: each for each in FIELDS}


def choices(settings: Settings) -> dict[str, str]:
    """Return what is wanted of each check: `OWN`, `OFF` or a severity."""
    current = {name: each.name for each in CHECKS for name in (each.name, each.former) if name}
    chosen = dict.fromkeys((each.name for each in CHECKS), OWN)
    chosen |= {current[name]: each.value for name, each in settings.checks.severity.items() if name in current}
    return chosen | {current[name]: OFF for name in settings.checks.off if name in current}


def save(form: Form, settings: Settings, environ: Mapping[str, str], pinned: Mapping[str, str]) -> list[str]:
    """Put what a form says into the settings file, where it says something new.

    Args:
        form: has a field for each setting, and "check:" with its name for each check; what is left out stays.
        settings: as they are.
        environ: the environment that they are read in.
        pinned: settings that the environment has set.

    Returns:
        What was changed, each with its new value.

    Raises:
        SettingsError: something cannot be used; nothing is written then.
    """
    said = {each.name: form.one(each.name) for each in FIELDS if each.name in form.values and each.name not in pinned}
    new = {name: BY_NAME[name].read(value) for name, value in said.items() if value != BY_NAME[name].of(settings)}
    before = choices(settings)
    wanted = before | {name: form.one(f"check:{name}") for name in before if f"check:{name}" in form.values}
    for name, choice in wanted.items():
        if choice not in {OWN, OFF, *Severity}:
            raise SettingsError(message("{name}: {value} is no severity", name=name, value=choice[:60]))
    differing = {name: choice for name, choice in wanted.items() if choice != before[name]}
    if new or differing:
        change(settings.home / FILE, lambda text: _tested(_changed(text, new, wanted, differing), environ))
    return [f"{name} = {said[name]}" for name in new] + [f"{name} = {choice}" for name, choice in differing.items()]


def _changed(text: str, new: Mapping[str, object], wanted: Mapping[str, str], differing: Mapping[str, str]) -> str:
    for name, value in new.items():
        section, _, key = name.rpartition(".")
        text = put(text, (section,) if section else (), {key: value}, FILE)
    if OFF in differing.values() or any(name in _off(text) for name in differing):
        text = put(text, ("checks",), {"off": [name for name, choice in wanted.items() if choice == OFF]}, FILE)
    graded = {name: None if choice in (OWN, OFF) else choice for name, choice in differing.items()}
    return _grade(text, graded)


def _grade(text: str, graded: Mapping[str, str | None]) -> str:
    """Return a file's text with severities, in a section of theirs or where they stand in one line."""
    known = tomllib.loads(text).get("checks", {}).get("severity", {})
    graded = {name: choice for name, choice in graded.items() if choice is not None or name in known}
    if not graded:
        return text
    try:
        return put(text, ("checks", "severity"), graded, FILE)
    except SettingsError:
        together = {name: choice for name, choice in {**known, **graded}.items() if choice is not None}
        return put(text, ("checks",), {"severity": together}, FILE)


def _off(text: str) -> list[str]:
    return list(tomllib.loads(text).get("checks", {}).get("off", []))


def _tested(text: str, environ: Mapping[str, str]) -> str:
    """Return a file's text if it can be used."""
    checked(environ, tomllib.loads(text))
    return text
