"""What the commands take, as cyclopts reads it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, make_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from locales.interface import edition_label
from locales.messages import translatable
from reports.formats.report_formats import FORMATS

if TYPE_CHECKING:
    Format = str
else:
    Format = Literal[tuple(FORMATS)]
FailOn = Literal["critical", "major", "minor", "info", "never"]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """How a command speaks."""

    ui_language: Annotated[
        str | None,
        Parameter(name="--ui-language", help=translatable("Language of messages and reports: uk, en or ru.")),
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting(Speaking):
    """What becomes of a comparison."""

    format: Annotated[
        Format | None,
        Parameter(
            name="--format",
            help=translatable("How the report is written; without it as the file is named, else for the terminal."),
        ),
    ] = None
    output: Annotated[
        Path | None,
        Parameter(
            name=("--output", "-o"), help=translatable("File for the report; without it the report goes to the output.")
        ),
    ] = None
    fail_on: Annotated[
        FailOn, Parameter(name="--fail-on", help=translatable("The least severity that makes the exit status 1."))
    ] = "major"
    draft: Annotated[
        str | None,
        Parameter(
            name="--draft",
            help=translatable(
                "Offer a machine translation of missing paragraphs by this service, such as google, deepl or libre."
            ),
        ),
    ] = None
    render: Annotated[
        bool,
        Parameter(
            name="--render",
            negative=(),
            help=translatable("Run the scripts of pages that are empty without them, in a browser."),
        ),
    ] = False


#: What becomes of a comparison unless the command says otherwise.
USUAL = Reporting()


def edition_options(languages: Sequence[str]) -> type[Any]:
    """Return a dataclass with an option for each language: ``--uk``, ``--en``, ...

    Args:
        languages: BCP 47 codes.
    """
    made = make_dataclass(
        "Editions",
        [(_field(language), Annotated[str | None, _edition_parameter(language)], None) for language in languages],
        frozen=True,
        kw_only=True,
    )
    made.__module__ = __name__  # cyclopts takes classes of the standard library for plain values
    return made


def _field(language: str) -> str:
    return language.replace("-", "_").lower()


def _edition_parameter(language: str) -> Parameter:
    text = translatable("This edition: a URL, an HTML file or a text file.")
    names = dict.fromkeys((f"--{language.lower()}", f"--{edition_label(language).lower()}"))
    return Parameter(name=tuple(names), help=text)


def given(editions: object, languages: Sequence[str]) -> Mapping[str, str]:
    """Return the editions that were given, by language."""
    names = {field.name for field in fields(editions)}  # type: ignore[arg-type] # made by edition_options
    values = {language: getattr(editions, _field(language)) for language in languages if _field(language) in names}
    return {language: value for language, value in values.items() if value is not None}


def with_editions(command: Callable[..., int], languages: Sequence[str]) -> Callable[..., int]:
    """Give a command's parameter ``editions`` an option for each language."""
    options = edition_options(languages)
    command.__annotations__["editions"] = Annotated[options, Parameter(name="*")]
    command.__kwdefaults__ = {**(command.__kwdefaults__ or {}), "editions": options()}
    return command
