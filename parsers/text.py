"""Text that a person pasted: switcher line, repeated headline with a photo credit, author line, bare subheads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from locales import DEFAULT_LANGUAGES, table
from parsers import language
from parsers.types import Article, Block, BlockKind, DroppedBlock, Role, UnreadablePageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"[^\n]+")
_ENDING = re.compile(r"[.!?…:;,\"'»”)\]]$")
_SUBHEAD_LENGTH = 90


def parse_text(text: str, *, url: str, languages: Sequence[str] = DEFAULT_LANGUAGES) -> Article:
    """Return the article of a pasted text.

    Args:
        text: the text; each line is one unit.
        url: its address, or the file's name.
        languages: BCP 47 codes of the editions that are expected.

    Raises:
        UnreadablePageError: there is nothing but white space, or no paragraph.
    """
    lines = [(number, " ".join(line.split())) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line]
    if not lines:
        raise UnreadablePageError(url, "empty", "the text is empty")
    dropped: list[DroppedBlock] = []
    while lines and _is_switcher(lines[0][1], languages):
        number, line = lines.pop(0)
        dropped.append(
            DroppedBlock(kind=BlockKind.PARAGRAPH, text=line, reason="boilerplate:switcher", path=f"line:{number}")
        )
    title = lines.pop(0)[1] if lines else ""
    authors: list[str] = []
    blocks: list[Block] = []
    for position, (number, line) in enumerate(lines):
        path = f"line:{number}"
        label, rest = _label(line.removeprefix(title).strip() if line.startswith(title) else line, languages)
        if line == title:
            dropped.append(DroppedBlock(kind=BlockKind.HEADING, text=line, reason="duplicate-of-title", path=path))
        elif label == "author" and rest:
            authors.extend(name.strip() for name in rest.split(","))
            dropped.append(DroppedBlock(kind=BlockKind.PARAGRAPH, text=line, reason="byline", path=path))
        elif label == "photo" and rest:
            blocks.append(Block(kind=BlockKind.CAPTION, text=rest, path=path))
        elif blocks and position < len(lines) - 1 and len(line) <= _SUBHEAD_LENGTH and not _ENDING.search(line):
            blocks.append(Block(kind=BlockKind.HEADING, text=line, level=2, path=path))
        else:
            blocks.append(Block(kind=BlockKind.PARAGRAPH, text=line, path=path))
    _require_prose(blocks, url)
    detected = language.detect(" ".join(block.text for block in blocks), languages)
    return Article(
        url=url,
        language=detected or "und",
        title=title,
        authors=tuple(authors),
        blocks=_lead(blocks),
        dropped=tuple(dropped),
    )


def _require_prose(blocks: Sequence[Block], url: str) -> None:
    if not any(block.kind is BlockKind.PARAGRAPH for block in blocks):
        raise UnreadablePageError(url, "no-article", "the text has no paragraph below its first line")


def _lead(blocks: list[Block]) -> tuple[Block, ...]:
    from dataclasses import replace  # noqa: PLC0415

    first = next(index for index, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH)
    blocks[first] = replace(blocks[first], role=Role.LEAD)
    return tuple(blocks)


def _is_switcher(line: str, languages: Sequence[str]) -> bool:
    names = {name for code in languages for name in table(code, "language").get("names", ())}
    return all(word in names for word in line.casefold().split())


def _label(line: str, languages: Sequence[str]) -> tuple[str | None, str]:
    head, separator, rest = line.partition(":")
    if separator:
        for code in languages:
            for key in ("author", "photo"):
                if head.strip().casefold() in table(code, "metadata").get(key, ()):
                    return key, rest.strip()
    return None, line
