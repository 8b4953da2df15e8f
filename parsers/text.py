"""Text that a person pasted: switcher line, repeated headline with a photo credit, author line, bare subheads."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from locales import DEFAULT_LANGUAGES
from parsers import language_detection
from parsers.labels import split_label, split_word
from parsers.metadata import authors
from parsers.pasted import furniture, headline
from parsers.roles import assign
from parsers.types import Article, Block, BlockKind, DroppedBlock, DropReason, UnreadablePageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDING = re.compile(r"[.!?…:;,\"'»”’)\]]$")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.+)$")
_MARKDOWN_ITEM = re.compile(r"^\s*(?:[*•‣·]|\d{1,2}[.)])\s+(.+)$")
_MARKDOWN_QUOTE = re.compile(r"^>\s*(.+)$")
#: A longer line is no subhead (characters).
_SUBHEAD = 90


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
    _read(reading, lines, tuple(languages))
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


def _read(reading: _Reading, lines: Sequence[tuple[str, str]], languages: tuple[str, ...]) -> None:
    """Put each line where it belongs; none vanishes."""
    reasons = {path: furniture.reason(line, languages) for path, line in lines}
    above, title = _headline([(path, line) for path, line in lines if not reasons[path]], languages)
    reading.title = title[1].lstrip("# ")
    for number, (path, line) in enumerate(lines):
        reason = reasons[path] or (DropReason.NAVIGATION if path in above else None)
        if reason:
            reading.drop(line, reason, path)
            if reason == DropReason.BYLINE and (names := furniture.byline(line, languages)):
                reading.authors.append(names)
        elif path != title[0] and not _read_repeated_title(reading, line, path, languages):
            last = number == len(lines) - 1
            reading.blocks.append(_block(line, path, languages, last=last, first=not reading.blocks))


def _headline(lines: Sequence[tuple[str, str]], languages: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, str]]:
    """Return the paths of what stands above the headline (agency, section), and the headline with its path."""
    uncaptioned = [(path, line) for path, line in lines if not furniture.is_caption(line, languages)]
    begin = list(itertools.takewhile(lambda each: not split_label(each[1], languages)[0], uncaptioned))
    place = headline.find([line for _, line in begin], languages)
    if place is None:
        return frozenset(), ("", "")
    return frozenset(path for path, _ in begin[:place]), begin[place]


def _read_repeated_title(reading: _Reading, line: str, path: str, languages: tuple[str, ...]) -> bool:
    """Drop the headline that stands again as a line of its own, or as a picture's description before its caption.

    A lead that begins with the words of the headline keeps them.
    """
    if not reading.title or not line.startswith(reading.title):
        return False
    rest = line[len(reading.title) :].strip()
    if rest and not split_word(rest, languages, "photo"):
        return False
    reading.drop(reading.title, DropReason.DUPLICATE_OF_TITLE, path)
    if rest:
        reading.blocks.append(Block(kind=BlockKind.CAPTION, text=rest, path=path))
    return True


def _block(line: str, path: str, languages: tuple[str, ...], *, last: bool, first: bool) -> Block:
    if furniture.is_caption(line, languages):
        return Block(kind=BlockKind.CAPTION, text=line, path=path)
    heading = _MARKDOWN_HEADING.match(line)
    if heading:
        return Block(
            kind=BlockKind.HEADING, text=heading[2].rstrip("#").rstrip() or heading[2], level=len(heading[1]), path=path
        )
    item = _MARKDOWN_ITEM.match(line)
    if item:
        return Block(kind=BlockKind.LIST_ITEM, text=item[1], level=1, path=path)
    quote = _MARKDOWN_QUOTE.match(line)
    if quote:
        return Block(kind=BlockKind.QUOTE, text=quote[1], path=path)
    short = len(line) <= _SUBHEAD and not _ENDING.search(line) and not _is_update(line, languages)
    if short and not first and not last:
        return Block(kind=BlockKind.HEADING, text=line, level=2, path=path)
    return Block(kind=BlockKind.PARAGRAPH, text=line, path=path)


def _is_update(line: str, languages: tuple[str, ...]) -> bool:
    """Return whether a line says when the story was added to: "Updated 17:26"."""
    first, _, rest = line.partition(" ")
    return split_label(first.rstrip(",.:"), languages)[0] == "addition" and any(each.isdigit() for each in rest)
