"""A pruned region to blocks through BeautifulSoup, a large one piece by piece.

BeautifulSoup takes two kilobytes for an element, several times what lxml takes: a page of thirty thousand short
paragraphs would need more for it than for everything else. A large region is parted between the children of its
divisions, and each piece is forgotten before the next is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree

from parsers.html.walk import Context, Walker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from parsers.types import Block

#: Elements of one piece; hardly a story has more.
_PIECE = 1_000
#: Elements whose children can be read apart: no lines of text, and nothing is looked for in them as a whole.
_DIVISIBLE = frozenset(("html", "body", "div", "section", "article", "main", "ul", "ol", "table", "tbody"))
_SIZE = etree.XPath("count(descendant-or-self::*)")


def blocks(top: Element, paths: Sequence[str]) -> list[Block]:
    """Return the blocks of a pruned and annotated region.

    Args:
        top: the region.
        paths: where its elements stood in the whole page, by the numbers that are written on them.
    """
    walker = Walker(paths)
    context = Context()
    _read(top, walker, context)
    walker.flush(context)
    return walker.blocks


def _read(element: Element, walker: Walker, context: Context) -> None:
    """Read an element: whole where it is small or cannot be parted, otherwise its children in pieces."""
    if element.tag not in _DIVISIBLE or element.get("k") or _size(element) <= _PIECE:
        _walk([element], "div", walker, context)
        return
    walker.flush(context)
    shell = Tag(name=str(element.tag), attrs={name: element.get(name, "") for name in ("z", "k")})
    inner = walker.inner(shell, context)
    walker.text(element.text or "")
    for piece in _pieces(element):
        if len(piece) > 1:
            _walk(piece, "table" if element.tag == "tbody" else shell.name, walker, inner)
        else:
            _read(piece[0], walker, inner)
        walker.text(piece[-1].tail or "")
    walker.flush(inner)


def _pieces(element: Element) -> Iterator[list[Element]]:
    """Yield the children in runs that are no larger than a piece, a larger child alone."""
    run: list[Element] = []
    total = 0
    for child in element:
        size = _size(child)
        if run and total + size > _PIECE:
            yield run
            run, total = [], 0
        run.append(child)
        total += size
    if run:
        yield run


def _walk(run: Sequence[Element], wrapper: str, walker: Walker, context: Context) -> None:
    """Walk a run of elements, without the text behind the last one."""
    inner = "".join(etree.tostring(one, encoding="unicode", with_tail=one is not run[-1]) for one in run)
    soup = BeautifulSoup(f"<{wrapper}>{inner}</{wrapper}>", "lxml")
    body = soup.find(wrapper)
    if isinstance(body, Tag):
        walker.children(body, context)
    soup.decompose()  # breaks its cycles, which the garbage collector would otherwise spend half the time on


def _size(element: Element) -> int:
    return int(cast("float", _SIZE(element)))
