"""Taking away, in the lxml tree, what is not the story: each thing with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from locales import described
from parsers.html.anonymous_blocks import LINE
from parsers.html.class_names import is_hidden, reason_to_drop, verdict, words_of
from parsers.html.text_blocks import DENSE, IDEOGRAPHS, INLINE, key, squeeze
from parsers.html.tree import allowed, text_of
from parsers.labels import split_word
from parsers.types import BlockKind, DroppedBlock, DropReason

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from parsers.html.region import Region
    from parsers.html.tree import Paths

_TEXTS = etree.XPath("descendant::text()[normalize-space()]")  # ".//text()" takes the square of the time
#: Elements without text that stand for something.
_VOID = ("br", "hr", "img", "iframe", "video", "audio", "picture", "embed", "amp-img", "source", "td", "th")
#: Less text after the story's last paragraph is no more story (characters).
_SMALL = 150
_DIVISIONS = frozenset(("div", "section", "article"))
_EMPTY = "empty"
#: The names that are believed of headings: others ("toc-3", "widget-title") are also put on the story's.
_FOR_HEADINGS = (DropReason.HIDDEN, DropReason.BYLINE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Less text beside its links, and a box is for the links (characters).
_FEW_CHARACTERS = 20
_SHORTEST_HEADLINE = 25
_PROSE = frozenset((LINE, "p", "ul", "ol", "blockquote", "h2", "h3", "h4", "table"))
#: What a plain paragraph of a story consists of; comments also have names, times and buttons.
_STORY = frozenset(("div", "p", "a", "b", "strong", "em", "i", "h2", "h3", "blockquote", "figure", "img", "figcaption"))
_BOXES = frozenset(("div", "section", "ul", "ol", "table", "dl", "figure", "li", "header", "article", "tr", "td"))
_MEDIA = ("figure", "picture", "img", "video", "iframe")
#: More of its text in links than this, and a box is a list of links.
_LINKED = 0.65
#: More of its text in links than this, and a paragraph is a link to another page.
_ALL_LINKED = 0.9
#: A lead is at least this long (characters).
_LEAD = 40
_LONGEST_LEAD = 1000
_LONGEST_CAPTION = 300
_LEAD_WORDS = frozenset(
    (
        *("lead", "lede", "standfirst", "dek", "deck", "subtitle", "subheadline", "subhead", "subheading", "summary"),
        *("intro", "introduction", "excerpt", "abstract", "chapeau", "vorspann", "perex", "ingress", "anons", "sapo"),
        *(
            "synopsis",
            "subtitulo",
            "entradilla",
            "description",
            "teaser",
            "highlights",
            "kicker",
            "preamble",
            "leadtext",
        ),
    )
)


@dataclass(slots=True)
class _Size:
    """Characters of all text and of linked text in an element."""

    text: int = 0
    linked: int = 0

    @property
    def share(self) -> float:
        return self.linked / self.text if self.text else 0.0


@dataclass(slots=True)
class Pruned:
    """What was taken away, and the lead if one stands apart from the story's paragraphs."""

    dropped: list[DroppedBlock] = field(default_factory=list)
    leads: list[Element] = field(default_factory=list)


class Pruner:
    """Decides, element by element from the top, what of a region is the story."""

    def __init__(self, region: Region, description: str, paths: Paths) -> None:
        self.region = region
        self.paths = paths
        self.description = squeeze(description)
        self.sizes = _sizes(region.top)
        self.start = region.order[region.first]
        self.end = region.order[region.last]
        self.around = {*region.core, *region.parents}
        self.around.update(node for element in region.core for node in element.iterancestors())
        self.misnamed = {verdict(node) for node in self.around if node.tag not in ("body", "html")}
        self.result = Pruned()
        #: Leads, pictures and the lines under them, which are kept with all that is in them.
        self.whole: set[Element] = set()
        self.kept_before = self._before()

    def prune(self) -> Pruned:
        """Remove what is not the story from the page and return it with reasons."""
        pending = [(self.region.root, False)]
        while pending:
            element, inside = pending.pop()
            if element not in self.region.boxes and element is not self.region.root:
                self._trim(element)
                continue
            inside = inside or element in self.region.parents
            for child in list(element):
                beside = element in self.region.beside and child.tag in _PROSE
                after = child.tag in _DIVISIONS and self._is_small_and_last(child)
                reason = None if (inside and not after) or beside else self._outside(child)
                named = verdict(child) if reason == DropReason.OUTSIDE else None
                reason = named[0] if named else reason or self._reason(child)
                if reason:
                    self._set_aside(child, reason)
                elif child not in self.result.leads:
                    pending.append((child, inside))
        return self.result

    def _trim(self, leaf: Element) -> None:
        """Take out of a line of text what readers do not see, and controls at its ends; its sentences stay whole."""
        pending = list(leaf)
        while pending:
            child = pending.pop(0)
            _as_break(child)
            if is_hidden(child) or _is_card(child):
                set_aside(child, DropReason.HIDDEN, self.result.dropped, self.paths)
            else:
                pending[:0] = child
        if leaf.tag in ("td", "th"):
            return  # the cells of a row are one line, of which this is no end
        while len(leaf) and not (leaf.text or "").strip() and reason_to_drop(leaf[0]) is DropReason.CONTROL:
            set_aside(leaf[0], DropReason.CONTROL, self.result.dropped, self.paths)
        while len(leaf) and not (leaf[-1].tail or "").strip() and reason_to_drop(leaf[-1]) is DropReason.CONTROL:
            set_aside(leaf[-1], DropReason.CONTROL, self.result.dropped, self.paths)

    def _set_aside(self, element: Element, reason: str) -> None:
        """Note each paragraph of what is dropped by itself, where it has several, and take it all out."""
        if element in self.region.boxes and self.region.running.get(element, 0) > 1:
            for child in list(element):
                named = verdict(child)
                self._set_aside(child, named[0] if named else reason)
        set_aside(element, reason, self.result.dropped, self.paths)

    def _is_small_and_last(self, element: Element) -> bool:
        size = self.sizes.get(element, _Size())
        return self.region.order[element] > self.end and size.text - size.linked < _SMALL

    def _before(self) -> set[Element]:
        """Return what is kept between the headline and the story: leads, pictures, and what they stand in."""
        headline = self.region.headline
        begin = self.region.order[headline] if headline is not None else 0
        kept: set[Element] = set()
        for element in self.region.top.iter():
            place = self.region.order[element]
            if place >= self.start:
                break
            if place > begin and element not in self.around:
                if self._is_photo_line(element):
                    pass
                elif self._is_lead(element) and not any(lead in element.iterancestors() for lead in self.result.leads):
                    self.result.leads.append(element)
                elif element.tag not in _MEDIA:
                    continue
                self.whole.add(element)
                kept.add(element)
                kept.update(element.iterancestors())
        return kept

    def _outside(self, element: Element) -> str | None:
        """Return a reason for what stands before or after the story."""
        if element in self.around or element in self.kept_before:
            return None
        if self.start <= self.region.order[element] <= self.end or not self.whole.isdisjoint(element.iterancestors()):
            return None
        return DropReason.TITLE if element is self.region.headline else DropReason.OUTSIDE

    def _is_photo_line(self, element: Element) -> bool:
        """Return whether a paragraph is the line under the picture: "Photo: ..."."""
        size = self.sizes.get(element)
        if element.tag not in ("p", "div") or size is None or size.text > _LONGEST_CAPTION:
            return False
        return element.find(".//p") is None and split_word(text_of(element), described(), "photo") is not None

    def _is_lead(self, element: Element) -> bool:
        if self.region.lead is not None:
            return element is self.region.lead
        size = self.sizes.get(element)
        if size is None or not _LEAD < size.text < _LONGEST_LEAD or size.share > _LINKED or element.tag in INLINE:
            return False
        text = key(element)[:40]
        if len(text) > _LEAD // 2 and text in self.description:
            return sum(1 for _ in element.iter("p", "div", "h2", "h3")) <= 2  # noqa: PLR2004 - itself and one inside
        return bool(words_of(element) & _LEAD_WORDS) and reason_to_drop(element) in (None, DropReason.READ_ALSO)

    def _reason(self, element: Element) -> str | None:
        """Return why an element inside the story's part of the page is no part of the story."""
        tag = str(element.tag)
        size = self.sizes.get(element)
        if element in self.around or element in self.result.leads or _is_of_a_quote(element):
            return None
        if size is None:
            return _EMPTY if _says_nothing(element) else None
        if tag in ("td", "th") and element not in self.region.boxes:
            return None  # a row of data is one line
        return DropReason.TAGS if size.share > _LINKED and _is_tags(element) else self._named(element, size)

    def _named(self, element: Element, size: _Size) -> str | None:
        """Return what the names, links and metadata around an element's text say against it."""
        tag, running = str(element.tag), self.region.running.get(element, 0)
        if running and self.region.foreign.get(element) == running and not self._is_lead(element):
            return DropReason.OUTSIDE
        named = verdict(element) or (_verdict_within(element) if tag == LINE else None)
        if named and named not in self.misnamed and (tag not in _HEADINGS or named[0] in _FOR_HEADINGS):
            return None if named[0] == DropReason.COMMENTS and self._is_story(element) else named[0]
        item = tag == "li" and element.getparent() in self.region.parents
        return None if item else _by_links(element, size) or self._unknown(element, size)

    def _is_story(self, element: Element) -> bool:
        """Return whether what is called comments stands among the story's paragraphs and is nothing but paragraphs."""
        last = self.region.order[self.region.last]
        return self.region.order[element] < last and all(node.tag in _STORY for node in element.iter())

    def _unknown(self, element: Element, size: _Size) -> str | None:
        """Return a reason for a paragraph that the metadata, which has the whole text, does not have."""
        known = self.region.guide
        if not known or element.tag != "p" or size.text <= _LEAD or key(element)[:40] in known:
            return None
        return DropReason.OUTSIDE


def _is_of_a_quote(element: Element) -> bool:
    """Return whether an element is a pull quote, or the name under a quote."""
    if element.tag in ("footer", "cite"):
        return next(element.iterancestors("blockquote"), None) is not None
    words = words_of(element) if element.tag in ("aside", "blockquote", "div") else frozenset()
    return "pullquote" in words or {"pull", "quote"} <= words


def _says_nothing(element: Element) -> bool:
    """Return whether an element without text stands for nothing either; an inline one may part two words."""
    tag = str(element.tag)
    if tag in _VOID or (tag in INLINE and not len(element)):
        return False
    return next(element.iter(*_VOID), None) is None


def _by_links(element: Element, size: _Size) -> str | None:
    """Return a reason for what consists of links to other pages."""
    tag = str(element.tag)
    if tag in _BOXES and size.share > _LINKED and _is_list_of_links(element, size):
        return DropReason.LINKS
    if tag in _BOXES and _is_list_of_teasers(element):
        return DropReason.READ_ALSO
    return DropReason.READ_ALSO if tag == "p" and size.share > _ALL_LINKED and _is_teaser(element) else None


def set_aside(element: Element, reason: str, dropped: list[DroppedBlock], paths: Paths) -> None:
    """Take an element out of the tree and note it with a reason, unless it says nothing."""
    text = "" if reason == _EMPTY else text_of(element)
    if text:
        dropped.append(DroppedBlock(kind=BlockKind.PARAGRAPH, text=text, reason=reason, path=paths.of(element)))
    parent = element.getparent()
    if parent is not None:
        paths.count(parent)
    remove(element)


def prune(region: Region, description: str, paths: Paths) -> Pruned:
    """Remove from the tree what is not the story.

    Args:
        region: where the story stands.
        description: the page's own summary, by which its lead is known.
        paths: tells where elements stand in the whole page.
    """
    return Pruner(region, description, paths).prune()


def _as_break(element: Element) -> None:
    """Make an empty element that a template calls "br" the line break that it stands for."""
    if element.tag == "span" and "br" in element.get("class", "").split() and not (element.text or len(element)):
        element.tag = "br"


def _is_list_of_links(element: Element, size: _Size) -> bool:
    """Return whether links are what an element is for, not the greater part of one sentence in it."""
    return size.text - size.linked < _FEW_CHARACTERS or next(islice(element.iter("a"), 1, None), None) is not None


def _verdict_within(line: Element) -> tuple[DropReason, str] | None:
    """Return what the name of the one element says that a line of text consists of."""
    alone = len(line) == 1 and not (line.text or "").strip() and not (line[0].tail or "").strip()
    return verdict(line[0]) if alone else None


def _is_tags(element: Element) -> bool:
    """Return whether links that call themselves tags of the page are what an element is for."""
    links = list(element.iter("a"))
    return len(links) > 1 and all("tag" in link.get("rel", "").split() for link in links)


def _is_card(element: Element) -> bool:
    """Return whether an element inside a line is a picture with links: a card that opens when one points at a name."""
    return element.tag in INLINE and element.find("img") is not None and len(element.findall("a")) > 1


def _is_list_of_teasers(element: Element) -> bool:
    """Return whether a box holds several headings and all of them are links."""
    headings = list(islice(element.iter("h2", "h3", "h4", "h5"), 8))
    return len(headings) > 1 and all(
        heading.find(".//a") is not None or next(heading.iterancestors("a"), None) is not None for heading in headings
    )


def _is_teaser(paragraph: Element) -> bool:
    """Return whether the link that a paragraph consists of is as long as a headline; names and sources are shorter."""
    longest = max((text_of(link) for link in paragraph.iter("a")), key=len, default="")
    return len(longest) * (DENSE if IDEOGRAPHS.search(longest) else 1) > _SHORTEST_HEADLINE


def _sizes(root: Element) -> dict[Element, _Size]:
    sizes: dict[Element, _Size] = {}
    for text in cast("list[Any]", _TEXTS(root)):
        node = text.getparent()
        if text.is_tail:
            node = node.getparent()
        size, linked = len(text.strip()), False
        while node is not None:
            entry = sizes.get(node)
            if entry is None:
                entry = sizes[node] = _Size()
            linked = linked or node.tag == "a"
            entry.text += size
            if linked:
                entry.linked += size
            if node is root:
                break
            node = node.getparent()
    return sizes


def remove(element: Element) -> None:
    """Take an element out and leave the text behind it in place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = allowed((parent.text or "") + element.tail)
        else:
            before.tail = allowed((before.tail or "") + element.tail)
    parent.remove(element)
