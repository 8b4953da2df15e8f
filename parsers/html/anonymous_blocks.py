"""Text beside block-level elements gets an element of its own, as browsers do it (CSS: anonymous block boxes).

After that every text of the page stands in a leaf, an element that holds nothing but a line of text, and whoever keeps
or drops leaves and boxes of leaves can cut no word out of a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.html.text_blocks import INLINE
from parsers.html.tree import allowed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: The element around a line that stands beside blocks; no page has one of this name.
LINE = "line"
#: Elements that stand in a line of text like a letter, and do not part it.
_ATOMS = frozenset(
    ("br", "img", "picture", "source", "amp-img", "button", "label", "input", "select", "option", "optgroup",
     "textarea", "meter", "progress", "output", "ruby", "rb", "rt", "rp", "rtc", "audio", "video", "iframe", "embed",
     "meta", "link")
)  # fmt: skip
#: Empty elements that part a line, or are counted as cells of a table.
_PARTING = frozenset(("hr", "td", "th", "tr", "p"))
IN_LINE = INLINE | _ATOMS


def part_lines(root: Element) -> frozenset[Element]:
    """Put text that stands beside block-level elements into elements of its own.

    Args:
        root: the page's tree; changed in place, without any text being moved before or behind another.

    Returns:
        The boxes: all elements with a block-level element in them. The others hold one line of text or none.
    """
    boxes: dict[Element, None] = {}
    for element in root.iter():
        if not _in_line(element):
            node = element.getparent()
            while node is not None and node not in boxes:
                boxes[node] = None
                node = node.getparent()
    for box in boxes:
        _part(box, boxes)
    return frozenset(boxes)


def _in_line(element: Element) -> bool:
    """Return whether an element is part of a line: by its name, or because nothing in it could part one."""
    return element.tag in IN_LINE or not (
        len(element) or element.tag in _PARTING or (element.text and not element.text.isspace())
    )


def _part(box: Element, boxes: dict[Element, None]) -> None:
    """Wrap each run of text and inline elements of a box that has any text."""
    run: list[Element] = []
    before: Element | None = None
    for child in list(box):
        if _in_line(child) and child not in boxes:
            run.append(child)
            continue
        _wrap(box, before, run)
        run, before = [], child
    _wrap(box, before, run)


def _wrap(box: Element, before: Element | None, run: list[Element]) -> None:
    """Move the text behind ``before``, or at the beginning of the box, and the run after it into a line."""
    text = (box.text if before is None else before.tail) or ""
    if not text.strip() and not any(any(map(str.strip, map(str, one.itertext()))) or _tail(one) for one in run):
        return
    line = box.makeelement(LINE)
    line.text = allowed(text)
    if before is None:
        box.text = None
        box.insert(0, line)
    else:
        before.tail = None
        before.addnext(line)
    line.extend(run)


def _tail(element: Element) -> str:
    return (element.tail or "").strip()
