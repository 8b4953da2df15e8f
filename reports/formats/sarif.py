"""A comparison as SARIF 2.1.0, for code hosts and editors that annotate files with findings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from alignment.types import FindingKind, Severity
from locales.interface import Interface
from reports.states import DISMISSED, OPEN
from reports.wording import kind_name, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Evidence, Finding

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.INFO: "note",
}
SPECIFICATION = "https://json.schemastore.org/sarif-2.1.0.json"


class Node(BaseModel):
    """An object of the format; its names are camelCase there."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True, frozen=True)


class Words(Node):
    """A text for people."""

    text: str


class Rule(Node):
    """A kind of finding."""

    id: str
    short_description: Words


class Driver(Node):
    """The program."""

    name: str = "zvirka"
    version: str
    language: str
    rules: tuple[Rule, ...]


class Tool(Node):
    """The tool component."""

    driver: Driver


class Artifact(Node):
    """The page that an edition is."""

    uri: str


class Region(Node):
    """What is said there; blocks have no line numbers."""

    snippet: Words


class Physical(Node):
    """A place on a page."""

    artifact_location: Artifact
    region: Region


class Location(Node):
    """A place with the edition's name."""

    physical_location: Physical
    message: Words


class Suppression(Node):
    """That somebody has set a finding aside, outside of the pages themselves."""

    kind: str = "external"
    status: str = "accepted"


class Result(Node):
    """A finding."""

    rule_id: str
    level: str
    message: Words
    locations: tuple[Location, ...]
    partial_fingerprints: dict[str, str] = Field(description="The finding's id, which survives re-runs.")
    suppressions: tuple[Suppression, ...] | None = None


class Run(Node):
    """One comparison."""

    tool: Tool
    results: tuple[Result, ...]


class Log(Node):
    """The file."""

    schema_: str = Field(default=SPECIFICATION, alias="$schema")
    version: str = "2.1.0"
    runs: tuple[Run, ...]


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the findings as a SARIF log with one run."""
    interface = Interface(language)
    kinds = dict.fromkeys(finding.kind for finding in comparison.findings)
    driver = Driver(version=comparison.engine, language=language, rules=tuple(_rule(kind, interface) for kind in kinds))
    standing = states or {}
    results = tuple(
        _result(comparison, finding, standing.get(finding.id, OPEN), interface) for finding in comparison.findings
    )
    log = Log(runs=(Run(tool=Tool(driver=driver), results=results),))
    return json.dumps(log.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=2) + "\n"


def _rule(kind: FindingKind, interface: Interface) -> Rule:
    return Rule(id=kind, short_description=Words(text=kind_name(kind, interface)))


def _result(comparison: Comparison, finding: Finding, state: str, interface: Interface) -> Result:
    return Result(
        rule_id=finding.kind,
        level=LEVELS[finding.severity],
        message=Words(text=sentence(finding.message, interface)),
        locations=tuple(_location(comparison, span) for span in finding.evidence),
        partial_fingerprints={"zvirka/1": finding.id},
        suppressions=(Suppression(),) if state == DISMISSED else None,
    )


def _location(comparison: Comparison, span: Evidence) -> Location:
    place = Physical(
        artifact_location=Artifact(uri=comparison.articles[span.edition].url),
        region=Region(snippet=Words(text=span.text)),
    )
    return Location(physical_location=place, message=Words(text=span.edition))
