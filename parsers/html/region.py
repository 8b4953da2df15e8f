"""Where in a page the story stands: the paragraphs that one template wrote, and what lies between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.html.class_names import is_caption, reason_to_drop
from parsers.html.lines import LINE
from parsers.html.text_blocks import HARDLY, KEY, Trust, key, squeeze, units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from lxml.etree import _Element as Element

#: What blocks count that each stand in an article of their own: other stories, or comments.
_EACH_ITS_OWN = 0.2
#: An article element that holds this share of all running text is the story's.
_SCOPE = 0.4
#: A guide that explains less of the page, or is found less on it, is not this page's text.
_GUIDE = 0.3
#: What a block gains whose text the metadata has, and the share of the story that is all of it.
_KNOWN = 3
_COMPLETE = 0.85
#: What the group of blocks that follows the headline gains.
_OPENING = 1.5
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Fewer blocks than this show no pattern.
_FEW = 3
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a page that holds the story."""

    #: The whole page's tree.
    root: Element
    #: The elements that hold block-level elements; the others hold one line of text or none.
    boxes: frozenset[Element]
    #: How many blocks of running text an element holds.
    running: Mapping[Element, int]
    #: The smallest element around the story and its headline.
    top: Element
    #: The elements whose children are the story's paragraphs.
    parents: frozenset[Element]
    #: Elements around those that hold single paragraphs of the story.
    beside: frozenset[Element]
    #: The story's paragraphs of one template.
    core: tuple[Element, ...]
    #: First and last paragraph of the story.
    first: Element
    last: Element
    #: The headline on the page, if it was found.
    headline: Element | None
    #: Every element's place in document order.
    order: Mapping[Element, int]
    #: Whether the page's metadata knows the whole text; then a paragraph that it does not know is none.
    guide: str = ""
    #: The lead, where a profile knows it.
    lead: Element | None = None


@dataclass(frozen=True, slots=True)
class _Signals:
    """What is known of the blocks with running text."""

    weights: Mapping[Element, int]
    trusts: Mapping[Element, float]
    #: Those whose text the page's metadata has.
    guided: Collection[Element]
    order: Mapping[Element, int]


def find(root: Element, *, boxes: frozenset[Element], title: str, guide: str = "") -> Region | None:
    """Return where the story stands, or None where nothing reads like one.

    Args:
        root: the page's tree without scripts and styles.
        boxes: the elements of the tree that hold block-level elements.
        title: the article's title, to find the headline on the page.
        guide: the story's text as the page's metadata has it, if it does.
    """
    weights = {
        element: unit.weight for element, unit in units(root).items() if unit.weight and element.tag not in _HEADINGS
    }
    known = squeeze(guide)
    guided = _guided(weights, known)
    order = {element: number for number, element in enumerate(root.iter())}
    headline, certain = _headline(root, title)
    trust = Trust()
    signals = _Signals(weights, {element: trust.of(element) for element in weights}, guided, order)
    core = _core(root, signals, order[headline] if headline is not None else 0)
    if not core:
        return None
    if headline is not None and order[headline] > order[core[0]]:
        headline, certain = None, False
    parents = frozenset(parent for element in core if (parent := element.getparent()) is not None)
    if certain and headline is not None:
        core = [*_opening(signals, order[headline], core), *core]
    first, last = min(core, key=order.__getitem__), max(core, key=order.__getitem__)
    top = common([element for element in (first, last, headline) if element is not None])
    complete = sum(guided.get(element, 0) for element in core) > _COMPLETE * sum(weights[element] for element in core)
    return Region(
        root,
        boxes,
        counts(weights),
        top,
        parents,
        _beside(core, signals, top),
        tuple(core),
        first,
        last,
        headline,
        order,
        known if complete else "",
    )


def counts(blocks: Iterable[Element]) -> dict[Element, int]:
    """Return for every element how many of some blocks it holds."""
    found: dict[Element, int] = {}
    for block in blocks:
        node: Element | None = block
        while node is not None:
            found[node] = found.get(node, 0) + 1
            node = node.getparent()
    return found


def _opening(signals: _Signals, begin: int, core: Collection[Element]) -> list[Element]:
    """Return paragraphs of another shape between the headline and the story: a first one often has its own."""
    order, trusts = signals.order, signals.trusts
    start = min(map(order.__getitem__, core))
    chain = set(min(core, key=order.__getitem__).iterancestors())
    least = max(trusts[element] for element in core)
    return [
        element
        for element in signals.weights
        if begin < order[element] < start
        and trusts[element] >= least
        and element.tag in ("p", LINE)
        and _near(element, chain)
        and next(element.iterancestors("figure", "li", "table"), None) is None
        and not is_caption(element)
    ]


def _near(element: Element, chain: Collection[Element]) -> bool:
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    return parent in chain or above in chain


def _beside(core: Collection[Element], signals: _Signals, top: Element) -> frozenset[Element]:
    """Return elements around the story that hold paragraphs of their own too: a list's neighbours are the story's."""
    with_text = {element.getparent() for element, trust in signals.trusts.items() if trust == 1}
    return frozenset(node for element in core for node in element.iterancestors() if node in with_text) - set(
        top.iterancestors()
    )


def _guided(weights: Mapping[Element, int], known: str) -> dict[Element, int]:
    """Return the blocks whose text the metadata has; nothing where that is not this page's text."""
    if not known:
        return {}
    found = {element: weight for element, weight in weights.items() if key(element) in known}
    return found if sum(found.values()) > _GUIDE * min(len(known), sum(weights.values())) else {}


def _core(root: Element, signals: _Signals, begin: int) -> list[Element]:
    """Return the paragraphs that one template wrote: the heaviest group of blocks of the same shape."""
    trusted = {
        element: weight * signals.trusts[element] * (_KNOWN if element in signals.guided else 1)
        for element, weight in signals.weights.items()
    }
    opening = next((element for element in trusted if begin and signals.order[element] > begin), None)
    scope = _scope(root, trusted, opening)
    groups: dict[object, list[Element]] = {}
    for element in trusted:
        if scope is root or element is scope or scope in element.iterancestors():
            groups.setdefault(_shape(element), []).append(element)

    def rate(group: Collection[Element]) -> float:
        return sum(trusted[element] for element in group) * _card(group) * (_OPENING if opening in group else 1)

    best = max(groups.values(), key=rate, default=[])
    unnamed = [element for element in best if reason_to_drop(element) is None]
    return unnamed if len(unnamed) > len(best) / 2 else best


def _card(group: Collection[Element]) -> float:
    """Return how far a group can be a story: blocks that each stand beside a linked heading are teasers."""
    articles = {next(element.iterancestors("article"), None) for element in group}
    if len(articles) >= _FEW:
        return _EACH_ITS_OWN
    parents = {element.getparent() for element in group}
    if len(parents) < len(group) or len(group) < _FEW:
        return 1.0
    teasers = sum(
        1
        for parent in parents
        if parent is not None and (_linked_heading(parent) or _linked_heading(parent.getparent()))
    )
    return HARDLY if teasers > len(group) / 2 else 1.0


def _linked_heading(element: Element | None) -> bool:
    """Say whether there is a heading in an element that is a link."""
    if element is None:
        return False
    for heading in element.iter("h2", "h3", "h4", "h5"):
        if heading.find(".//a") is not None or next(heading.iterancestors("a"), None) is not None:
            return True
    return False


def _sums(weights: Mapping[Element, float]) -> dict[Element, float]:
    """Return for every element the weight of the blocks in it."""
    sums: dict[Element, float] = {}
    for element, weight in weights.items():
        node: Element | None = element
        while node is not None:
            sums[node] = sums.get(node, 0) + weight
            node = node.getparent()
    return sums


def _scope(root: Element, weights: Mapping[Element, float], opening: Element | None) -> Element:
    """Return the article or main element that holds much of the text, what follows the headline too; or the page."""
    sums = _sums(weights)
    marked = [node for node in sums if node.tag in ("article", "main") or "articleBody" in node.get("itemprop", "")]
    around = {opening, *opening.iterancestors()} if opening is not None else set(sums)
    fit = [element for element in marked if element in around and sums[element] > _SCOPE * sums.get(root, 0)]
    return max(fit, key=lambda element: (sums[element], element.tag != "main"), default=root)


def _shape(element: Element) -> tuple[object, ...]:
    """Return what blocks of one template have in common: names of their surroundings, and depth."""
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    shape = [(str(node.tag), _first_name(node)) for node in (parent, above) if node is not None]
    return (*shape, sum(1 for _ in element.iterancestors()))


def _first_name(element: Element) -> str:
    """Return an element's first class without numbers: the others vary within one template."""
    return _DIGITS.sub("", next(iter(element.get("class", "").split()), ""))


def _headline(root: Element, title: str) -> tuple[Element | None, bool]:
    """Return the h1 that reads like the title, or the first one, and whether it reads so."""
    wanted = squeeze(title).casefold()
    candidates = list(root.iter("h1"))
    for element in candidates:
        text = squeeze("".join(map(str, element.itertext()))).casefold()
        if text and (text[:KEY] in wanted or wanted[:KEY] in text):
            return element, True
    return next(iter(candidates), None), False


def common(elements: Iterable[Element]) -> Element:
    """Return the smallest element around all of them."""
    first, *others = elements
    chains = [set(element.iterancestors()) for element in others]
    node = first.getparent()
    while node is not None and not all(node in chain for chain in chains):
        node = node.getparent()
    return first if node is None else node
