"""Where in a page the story stands: the smallest subtree that holds its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.tree import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UNITS = ("p", "h2", "h3", "h4", "li", "blockquote")
#: A paragraph shorter than this says little about where the story stands.
_SHORT = 40


def find(root: Element) -> Element | None:
    """Return the element that holds the story, or None where nothing reads like one."""
    marked = [element for element in root.iter() if "articleBody" in (element.get("itemprop") or "")]
    if marked:
        return max(marked, key=lambda element: len(text_of(element)))
    scores: dict[Element, float] = {}
    for unit in root.iter(*_UNITS):
        text = text_of(unit)
        anchors = sum(len(text_of(link)) for link in unit.iter("a"))
        size = len(text) - 2 * anchors
        if size < _SHORT:
            continue
        weight = min(size, 400) ** 0.75
        parent = unit.getparent()
        for share in (1.0, 0.6, 0.35):
            if parent is None or parent.tag in ("html", "body"):
                break
            scores[parent] = scores.get(parent, 0) + share * weight
            parent = parent.getparent()
    return max(scores, key=lambda element: scores[element]) if scores else None
