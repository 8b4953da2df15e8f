"""Text that a person pasted: switcher line, repeated headline with a photo credit, author line, bare subheads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from locales import DEFAULT_LANGUAGES
from parsers import language_detection
from parsers.boilerplate import phrases
from parsers.labels import split_word
from parsers.metadata import authors
from parsers.roles import assign
from parsers.types import Article, Block, BlockKind, DroppedBlock, UnreadablePageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDING = re.compile(r"[.!?…:;,\"'»”’)\]]$")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_MARKDOWN_ITEM = re.compile(r"^\s*(?:[*•‣·]|\d{1,2}[.)])\s+(.+)$")
_MARKDOWN_QUOTE = re.compile(r"^>\s*(.+)$")
#: A longer line is no subhead (characters).
_SUBHEAD = 90
#: A first line that is longer, or ends a sentence, is no headline.
_TITLE = 200
#: The whole text in one line is a paragraph without a headline from here on.
_SENTENCE = 120


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    dropped: list[DroppedBlock] = field(default_factory=list)

    def drop(self, line: str, reason: str, path: str) -> None:
        self.dropped.append(DroppedBlock(kind=BlockKind.PARAGRAPH, text=line, reason=reason, path=path))


def parse_text(text: str, *, url: str, languages: Sequence[str] = DEFAULT_LANGUAGES) -> Article:
    """Return the article of a pasted text or a Markdown file; each line is one unit.

    Args:
        text: the text.
        url: its address, or the file's name.
        languages: BCP 47 codes of the editions that are expected.

    Raises:
        UnreadablePageError: there is nothing but white space, or no paragraph.
    """
    lines = [(f"line:{number}", " ".join(line.split())) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(path, line) for path, line in lines if line]
    if not lines:
        raise UnreadablePageError(url, "empty", "the text is empty")
    reading = _Reading()
    for place, (path, line) in enumerate(lines):
        _read(reading, line, path, tuple(languages), last=place == len(lines) - 1)
    if not any(block.kind is BlockKind.PARAGRAPH for block in reading.blocks):
        raise UnreadablePageError(url, "no-article", "the text has no paragraph below its headline")
    detected = language_detection.detect(" ".join(block.text for block in reading.blocks), languages)
    return Article(
        url=url,
        language=detected or "und",
        title=reading.title,
        authors=authors.split(reading.authors),
        blocks=tuple(assign(reading.blocks, languages, detected)),
        dropped=tuple(reading.dropped),
    )


def _read(reading: _Reading, line: str, path: str, languages: tuple[str, ...], *, last: bool) -> None:
    """Put one line where it belongs."""
    reason = phrases(languages).reason(line)
    if reason:
        reading.drop(line, reason, path)
    elif not reading.title and not reading.blocks and _is_title(line, last=last):
        reading.title = line.lstrip("# ")
    elif reading.title and line.startswith(reading.title):
        _read_repeated_title(reading, line, path, languages)
    elif (byline := split_word(line, languages, "author")) and len(line) <= _SUBHEAD:
        reading.authors.append(byline)
        reading.drop(line, "byline", path)
    else:
        reading.blocks.append(_block(line, path, last=last, first=not reading.blocks))


def _is_title(line: str, *, last: bool) -> bool:
    return len(line) <= _TITLE and not (last and len(line) >= _SENTENCE) and not line.endswith(".")


def _read_repeated_title(reading: _Reading, line: str, path: str, languages: tuple[str, ...]) -> None:
    """Drop the headline that stands as the picture's description; what follows it is the caption."""
    reading.drop(reading.title, "duplicate-of-title", path)
    rest = line[len(reading.title) :].strip()
    caption = split_word(rest, languages, "photo")
    if rest:
        kind = BlockKind.CAPTION if caption else BlockKind.PARAGRAPH
        reading.blocks.append(Block(kind=kind, text=rest, path=path))


def _block(line: str, path: str, *, last: bool, first: bool) -> Block:
    heading = _MARKDOWN_HEADING.match(line)
    if heading:
        return Block(kind=BlockKind.HEADING, text=heading[2], level=len(heading[1]), path=path)
    item = _MARKDOWN_ITEM.match(line)
    if item:
        return Block(kind=BlockKind.LIST_ITEM, text=item[1], level=1, path=path)
    quote = _MARKDOWN_QUOTE.match(line)
    if quote:
        return Block(kind=BlockKind.QUOTE, text=quote[1], path=path)
    if not first and not last and len(line) <= _SUBHEAD and not _ENDING.search(line):
        return Block(kind=BlockKind.HEADING, text=line, level=2, path=path)
    return Block(kind=BlockKind.PARAGRAPH, text=line, path=path)
