"""A BeautifulSoup tree to typed blocks, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

from parsers.html.anonymous_blocks import LINE
from parsers.html.embeds import provider
from parsers.html.text_blocks import INLINE
from parsers.html.tree import SPACE
from parsers.types import Block, BlockKind, Link, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A table with fewer columns lays the page out.
_FEWEST_CELLS = 2
#: Elements that a cell of data does not hold.
_PARTS = [LINE, "p", "div", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol", "figure"]
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {**dict.fromkeys(_HEADINGS, BlockKind.HEADING), "blockquote": BlockKind.QUOTE}
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src", "data-url")
_ZERO_WIDTH = "\ufeff\u200b\u200c\u200d\u2060"
_BREAK = re.compile(r"(?<!\s)\s*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\Z")
#: A line that is longer is no line of a poem or an address.
_LINE = 60


@dataclass(frozen=True, slots=True)
class Context:
    """What the text at a place of the tree is: its block's kind, level, place and role."""

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


class Walker:
    """Collects blocks in one pass over a tree.

    Args:
        paths: where the elements stood in the whole page; block-level elements carry in the attribute ``z`` an index
            into it.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths
        self.blocks: list[Block] = []
        self.line = _Line()

    def children(self, tag: Tag, context: Context) -> None:
        """Read what is in an element."""
        for child in tag.children:
            if isinstance(child, Tag):
                self._element(child, context)
            elif type(child) is NavigableString:
                self.text(child)

    def text(self, text: str) -> None:
        """Read a piece of inline text."""
        self.line.add(SPACE.sub(" ", text) if self.line.size or not text.isspace() else "")

    def _element(self, tag: Tag, context: Context) -> None:
        name = tag.name
        if name == "br":
            self.line.add("\n")
        elif name == "a":
            self._link(tag, context)
        elif name in INLINE:
            self.children(tag, context)
        elif name in ("img", "iframe", "video", "audio", "amp-img", "embed"):
            self._media(tag, context)
            if name == "embed":  # a void element in HTML: what the tree has in it stands behind it
                self.children(tag, context)
        elif tag.get("k") == "embed":
            self._post(tag, context)
        elif (tag.get("k") == "attribution" and self._attribute(tag, context)) or (
            name == "tr" and self._row(tag, context)
        ):
            return
        else:
            self.flush(context)
            inner = self.inner(tag, context)
            self.children(tag, inner)
            self.flush(inner)

    def _link(self, tag: Tag, context: Context) -> None:
        line, start = self.line, self.line.size
        self.children(tag, context)
        href = tag.get("href")
        if self.line is line and isinstance(href, str) and line.size > start:
            line.links.append((start, line.size, href))

    def _media(self, tag: Tag, context: Context) -> None:
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
        self.blocks.append(Block(kind=kind, text=text, target=source, provider=named, path=self._path(tag, context)))

    def _post(self, tag: Tag, context: Context) -> None:
        """Emit an embedded post of a social network with the text that the page shows of it."""
        self.flush(context)
        links = [str(link["href"]) for link in tag.find_all("a", href=True)]
        target = str(tag.get("data-instgrm-permalink") or tag.get("cite") or next(reversed(links), ""))
        text = " ".join(tag.get_text(" ").split())
        named = provider(target) if target else None
        path = self._path(tag, context)
        self.blocks.append(Block(kind=BlockKind.EMBED, text=text, target=target or None, provider=named, path=path))

    def _attribute(self, tag: Tag, context: Context) -> bool:
        """Give the quote that was just read the name that stands under it; false where there is no quote."""
        self.flush(context)
        said = " ".join(tag.get_text(" ").split()).lstrip("-–— ")
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.kind not in (BlockKind.QUOTE, BlockKind.PULL_QUOTE) or last.attribution:
            return False
        self.blocks[-1] = replace(last, attribution=said or None)
        return True

    def _row(self, tag: Tag, context: Context) -> bool:
        """Emit a row of a table of data as one block; false for a table that only lays the page out."""
        cells = tag.find_all(("td", "th"), recursive=False)
        inside = sum(len(cell.get_text(strip=True)) for cell in cells)
        if inside < len(tag.get_text(strip=True)):
            return False  # text beside the cells, as broken markup has it
        if len(cells) < _FEWEST_CELLS or any(cell.find(_PARTS) for cell in cells):
            return False
        self.flush(context)
        texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
        if any(texts):
            path = self._path(tag, context)
            self.blocks.append(Block(kind=BlockKind.TABLE_ROW, text=" | ".join(texts), path=path))
        return True

    def _path(self, tag: Tag, context: Context) -> str:
        number = tag.get("z")
        return self.paths[int(number)] if isinstance(number, str) and number.isdigit() else context.path

    def inner(self, tag: Tag, context: Context) -> Context:
        """Return what the text inside a block-level element is."""
        name, mark = tag.name, tag.get("k")
        context = replace(context, path=self._path(tag, context), role=Role.LEAD if mark == "lead" else context.role)
        if mark == "caption" or name == "figure" or context.kind is BlockKind.CAPTION:
            return replace(context, kind=BlockKind.PULL_QUOTE if mark == "pull" else BlockKind.CAPTION, level=None)
        if mark == "pull" or context.kind is BlockKind.PULL_QUOTE:
            return replace(context, kind=BlockKind.PULL_QUOTE, level=None)
        if name in ("ul", "ol"):
            return replace(context, kind=BlockKind.LIST_ITEM, level=(context.level or 0) + 1)
        if name in _HEADINGS and len(tag.find_all("p", limit=2)) > 1:
            return context  # a heading that nobody closed, with the story in it
        if name in _KINDS:
            return replace(context, kind=_KINDS[name], level=_HEADINGS.get(name))
        return context

    def flush(self, context: Context) -> None:
        """Turn the collected text into blocks: one, or several where two line breaks part it."""
        line, self.line = self.line, _Line()
        if not line.size:
            return
        self.blocks.extend(_blocks("".join(line.pieces), line.links, context))


def _blocks(raw: str, links: list[tuple[int, int, str]], context: Context) -> Iterator[Block]:
    links, start = sorted(links), 0
    for match in [*_gaps(raw), None]:
        end = match.start() if match else len(raw)
        first, last = bisect_left(links, (start,)), bisect_left(links, (end,))
        block = _block(raw[start:end], [(a - start, b - start, to) for a, b, to in links[first:last]], context)
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


def _block(piece: str, links: list[tuple[int, int, str]], context: Context) -> Block | None:
    text = SPACE.sub(" ", piece).strip().strip(_ZERO_WIDTH).strip()
    if not any(character.isalnum() for character in text):
        return None
    spans = tuple(_spans(piece, links, text))
    return Block(kind=context.kind, text=text, level=context.level, role=context.role, path=context.path, links=spans)


def _spans(piece: str, links: list[tuple[int, int, str]], text: str) -> Iterator[Link]:
    """Yield the links, in order, with their places in the collapsed text."""
    place, size, after_blank = 0, 0, True
    for start, end, target in links:
        before = _collapsed(piece[place:start], after_blank=after_blank)
        place, size = start, size + len(before)
        after_blank = before.endswith(" ") if before else after_blank
        anchor = _collapsed(piece[start:end], after_blank=after_blank)
        begin = min(size + len(anchor) - len(anchor.lstrip()), len(text))
        yield Link(start=begin, end=min(begin + len(anchor.strip()), len(text)), target=target)


def _collapsed(text: str, *, after_blank: bool) -> str:
    """Return a piece of a text as it goes into the collapsed one, of which a blank may be the last character."""
    collapsed = SPACE.sub(" ", text)
    return collapsed.lstrip() if after_blank else collapsed
