"""Where in a page the story stands: the paragraphs that one template wrote, and what lies between them."""

from __future__ import annotations

import operator
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.html.anonymous_blocks import LINE
from parsers.html.block_features import Features, Page, features, shape, stretch
from parsers.html.block_features import trusts as name_trusts
from parsers.html.class_names import is_caption
from parsers.html.text_blocks import KEY, Trust, key, squeeze, units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from lxml.etree import _Element as Element

#: A guide that explains less of the page, or is found less on it, is not this page's text.
_GUIDE = 0.3
_COMPLETE = 0.85
#: A block with lower log-odds is not the story's, even between paragraphs that are (of -.5, -1, -1.5, -2 and -3, with
#: one source left out, -1 costs none of them anything and gives one .008).
_FOREIGN = -1.0
_MOST_LEADS = 2
#: The fewest sections or lists that make the element around them the story's.
_SECTIONS = 3
#: So many paragraphs in the article element of the headline, and what stands outside of it is another text.
_ENOUGH = 4
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a page that holds the story."""

    #: The whole page's tree.
    root: Element
    #: The elements that hold block-level elements; the others hold one line of text or none.
    boxes: frozenset[Element]
    #: How many blocks of running text an element holds.
    running: Mapping[Element, int]
    #: How many of these are of something else by all that is known of them.
    foreign: Mapping[Element, int]
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


def read(root: Element, *, title: str, description: str, guide: str) -> Page:
    """Return what is known of a page's blocks of running text.

    Args:
        root: the page's tree without scripts and styles, its lines parted.
        title: the article's title.
        description: the page's own summary.
        guide: the story's text as the page's metadata has it, if it does.
    """
    found = {element: unit for element, unit in units(root).items() if unit.weight and element.tag not in _HEADINGS}
    weights = {element: unit.weight for element, unit in found.items()}
    headline, certain = headline_of(root, title)
    return Page(
        root=root,
        weights=weights,
        linked={element: unit.linked / unit.text for element, unit in found.items()},
        paragraphs={element: unit.paragraphs for element, unit in found.items()},
        order={element: number for number, element in enumerate(root.iter())},
        headline=headline,
        certain=certain,
        trusts=name_trusts(weights, headline),
        about=f"{title} {description}",
        guided=_guided(weights, squeeze(guide)),
    )


def find(
    root: Element, *, boxes: frozenset[Element], title: str, description: str = "", guide: str = ""
) -> Region | None:
    """Return where the story stands, or None where nothing reads like one.

    The story is the stretch of the page whose blocks of running text have the largest sum of log-odds of being one.

    Args:
        root: the page's tree without scripts and styles.
        boxes: the elements of the tree that hold block-level elements.
        title: the article's title, to find the headline on the page.
        description: the page's own summary.
        guide: the story's text as the page's metadata has it, if it does.
    """
    page = read(root, title=title, description=description, guide=guide)
    lines = [] if page.weights else _short_lines(page)
    page = page._replace(weights=dict.fromkeys(lines, 1), trusts=dict.fromkeys(lines, 1.0)) if lines else page
    scores = [1.0] * len(lines) if lines else _scores(page)
    core = lines or _core(page, scores)
    if not core:
        return None
    foreign = counts(
        block
        for block, score in zip(page.weights, scores, strict=True)
        if score < _FOREIGN and page.trusts[block] == 1  # the pruner judges names by itself
    )
    weights, order, guided = page.weights, page.order, page.guided
    headline, certain = page.headline, page.certain
    if headline is not None and order[headline] > order[core[0]]:
        headline, certain = None, False
    trust = Trust()
    trusts = {element: trust.of(element) for element in weights}
    body = core[_leads(page, core) :]
    parents = _parents(body)
    if certain and headline is not None:
        core = [*_opening(page, trusts, core), *core]
    first, last = body[0], core[-1]
    top = common([element for element in (core[0], last, headline) if element is not None])
    known = sum(weights[element] for element in core if element in guided)
    complete = known > _COMPLETE * sum(weights[element] for element in core)
    return Region(
        root, boxes, counts(weights), foreign, top, parents, _beside(core, trusts, top), tuple(core), first, last,
        headline, order, squeeze(guide) if complete else "",
    )  # fmt: skip


def _within(page: Page, likely: list[Element]) -> list[Element]:
    """Return the paragraphs inside the smallest article or main element around the headline that has enough of them.

    Where its article has any, those in other articles are other stories.
    """
    around = list(page.headline.iterancestors("article", "main")) if page.headline is not None else []
    own = next((scope for scope in around if scope.tag == "article"), None)
    if own is None and page.headline is not None:
        around = [*_only_article(page, likely), *around]
    if own is not None and any(own in block.iterancestors() for block in likely):
        likely = [block for block in likely if not _is_of_another(block, own, around)]
    for scope in around:
        inside = [block for block in likely if block is scope or scope in block.iterancestors()]
        if sum(page.paragraphs[block] for block in inside) >= _ENOUGH:
            return inside
    return likely


def _only_article(page: Page, likely: list[Element]) -> list[Element]:
    """Return the article element behind the headline that the first of the paragraphs stands in, if it is the only one.

    Comments and teasers stand behind it.
    """
    articles = [next(block.iterancestors("article"), None) for block in likely]
    named = {article for article in articles if article is not None}
    after = page.headline is not None and likely and page.order[likely[0]] > page.order[page.headline]
    return list(named) if after and len(named) == 1 and articles[0] is not None else []


def _is_of_another(block: Element, own: Element, around: Collection[Element]) -> bool:
    """Return whether a block stands in an article that is neither the headline's nor inside it nor around it."""
    article = next(block.iterancestors("article"), None)
    return article is not None and article not in around and own not in block.iterancestors()


def _parents(body: Sequence[Element]) -> frozenset[Element]:
    """Return the elements whose children are the story's: around its paragraphs, and around most of these.

    A story in sections, or in lists under headings, has the heading of the first of them beside it.
    """
    parents = {parent for element in body if (parent := element.getparent()) is not None}
    around = Counter(node for parent in parents if (node := parent.getparent()) is not None)
    return frozenset(parents | {node for node, held in around.items() if held >= _SECTIONS and 2 * held > len(parents)})


def _leads(page: Page, core: Sequence[Element]) -> int:
    """Return how many paragraphs stand before those of the story's own shape: one or two are a lead."""
    shapes: dict[object, int] = {}
    for block in core:
        shapes[shape(block)] = shapes.get(shape(block), 0) + page.weights[block]
    own = max(shapes, key=shapes.__getitem__)
    before = next(place for place, block in enumerate(core) if shape(block) == own)
    return before if before <= _MOST_LEADS else 0


def _scores(page: Page) -> list[float]:
    """Return the log-odds that each block of running text is the story's."""
    weights = _weights()
    return [sum(map(operator.mul, row, weights)) for row in features(page)]


def _core(page: Page, scores: Sequence[float]) -> list[Element]:
    """Return the paragraphs of the stretch that reads most like a story; the likeliest alone where none does."""
    first, last = stretch([score * page.paragraphs[block] for block, score in zip(page.weights, scores, strict=True)])
    blocks = list(page.weights)
    likely = [
        block for block, score in zip(blocks[first : last + 1], scores[first : last + 1], strict=True) if score > 0
    ]
    likely = _within(page, likely)
    unnamed = [block for block in likely if page.trusts[block] == 1]
    if sum(page.weights[block] for block in unnamed) > sum(page.weights[block] for block in likely) / 2:
        return unnamed
    if sum(page.paragraphs[block] for block in unnamed) >= _ENOUGH:
        likely = likely[: likely.index(unnamed[-1]) + 1]
    return likely or blocks[scores.index(max(scores)) :][:1] if scores else []


def _short_lines(page: Page) -> list[Element]:
    """Return the paragraphs of the headline's article where the page has no running text: captions of a gallery."""
    own = next(page.headline.iterancestors("article"), None) if page.headline is not None else None
    if own is None:
        return []
    trust = Trust({own, *own.iterancestors()})
    return [line for line in own.iter("p") if squeeze("".join(map(str, line.itertext()))) and trust.of(line) == 1]


@cache
def _weights() -> tuple[float, ...]:
    table = tomllib.loads((Path(__file__).with_name("story.toml")).read_text(encoding="utf-8"))
    return Features(**table["weights"])


def counts(blocks: Iterable[Element]) -> dict[Element, int]:
    """Return for every element how many of some blocks it holds."""
    found: dict[Element, int] = {}
    for block in blocks:
        node: Element | None = block
        while node is not None:
            found[node] = found.get(node, 0) + 1
            node = node.getparent()
    return found


def _opening(page: Page, trusts: Mapping[Element, float], core: Sequence[Element]) -> list[Element]:
    """Return paragraphs between the headline and the story: a first one often has a wrapper of its own."""
    order = page.order
    begin = order[page.headline] if page.headline is not None else 0
    start = order[core[0]]
    chain = set(core[0].iterancestors())
    least = max(trusts[element] for element in core)
    return [
        element
        for element in page.weights
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


def _beside(core: Collection[Element], trusts: Mapping[Element, float], top: Element) -> frozenset[Element]:
    """Return elements around the story that hold paragraphs of their own too: a list's neighbours are the story's."""
    with_text = {element.getparent() for element, trust in trusts.items() if trust == 1}
    return frozenset(node for element in core for node in element.iterancestors() if node in with_text) - set(
        top.iterancestors()
    )


def _guided(weights: Mapping[Element, int], known: str) -> dict[Element, int]:
    """Return the blocks whose text the metadata has; nothing where that is not this page's text."""
    if not known:
        return {}
    found = {element: weight for element, weight in weights.items() if key(element) in known}
    return found if sum(found.values()) > _GUIDE * min(len(known), sum(weights.values())) else {}


def headline_of(root: Element, title: str) -> tuple[Element | None, bool]:
    """Return the h1 that reads like the title, or the first one with text, and whether it reads so."""
    wanted = squeeze(title).casefold()
    candidates = [element for element in root.iter("h1") if any(str(text).strip() for text in element.itertext())]
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
