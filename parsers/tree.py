"""Text to an lxml tree that later steps can walk without surprises, and small questions about its nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_TOKEN = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
#: Characters that no text needs and lxml refuses or libxml2 stops at.
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def build(text: str) -> Element | None:
    """Return the root of a page's tree, without comments; None where there is nothing to read."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = text.translate(_CONTROL).encode("utf-8", errors="replace")
    try:
        return etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def tokens(element: Element) -> str:
    """Return an element's class, id and test marks as one lower-case string of words between blanks."""
    get = element.get
    marks = f"{get('class', '')} {get('id', '')} {get('role', '')} {get('data-testid', '')} {get('data-component', '')}"
    return f" {' '.join(_TOKEN.findall(marks)).lower()} "


def path(element: Element) -> str:
    """Return where an element stands, as a CSS-like path from the nearest ancestor with an id, or from the body."""
    steps: list[str] = []
    node: Element | None = element
    while node is not None and node.tag not in ("body", "html"):
        steps.append(_step(node))
        if node.get("id") or node.tag in ("article", "main"):
            break
        node = node.getparent()
    return " > ".join(reversed(steps))


def _step(element: Element) -> str:
    tag = str(element.tag)
    identifier = element.get("id")
    if identifier:
        return f"{tag}#{identifier.split()[0] if identifier.split() else ''}"
    name = next(iter(element.get("class", "").split()), "")
    return f"{tag}{'.' + name if name else ''}:{_position(element)}"


def _position(element: Element) -> int:
    return 1 + sum(1 for _ in element.itersiblings(str(element.tag), preceding=True))


def words(text: str | None) -> str:
    """Return a text with white space collapsed to single blanks."""
    return _SPACE.sub(" ", text or "").strip()


def text_of(element: Element) -> str:
    """Return all text inside an element, white space collapsed."""
    return words(" ".join(map(str, element.itertext())))


def descendants(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the elements below ``element`` with one of the tags, in document order."""
    yield from (node for node in element.iter(*tags) if node is not element)
