"""The JSON report, schema "zvirka.report/1": a contract with whoever reads it, so it changes only by addition."""

from __future__ import annotations

import json
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from alignment.types import FindingKind, Relation, Severity  # noqa: TC001 - the same
from locales.interface import Interface
from parsers.types import BlockKind, Role  # noqa: TC001 - the same
from reports.quoting import told
from reports.states import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Finding
    from parsers.types import Article

SCHEMA: Final = "zvirka.report/1"


class Part(BaseModel):
    """Frozen and closed: a field that is not written here is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)


class BlockPart(Part):
    """A block of an edition."""

    kind: BlockKind
    role: Role | None
    text: str
    path: str = Field(description="Where in the page it came from.")


class DroppedPart(Part):
    """Something that the parser set aside, with the reason."""

    kind: BlockKind
    text: str
    reason: str
    path: str


class EditionPart(Part):
    """One edition of the story."""

    url: str
    title: str
    language: str = Field(description="BCP 47.")
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    blocks: tuple[BlockPart, ...]
    dropped: tuple[DroppedPart, ...]


class StoryPart(Part):
    """The story and its editions by language."""

    id: str
    editions: dict[str, EditionPart]


class RowPart(Part):
    """Indices of the blocks of every edition that say the same thing; an empty list where an edition has none."""

    cells: dict[str, tuple[int, ...]]
    relation: Relation
    score: float = Field(ge=0, le=1)


class EvidencePart(Part):
    """A span of a block's text, or of the title where ``block`` is null; characters, end exclusive."""

    edition: str
    block: int | None
    start: int
    end: int
    text: str


class FindingPart(Part):
    """Something that differs."""

    id: str = Field(description="Made from content: survives re-runs, lapses when the text changes.")
    kind: FindingKind
    severity: Severity
    edition: str | None = Field(description="The edition at fault; null where it cannot be told.")
    row: int | None = Field(description="Index into rows.")
    cause: str | None
    confidence: float = Field(ge=0, le=1)
    message: str = Field(description="One sentence in the language of the interface.")
    evidence: tuple[EvidencePart, ...]


class DraftTermPart(Part):
    """A word of the house in a draft."""

    origin: Literal["glossary", "names"]
    source: str
    wanted: str
    said: str
    applied: bool


class DraftPart(Part):
    """A machine translation offered for a missing paragraph or an omitted sentence; not part of any edition."""

    finding: str
    source: str
    target: str
    provider: str
    created: datetime
    text: str | None
    error: str | None
    cause: str | None = Field(default=None, description="The failure's name; null where there is a text.")
    terms: tuple[DraftTermPart, ...] = Field(
        default=(), description="Words of the house that the draft has to do with."
    )


class Report(Part):
    """The editions of one story, aligned row by row, and what differs between them."""

    schema_: Literal["zvirka.report/1"] = Field(default=SCHEMA, alias="schema")
    engine: str
    created: datetime
    story: StoryPart
    rows: tuple[RowPart, ...]
    findings: tuple[FindingPart, ...]
    drafts: tuple[DraftPart, ...] | None = Field(default=None, description="Only where machine drafts were asked for.")


def document(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> Report:
    """Return a comparison as the report model, its messages in the given language.

    The schema knows no states: a dismissed finding is left out, for whoever counts would count it.
    """
    interface = Interface(language)
    return Report(
        engine=comparison.engine,
        created=comparison.created,
        story=StoryPart(
            id=comparison.story,
            editions={code: _edition(article) for code, article in comparison.articles.items()},
        ),
        rows=tuple(
            RowPart(cells=dict(row.cells), relation=row.relation, score=round(row.score, 4)) for row in comparison.rows
        ),
        findings=tuple(_finding(finding, comparison, interface) for finding in counted(comparison, states or {})),
        drafts=tuple(
            DraftPart(
                finding=draft.finding,
                source=draft.source,
                target=draft.target,
                provider=draft.provider,
                created=draft.created,
                text=draft.text,
                error=draft.error,
                cause=draft.cause,
                terms=tuple(DraftTermPart.model_validate(term, from_attributes=True) for term in draft.terms),
            )
            for draft in comparison.drafts
        )
        or None,
    )


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the report as indented JSON, readable where it is Cyrillic, with a line feed at its end."""
    report = document(comparison, language, states=states)
    data = report.model_dump(mode="json", exclude={"drafts"} if report.drafts is None else None)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def json_schema() -> str:
    """Return the JSON Schema of the report, as it is kept in ``docs/report.schema.json``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Report.model_json_schema(
        mode="serialization"
    )
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _edition(article: Article) -> EditionPart:
    return EditionPart(
        url=article.url,
        title=article.title,
        language=article.language,
        authors=article.authors,
        published=article.published,
        modified=article.modified,
        blocks=tuple(
            BlockPart(kind=block.kind, role=block.role, text=block.text, path=block.path) for block in article.blocks
        ),
        dropped=tuple(
            DroppedPart(kind=block.kind, text=block.text, reason=block.reason, path=block.path)
            for block in article.dropped
        ),
    )


def _finding(finding: Finding, comparison: Comparison, interface: Interface) -> FindingPart:
    return FindingPart(
        id=finding.id,
        kind=finding.kind,
        severity=finding.severity,
        edition=finding.edition,
        row=finding.row,
        cause=finding.cause,
        confidence=round(finding.confidence, 3),
        message=told(finding, comparison, interface),
        evidence=tuple(
            EvidencePart(edition=span.edition, block=span.block, start=span.start, end=span.end, text=span.text)
            for span in finding.evidence
        ),
    )
