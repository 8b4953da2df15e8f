"""A comparison as SARIF 2.1.0, for code hosts and editors that annotate files with findings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from alignment.types import Evidence, FindingKind, Severity
from locales.interface import Interface, edition_label
from reports.quoting import told
from reports.states import DISMISSED, OPEN
from reports.wording import kind_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Finding

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
    name: str
    short_description: Words
    full_description: Words
    help: Words


class Driver(Node):
    """The program."""

    name: str = "zvirka"
    version: str
    semantic_version: str
    language: str
    rules: tuple[Rule, ...]


class Tool(Node):
    """The tool component."""

    driver: Driver


class Artifact(Node):
    """The page that an edition is."""

    uri: str


class Region(Node):
    """What is said there; the headline is line 1 and each block is a line after it. Columns count from 1."""

    start_line: int
    start_column: int | None = None
    end_column: int | None = None
    snippet: Words | None = None


class Physical(Node):
    """A place on a page."""

    artifact_location: Artifact
    region: Region


class Location(Node):
    """A place with the edition's name."""

    id: int | None = None
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
    #: One: code hosts show no more of them, and none at all where there is none.
    locations: tuple[Location]
    #: What the other editions say.
    related_locations: tuple[Location, ...] | None = None
    partial_fingerprints: dict[str, str] = Field(description="The finding's id, which survives re-runs.")
    suppressions: tuple[Suppression, ...] | None = None


class Run(Node):
    """One comparison."""

    tool: Tool
    column_kind: str = "unicodeCodePoints"
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
    driver = Driver(
        version=comparison.engine,
        semantic_version=comparison.engine.partition("+")[0],
        language=language,
        rules=tuple(_rule(kind, interface) for kind in kinds),
    )
    standing = states or {}
    results = tuple(
        _result(comparison, finding, standing.get(finding.id, OPEN), interface) for finding in comparison.findings
    )
    log = Log(runs=(Run(tool=Tool(driver=driver), results=results),))
    return json.dumps(log.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=2) + "\n"


def _rule(kind: FindingKind, interface: Interface) -> Rule:
    name = kind_name(kind, interface)
    about = interface.gettext("{kind}: editions of one story differ", kind=name)
    todo = interface.gettext("Correct the edition that is wrong, or dismiss the finding in zvirka and say why.")
    return Rule(
        id=kind,
        name="Zvirka" + kind.title().replace("-", ""),  # another than the id, or there has to be none (3.49.7)
        short_description=Words(text=name),
        full_description=Words(text=about),
        help=Words(text=f"{about}. {todo}"),
    )


def _result(comparison: Comparison, finding: Finding, state: str, interface: Interface) -> Result:
    first, *others = _spans(comparison, finding)
    return Result(
        rule_id=finding.kind,
        level=LEVELS[finding.severity],
        message=Words(text=told(finding, comparison, interface)),
        locations=(_location(comparison, first),),
        related_locations=tuple(_location(comparison, span, place) for place, span in enumerate(others, 1)) or None,
        partial_fingerprints={"zvirka/1": finding.id},
        suppressions=(Suppression(),) if state == DISMISSED else None,
    )


def _spans(comparison: Comparison, finding: Finding) -> list[Evidence]:
    """Return where a finding shows, the edition at fault first; its headline where it shows nowhere."""
    edition = finding.edition or ""
    at_fault = edition if edition in comparison.articles else next(iter(comparison.articles))
    nowhere = Evidence(edition=at_fault, block=None, start=0, end=0, text="")
    return sorted(finding.evidence, key=lambda span: span.edition != finding.edition) or [nowhere]


def _uri(url: str) -> str:
    """Return an address or a file's name as a URI reference (RFC 3986): other letters and blanks as percent signs."""
    return quote(url, safe="-._~:/?#[]@!$&'()*+,;=%")


def _location(comparison: Comparison, span: Evidence, number: int | None = None) -> Location:
    line = 1 if span.block is None else span.block + 2
    region = Region(start_line=line)
    if span.text:
        columns = {"start_column": span.start + 1, "end_column": span.end + 1}
        region = region.model_copy(update={**columns, "snippet": Words(text=span.text)})
    place = Physical(artifact_location=Artifact(uri=_uri(comparison.articles[span.edition].url)), region=region)
    return Location(id=number, physical_location=place, message=Words(text=edition_label(span.edition)))
