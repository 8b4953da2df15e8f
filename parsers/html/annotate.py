"""Between pruning and walking: what the walk needs to know is written on the elements, all else is taken off.

Fewer attributes and fewer inline elements make the BeautifulSoup tree, which is most of the work, smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from parsers.html.class_names import is_caption, words_of
from parsers.html.tree import allowed

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element as Element

    from parsers.html.tree import Paths

#: Inline elements that say nothing about the text in them.
_PLAIN = (
    *(
        "abbr",
        "acronym",
        "bdi",
        "bdo",
        "big",
        "cite",
        "data",
        "del",
        "dfn",
        "font",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "s",
    ),
    *(
        "samp",
        "small",
        "strike",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "span",
        "em",
        "i",
        "strong",
        "b",
        "code",
    ),
    *("ruby", "rb", "rt", "rtc", "rp"),  # BeautifulSoup leaves readings out of texts
)
_KEPT = (
    "href",
    "src",
    "data-src",
    "data-lazy-src",
    "data-original",
    "alt",
    "title",
    "data-url",
    "cite",
    "data-instgrm-permalink",
)
_INLINE = frozenset((*_PLAIN, "a", "br"))
_PICTURES = frozenset(
    ("image", "img", "picture", "photo", "foto", "figure", "media", "attachment", "bild", "thumbnail")
)
#: Text beside a picture that is longer is no caption (characters).
_LONGEST_CAPTION = 500
_EMBEDS = frozenset(("twitter", "tweet", "instagram", "tiktok", "telegram", "facebook", "embed", "youtube", "fb"))


def annotate(top: Element, leads: Collection[Element], around: Collection[Element], paths: Paths) -> list[str]:
    """Write kinds and numbers on the elements of a pruned tree.

    Attributes written: ``z``, the index of the element's path; ``k``, what its names say that it is: "caption",
    "pull", "embed", "attribution", "lead".

    Args:
        top: the region that holds the story and nothing else.
        leads: the elements that hold its lead.
        around: the elements around the whole of it, which no name makes captions.
        paths: tells where elements stand in the whole page.

    Returns:
        The paths of the elements in the whole page.
    """
    kinds = {element: "" if element in around else _kind(element, leads) for element in top.iter()}
    places = {element: paths.of(element) for element, kind in kinds.items() if kind or element.tag not in _INLINE}
    for number, (element, kind) in enumerate(kinds.items()):
        kept = {name: element.get(name, "") for name in _KEPT if name in element.attrib}
        element.attrib.clear()
        for name, value in kept.items():
            element.set(name, allowed(value))
        if element in places:
            element.set("z", str(number))
        if kind:
            element.set("k", kind)
            if element.tag in _INLINE and element.tag != "a":
                element.tag = "div"
    etree.strip_tags(top, *_PLAIN)
    return [places.get(element, "") for element in kinds]


def _kind(element: Element, leads: Collection[Element]) -> str:
    if element in leads:
        return "lead"
    if element.tag in ("cite", "footer") and next(element.iterancestors("blockquote"), None) is not None:
        return "attribution"
    return _named_kind(element) if element.get("class") or element.get("id") or is_caption(element) else ""


def _named_kind(element: Element) -> str:
    """Return what an element's tag and names say that it is."""
    words = words_of(element)
    if is_caption(element) or (element.tag == "div" and words & _PICTURES and _is_picture(element)):
        return "caption"
    if element.tag in _INLINE:
        return ""
    if element.tag == "blockquote" and words & _EMBEDS:
        return "embed"
    return "pull" if "pullquote" in words or {"pull", "quote"} <= words else ""


def _is_picture(element: Element) -> bool:
    """Return whether an element is a picture with little text around it."""
    if next(element.iter("img", "picture"), None) is None:
        return False
    return len("".join(map(str, element.itertext())).strip()) < _LONGEST_CAPTION and len(element.findall(".//p")) <= 1
