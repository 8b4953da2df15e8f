"""Taking away, in the lxml tree, what is not the story: each thing with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.tree import path, text_of, tokens
from parsers.types import BlockKind, DroppedBlock

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Elements without text for readers; nothing is recorded of them.
_SILENT = ("script", "style", "noscript", "template", "svg", "link", "meta", "object", "canvas", "map")
_REASONS = {
    "nav": "navigation", "footer": "navigation", "form": "boilerplate:form", "button": "boilerplate:control",
    "select": "boilerplate:control", "input": "boilerplate:control", "textarea": "boilerplate:control",
    "aside": "boilerplate:aside", "dialog": "boilerplate:dialog",
}  # fmt: skip
_TOKENS = {
    "share": "boilerplate:share", "social": "boilerplate:share", "related": "boilerplate:read-also",
    "recommended": "boilerplate:read-also", "newsletter": "boilerplate:newsletter", "subscribe": "boilerplate:newsletter",
    "comments": "boilerplate:comments", "breadcrumb": "navigation", "breadcrumbs": "navigation", "promo": "advertisement",
    "advert": "advertisement", "advertisement": "advertisement", "cookie": "boilerplate:cookies", "tags": "tags",
}  # fmt: skip


def prune(root: Element) -> list[DroppedBlock]:
    """Remove what is not the story from a subtree and return it with reasons."""
    dropped: list[DroppedBlock] = []
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str):
            continue
        if element.tag in _SILENT:
            _remove(element)
            continue
        reason = _REASONS.get(element.tag) or next(
            (_TOKENS[word] for word in tokens(element).split() if word in _TOKENS), None
        )
        if reason and element.getparent() is not None:
            text = text_of(element)
            if text:
                dropped.append(DroppedBlock(kind=BlockKind.PARAGRAPH, text=text, reason=reason, path=path(element)))
            _remove(element)
    return dropped


def _remove(element: Element) -> None:
    """Take an element out and leave the text behind it in place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
