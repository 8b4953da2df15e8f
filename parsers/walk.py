"""The pruned subtree of a page to typed blocks, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

from parsers.embeds import provider
from parsers.types import Block, BlockKind, Link, Role
from parsers.units import INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A table with fewer columns lays the page out.
_FEWEST_CELLS = 2
#: Elements that a cell of data does not hold.
_PARTS = ["p", "div", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol", "figure"]
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {**dict.fromkeys(_HEADINGS, BlockKind.HEADING), "blockquote": BlockKind.QUOTE}
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src", "data-url")
_SPACE = re.compile(r"\s+")
_ZERO_WIDTH = "\ufeff\u200b\u200c\u200d\u2060"
_BREAK = re.compile(r"\s*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\Z")
#: A line that is longer is no line of a poem or an address.
_LINE = 60


@dataclass(frozen=True, slots=True)
class _Context:
    """What the text at a place of the tree is."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    path: str = ""
    role: Role | None = None


@dataclass(slots=True)
class _Line:
    """Inline text that is being collected, with the links in it."""

    pieces: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    size: int = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.size += len(text)


def walk(root: Tag, paths: Sequence[str]) -> list[Block]:
    """Return the blocks below ``root``.

    Args:
        root: the subtree; block-level elements carry in the attribute ``z`` an index into ``paths``.
        paths: where the elements stood in the whole page.
    """
    walker = _Walker(paths)
    walker.children(root, _Context())
    walker.flush(_Context())
    return walker.blocks


class _Walker:
    """Collects blocks in one pass over the tree."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths
        self.blocks: list[Block] = []
        self.line = _Line()

    def children(self, tag: Tag, context: _Context) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self.element(child, context)
            elif type(child) is NavigableString:
                self.line.add(_SPACE.sub(" ", child) if child.strip() or self.line.size else "")

    def element(self, tag: Tag, context: _Context) -> None:
        name = tag.name
        if name == "br":
            self.line.add("\n")
        elif name == "a":
            self.link(tag, context)
        elif name in INLINE:
            self.children(tag, context)
        elif name in ("img", "iframe", "video", "audio", "amp-img", "embed"):
            self.media(tag, context)
        elif tag.get("k") == "embed":
            self.post(tag, context)
        elif (tag.get("k") == "attribution" and self.attribute(tag, context)) or (
            name == "tr" and self.row(tag, context)
        ):
            return
        else:
            self.flush(context)
            inner = self.inner(tag, context)
            self.children(tag, inner)
            self.flush(inner)

    def link(self, tag: Tag, context: _Context) -> None:
        line, start = self.line, self.line.size
        self.children(tag, context)
        href = tag.get("href")
        if self.line is line and isinstance(href, str) and line.size > start:
            line.links.append((start, line.size, href))

    def media(self, tag: Tag, context: _Context) -> None:
        """Emit an image or a player; one inside a line of text does not part it."""
        source = next((str(tag[name]) for name in _SOURCES if tag.get(name)), "")
        if not source or source.startswith(("data:", "about:")):
            return
        if not self.line.size:
            self.flush(context)
        image = tag.name in ("img", "amp-img")
        text = " ".join(str(tag.get("alt") or tag.get("title") or "").split())
        kind = BlockKind.IMAGE if image else BlockKind.EMBED
        named = None if image else provider(source)
        self.blocks.append(Block(kind=kind, text=text, target=source, provider=named, path=self.path(tag, context)))

    def post(self, tag: Tag, context: _Context) -> None:
        """Emit an embedded post of a social network with the text that the page shows of it."""
        self.flush(context)
        links = [str(link["href"]) for link in tag.find_all("a", href=True)]
        target = str(tag.get("data-instgrm-permalink") or tag.get("cite") or next(reversed(links), ""))
        text = " ".join(tag.get_text(" ").split())
        named = provider(target) if target else None
        path = self.path(tag, context)
        self.blocks.append(Block(kind=BlockKind.EMBED, text=text, target=target or None, provider=named, path=path))

    def attribute(self, tag: Tag, context: _Context) -> bool:
        """Give the quote that was just read the name that stands under it; false where there is no quote."""
        self.flush(context)
        said = " ".join(tag.get_text(" ").split()).lstrip("-–— ")
        if not self.blocks or self.blocks[-1].kind not in (BlockKind.QUOTE, BlockKind.PULL_QUOTE):
            return False
        self.blocks[-1] = replace(self.blocks[-1], attribution=said or None)
        return True

    def row(self, tag: Tag, context: _Context) -> bool:
        """Emit a row of a table of data as one block; false for a table that only lays the page out."""
        cells = tag.find_all(("td", "th"), recursive=False)
        if len(cells) < _FEWEST_CELLS or any(cell.find(_PARTS) for cell in cells):
            return False
        self.flush(context)
        texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
        if any(texts):
            path = self.path(tag, context)
            self.blocks.append(Block(kind=BlockKind.TABLE_ROW, text=" | ".join(texts), path=path))
        return True

    def path(self, tag: Tag, context: _Context) -> str:
        number = tag.get("z")
        return self.paths[int(number)] if isinstance(number, str) and number.isdigit() else context.path

    def inner(self, tag: Tag, context: _Context) -> _Context:
        """Return what the text inside a block-level element is."""
        name, mark = tag.name, tag.get("k")
        context = replace(context, path=self.path(tag, context), role=Role.LEAD if mark == "lead" else context.role)
        if mark == "caption" or name == "figure" or context.kind is BlockKind.CAPTION:
            return replace(context, kind=BlockKind.PULL_QUOTE if mark == "pull" else BlockKind.CAPTION, level=None)
        if mark == "pull" or context.kind is BlockKind.PULL_QUOTE:
            return replace(context, kind=BlockKind.PULL_QUOTE, level=None)
        if name in ("ul", "ol"):
            return replace(context, kind=BlockKind.LIST_ITEM, level=(context.level or 0) + 1)
        if name in _KINDS:
            return replace(context, kind=_KINDS[name], level=_HEADINGS.get(name))
        return context

    def flush(self, context: _Context) -> None:
        """Turn the collected text into blocks: one, or several where two line breaks part it."""
        line, self.line = self.line, _Line()
        if not line.size:
            return
        self.blocks.extend(_blocks("".join(line.pieces), line.links, context))


def _blocks(raw: str, links: list[tuple[int, int, str]], context: _Context) -> Iterator[Block]:
    start = 0
    for match in [*_gaps(raw), None]:
        end = match.start() if match else len(raw)
        block = _block(raw, start, end, links, context)
        if block:
            yield block
        start = match.end() if match else end


def _gaps(raw: str) -> Iterator[re.Match[str]]:
    """Yield where paragraphs end: at two line breaks, or at one between two whole sentences."""
    for match in _BREAK.finditer(raw):
        if match[0].count("\n") > 1 or (
            _SENTENCE_END.search(raw, max(0, match.start() - _LINE), match.start())
            and match.start() - raw.rfind("\n", 0, match.start()) > _LINE
        ):
            yield match


def _block(raw: str, start: int, end: int, links: list[tuple[int, int, str]], context: _Context) -> Block | None:
    piece = raw[start:end]
    text = _SPACE.sub(" ", piece).strip().strip(_ZERO_WIDTH).strip()
    if not any(character.isalnum() for character in text):
        return None
    inside = [entry for entry in links if start <= entry[0] < end]
    spans = tuple(_span(raw, start, entry, text) for entry in inside)
    return Block(kind=context.kind, text=text, level=context.level, role=context.role, path=context.path, links=spans)


def _span(raw: str, start: int, entry: tuple[int, int, str], text: str) -> Link:
    """Return a link with its place in the collapsed text."""
    before = _SPACE.sub(" ", raw[start : entry[0]]).lstrip()
    anchor = _SPACE.sub(" ", raw[entry[0] : entry[1]])
    if before.endswith(" ") or not before:
        anchor = anchor.lstrip()
    begin = min(len(before) + len(anchor) - len(anchor.lstrip()), len(text))
    return Link(start=begin, end=min(begin + len(anchor.strip()), len(text)), target=entry[2])
