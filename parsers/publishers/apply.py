"""A profile's selectors to the region that holds the story, in place of the search for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.html.prune import set_aside
from parsers.html.region import Region, common, counts
from parsers.html.text_blocks import INLINE, units
from parsers.html.tree import allowed
from parsers.publishers.profile import first, select

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from parsers.html.tree import Paths
    from parsers.publishers.profile import Profile
    from parsers.types import DroppedBlock

#: A body with less running text is no story: the template has changed (characters).
_SHORTEST = 50


def region(
    root: Element, profile: Profile, paths: Paths, boxes: frozenset[Element]
) -> tuple[Region | None, list[DroppedBlock]]:
    """Return where a profile says that the story stands, and what it dropped; None where its selectors do not fit.

    Args:
        root: the page's tree without scripts and styles; dropped elements are taken out of it.
        profile: the publisher's profile.
        boxes: the elements of the tree that hold block-level elements.
        paths: tells where elements stand in the whole page.
    """
    body = first(root, profile.body)
    if body is None or len("".join(map(str, body.itertext())).strip()) < _SHORTEST:
        return None, []
    dropped: list[DroppedBlock] = []
    for selector, reason in profile.drop:
        for element in select(root, selector):
            if element is not body and body not in element.iterdescendants():
                _part_around(element, boxes)
                set_aside(element, reason, dropped, paths)
    for selector in profile.caption:
        for element in select(root, selector):
            element.set("class", allowed(f"caption {element.get('class', '')}"))
    inside = [element for element in units(root) if element is body or body in element.iterancestors()]
    core = inside or [body]
    lead = first(root, profile.lead) if profile.lead else None
    headline = first(root, profile.headline)
    top = common([element for element in (*core, body, headline, lead) if element is not None])
    order = {element: number for number, element in enumerate(root.iter())}
    blocks = counts(element for element, unit in units(root).items() if unit.weight)
    found = Region(
        root=root, boxes=boxes, running=blocks, foreign={}, top=top,
        parents=frozenset((body,)), beside=frozenset(), core=tuple(core), first=core[0], last=core[-1],
        headline=headline, order=order, lead=lead,
    )  # fmt: skip
    return found, dropped


def _part_around(element: Element, boxes: frozenset[Element]) -> None:
    """Part a line where something is taken out of its middle: what stood around it is no one sentence."""
    line, before = element.getparent(), element.getprevious()
    if line is None or line in boxes:
        return
    begins = before is None and not (line.text or "").strip()
    ends = element.getnext() is None and not (element.tail or "").strip()
    if line.tag not in INLINE and (begins or ends):
        return
    after, element.tail = element.tail, None
    for tail in (after, None):
        part = element.makeelement("br")
        part.tail = tail
        element.addnext(part)
