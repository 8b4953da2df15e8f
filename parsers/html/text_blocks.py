"""The blocks of running text on a page, and how far the names around them let them be a story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from parsers.html.class_names import CERTAIN, reason_to_drop

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element as Element

#: Elements that never start a block of their own.
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"),
        *("tt", "u", "var", "wbr"),
    )
)
_TEXTS = etree.XPath("descendant::body/descendant::text()[string-length() >= 20]")
#: A block with less running text than this says little about where the story stands.
_SHORT = 50
#: Longer blocks count no more than this: one endless disclaimer is no story.
_LONG = 600
#: More of a block's text in links, and it is a teaser.
_LINKED = 0.5
#: What a block counts under a name that templates give to other things than stories, always or mostly.
_SURELY_NOT = 0.05
HARDLY = 0.35
KEY = 60
#: Scripts that say in one character what others say in three.
IDEOGRAPHS = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
DENSE = 3
_LETTERS = re.compile(r"\W+")


@dataclass(slots=True)
class Unit:
    """Running text and linked text of one block-level element (characters)."""

    text: int = 0
    linked: int = 0
    #: Pieces of running text between line breaks.
    paragraphs: int = 1
    #: The whole block stands inside a link.
    boxed: bool = False

    @property
    def weight(self) -> int:
        """How much the block says for its place being the story's."""
        running = self.text - self.linked
        return min(running, _LONG * self.paragraphs) if running >= _SHORT and self.linked < _LINKED * self.text else 0


def units(root: Element) -> dict[Element, Unit]:
    """Return the block-level elements that hold running text of their own, in document order."""
    found: dict[Element, Unit] = {}
    for node in cast("list[Any]", _TEXTS(root)):
        element = node.getparent()
        if node.is_tail:
            element = element.getparent()
        linked = False
        while element.tag in INLINE:
            linked = linked or element.tag == "a"
            element = element.getparent()
        unit = found.get(element)
        if unit is None:
            unit = found[element] = Unit(boxed=next(element.iterancestors("a"), None) is not None)
        linked = linked or unit.boxed
        size = len(node.strip()) * (DENSE if IDEOGRAPHS.search(node) else 1)
        unit.text += size
        if node.is_tail and node.getparent().tag == "br" and size > _SHORT:
            unit.paragraphs += 1
        unit.linked += size if linked else 0
    return found


def squeeze(text: str) -> str:
    """Return a text's letters and digits alone, so that texts with other spaces and marks compare."""
    return _LETTERS.sub("", text)


def key(element: Element) -> str:
    """Return the beginning of an element's text, squeezed."""
    return squeeze("".join(map(str, element.itertext()))[: 4 * KEY])[:KEY]


class Trust:
    """How far the names of an element and of those around it let it be a story.

    No name excludes: "paywall" and "widget" are also put on the story itself.

    Args:
        wide: elements whose names say nothing, since they hold the headline or most of the page's running text.
    """

    def __init__(self, wide: Collection[Element] = ()) -> None:
        self._wide = wide
        self._known: dict[Element, float] = {}

    def of(self, element: Element) -> float:
        """Return the trust in an element, 0 to 1; asked once of each ancestor."""
        chain: list[Element] = []
        node: Element | None = element
        while node is not None and node.tag not in ("body", "html") and node not in self._known:
            chain.append(node)
            node = node.getparent()
        trust = self._known.get(node, 1.0) if node is not None else 1.0
        for node in reversed(chain):
            reason = reason_to_drop(node) if node not in self._wide else None
            if reason:
                trust = min(trust, _SURELY_NOT if reason in CERTAIN else HARDLY)
            self._known[node] = trust
        return trust
