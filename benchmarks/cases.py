"""Cases with known rows, as the alignment scorer reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.types import Article, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed on purpose: in which row of the case, and in which edition, where that can be said."""

    kind: str
    row: int
    edition: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """Editions of one text, and the rows that are right."""

    id: str
    articles: Mapping[str, Article]
    #: Indices of paragraphs by language; empty where an edition has none. Only the fitting looks at them.
    rows: tuple[Mapping[str, Sequence[int]], ...]
    #: Likewise.
    edits: tuple[Edit, ...] = ()


def read(path: Path) -> list[Case]:
    """Read cases; each paragraph becomes a block of kind paragraph."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Case(
            id=line["id"],
            articles={language: _article(language, texts) for language, texts in line["editions"].items()},
            rows=tuple(line.get("rows", ())),
            edits=tuple(Edit(each["kind"], each["row"], each.get("edition")) for each in line.get("findings", ())),
        )
        for line in lines
        if line
    ]


def _article(language: str, texts: Sequence[str]) -> Article:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    return Article(url="", language=language, title="", blocks=blocks)
