"""Text to an lxml tree that later steps can walk without surprises, and small questions about its nodes."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_TOKEN = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
#: A longer id or class is cut (characters).
_LONGEST_NAME = 60
_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: White space that is more than one blank: replacing those alone makes few pieces of a long text.
SPACE = re.compile(r"\s{2,}|[^\S ]")
#: Characters that no text needs and lxml refuses or libxml2 stops at.
_CONTROL = bytes([*range(9), 11, 12, *range(14, 32)])
#: Tags of a page that are read, end tags counted too; the largest live report seen has a third of it.
_MOST_TAGS = 25_000
#: Attributes of an element that are read; the parser's time grows with the square of their number.
_MOST_ATTRIBUTES = 1_000
#: What a browser reads as text up to its end.
_RAW = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\b|(?P<noscript><noscript\b.*?</noscript\s*>)",
    re.IGNORECASE | re.DOTALL,
)
_LONG_TAG = re.compile(r"<[a-z][^<>]{8000,}", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s++[^\s=]*+(?:\s*+=\s*+(?:\"[^\"]*\"|'[^']*'|[^\s\"']++))?")


def bounded(text: str) -> str:
    """Return a page with no more tags and attributes than any page needs; the same text where it has no more."""
    place = -1
    if text.count("<") > _MOST_TAGS:
        for _ in range(_MOST_TAGS + 1):
            place = text.index("<", place + 1)
        text = text[:place]
    return _LONG_TAG.sub(_with_fewer_attributes, text)


def _with_fewer_attributes(tag: re.Match[str]) -> str:
    last = next(islice(_ATTRIBUTE.finditer(tag[0]), _MOST_ATTRIBUTES, None), None)
    return tag[0][: last.start()] if last else tag[0]


def build(text: str) -> Element | None:
    """Return the root of a page's tree, without comments; None where there is nothing to read.

    What stands in "noscript" is no markup to a browser that runs scripts, so that what is opened there opens nothing.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    if "<noscript" in text or "<NOSCRIPT" in text:
        text = _RAW.sub(lambda match: "" if match["noscript"] else match[0], text)
    data = text.encode("utf-8", errors="replace").translate(None, _CONTROL)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if root is not None:
        for other in list(root.itersiblings()):  # a page with two <html> has two roots, and one order of elements
            root.append(other)
    return root


def tokens(element: Element) -> str:
    """Return an element's class, id and test marks as one lower-case string of words between blanks."""
    get = element.get
    marks = f"{get('class', '')} {get('id', '')} {get('role', '')} {get('data-testid', '')} {get('data-component', '')}"
    return f" {' '.join(_TOKEN.findall(marks)).lower()} "


class Paths:
    """Where elements stand, as CSS-like paths from the nearest ancestor with an id, or from the body.

    The places of siblings are counted once for each parent, before anything is taken out of it, so that a path is that
    of the whole page and a page of a hundred thousand siblings costs no more than its size.
    """

    def __init__(self) -> None:
        self._places: dict[Element, dict[Element, int]] = {}

    def count(self, parent: Element) -> dict[Element, int]:
        """Return the place of each child among those of its tag, as they stood when this was first asked."""
        known = self._places.get(parent)
        if known is None:
            seen: Counter[object] = Counter()
            known = self._places[parent] = {}
            for child in parent:
                seen[child.tag] += 1
                known[child] = seen[child.tag]
        return known

    def of(self, element: Element) -> str:
        """Return the path of an element."""
        steps: list[str] = []
        node: Element | None = element
        while node is not None and node.tag not in ("body", "html"):
            steps.append(self._step(node))
            if node.get("id") or node.tag in ("article", "main"):
                break
            node = node.getparent()
        return " > ".join(reversed(steps))

    def _step(self, element: Element) -> str:
        tag = str(element.tag)
        identifier = element.get("id")
        if identifier:
            return f"{tag}#{next(iter(identifier.split()), '')[:_LONGEST_NAME]}"
        name = next(iter(element.get("class", "").split()), "")[:_LONGEST_NAME]
        parent = element.getparent()
        place = self.count(parent).get(element, 1) if parent is not None else 1
        return f"{tag}{'.' + name if name else ''}:{place}"


def allowed(text: str) -> str:
    """Return a text without the characters that lxml refuses to take back; "&#1;" brings them into a tree."""
    return _REFUSED.sub("", text)


def words(text: str | None) -> str:
    """Return a text with white space collapsed to single blanks."""
    return SPACE.sub(" ", text or "").strip()


def text_of(element: Element) -> str:
    """Return all text inside an element, white space collapsed."""
    return words(" ".join(map(str, element.itertext())) if len(element) else element.text)


def descendants(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the elements below ``element`` with one of the tags, in document order."""
    yield from (node for node in element.iter(*tags) if node is not element)
