"""What tells a story's paragraphs from the other running text of a page, as numbers."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsers.html.text_blocks import HARDLY, Trust

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lxml.etree import _Element as Element

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w{4,}")
_SENTENCE_END = re.compile(r"[.!?…。»”\"'’)]\s*\Z")
_FEW = 3
#: Blocks between the headline and a paragraph that are counted.
_FAR = 30


class Features(NamedTuple):
    """One block of running text; shares are of all running text of the page, 0 to 1."""

    #: Always 1.
    constant: float
    #: Logarithm of its running text (characters), no more than that of a long paragraph.
    length: float
    #: Share of its text in links.
    linked: float
    #: Share of blocks of the same shape: tag, names of parent and grandparent, depth.
    shape: float
    #: Share of the heaviest shape that this one has.
    leading: float
    #: Blocks of its shape stand in three or more articles, or each alone in its parent.
    articles: float
    alone: float
    #: Those that are alone share their parents with a time, a name, a heading or a picture: the share of them.
    entry: float
    #: Share of what stands in the same parent, and in the parent's parent.
    siblings: float
    cousins: float
    #: Share of what has the same tag and own name wherever it stands.
    kind: float
    #: It stands after the headline; it comes before it.
    after: float
    before: float
    #: Blocks between the headline and it, in thirties, no more than 1.
    distance: float
    #: It stands in an article or main element, or one that is named the story's body, around the headline or after it.
    scope: float
    #: There is such an element, and it stands outside of it.
    outside: float
    #: That element's share.
    scope_share: float
    #: It stands in an article that does not hold the headline.
    other_article: float
    #: Its names or those around it, which do not hold the headline or most of the text, are those of other things.
    unlikely: float
    impossible: float
    #: Words of title and description in it, up to three, in thirds.
    topic: float
    #: The metadata has its text; the metadata has the text of other blocks.
    known: float
    unknown: float
    #: It ends as a sentence does.
    sentence: float
    #: Commas and full stops per fifty characters, no more than 1.
    marks: float
    #: Its parent, or the parent's parent, holds no third block and has a heading that is a link.
    card: float
    #: It is a paragraph; an item of a list; a cell of a table.
    paragraph: float
    item: float
    cell: float
    #: The block before it, and the one after it, has the same parent.
    joined: float


class Page(NamedTuple):
    """What is known of the blocks of a page."""

    root: Element
    #: Blocks of running text with its size (characters), in document order.
    weights: Mapping[Element, int]
    #: Share of a block's text in links.
    linked: Mapping[Element, float]
    #: Paragraphs that a block holds, as far as line breaks part them.
    paragraphs: Mapping[Element, int]
    order: Mapping[Element, int]
    headline: Element | None
    #: Title and description.
    about: str
    #: Blocks whose text the metadata has.
    guided: Collection[Element]


def features(page: Page) -> list[Features]:
    """Return the features of each block of running text of a page, in document order."""
    weights, blocks = page.weights, list(page.weights)
    total = sum(weights.values()) or 1
    sums = subtree_sums(weights)
    begin = page.order[page.headline] if page.headline is not None else -1
    chain = set(page.headline.iterancestors()) if page.headline is not None else set()
    trust = Trust(wide(page))
    shapes: dict[object, float] = defaultdict(float)
    kinds: dict[object, float] = defaultdict(float)
    for block, weight in weights.items():
        shapes[shape(block)] += weight
        kinds[_kind(block)] += weight
    articles: dict[object, set[Element]] = defaultdict(set)
    groups: dict[object, set[Element | None]] = defaultdict(set)
    counts: dict[object, int] = defaultdict(int)
    inside = subtree_sums(dict.fromkeys(blocks, 1))
    for block in blocks:
        articles[shape(block)].update(islice(block.iterancestors("article"), 1))
        groups[shape(block)].add(block.getparent())
        counts[shape(block)] += 1
    entries: dict[object, int] = defaultdict(int)

    def alone(block: Element) -> bool:
        return counts[shape(block)] >= _FEW and len(groups[shape(block)]) == counts[shape(block)]

    for block in blocks:
        if alone(block):
            entries[shape(block)] += _has_company(block)
    heaviest = max(shapes.values(), default=1)
    topic = set(_WORD.findall(page.about.casefold()))
    same = {one for pair in pairwise(blocks) if pair[0].getparent() is pair[1].getparent() for one in pair}
    before = sum(1 for block in blocks if page.order[block] < begin)
    scopes = [node for node in sums if _is_scope(node) and (node in chain or page.order[node] > begin)]
    found = []
    for place, block in enumerate(blocks):
        parent = block.getparent()
        above = parent.getparent() if parent is not None else None
        text = "".join(map(str, block.itertext()))
        scope = next((node for node in block.iterancestors() if _is_scope(node)), None)
        own_article = next(block.iterancestors("article"), None)
        after = page.order[block] > begin >= 0
        trusted = trust.of(block)
        holds = scope is not None and (scope in chain or page.order[scope] > begin)
        found.append(
            Features(
                constant=1.0,
                length=math.log(weights[block]) - math.log(50),
                linked=page.linked[block],
                shape=shapes[shape(block)] / total,
                leading=shapes[shape(block)] / heaviest,
                articles=float(len(articles[shape(block)]) >= _FEW),
                alone=float(alone(block)),
                entry=entries[shape(block)] / counts[shape(block)] if alone(block) else 0.0,
                siblings=sums[parent] / total if parent is not None else 0.0,
                cousins=sums[above] / total if above is not None else 0.0,
                kind=kinds[_kind(block)] / total,
                after=float(after),
                before=float(begin >= 0 and not after),
                distance=min(_FAR, place - before) / _FAR if after else 0.0,
                scope=float(holds),
                outside=float(bool(scopes) and not holds),
                scope_share=sums[scope] / total if scope is not None and holds else 0.0,
                other_article=float(own_article is not None and own_article not in chain and begin >= 0),
                unlikely=float(trusted == HARDLY),
                impossible=float(trusted < HARDLY),
                topic=min(_FEW, len(topic.intersection(_WORD.findall(text.casefold())))) / _FEW,
                known=float(block in page.guided),
                unknown=float(bool(page.guided) and block not in page.guided),
                sentence=float(_SENTENCE_END.search(text[-8:]) is not None),
                marks=min(1.0, 50 * sum(map(text.count, ".,。，、")) / max(1, len(text))),
                card=float(
                    any(node is not None and inside[node] < _FEW and _linked_heading(node) for node in (parent, above))
                ),
                paragraph=float(block.tag == "p"),
                item=float(block.tag == "li" or (parent is not None and parent.tag == "li")),
                cell=float(next(block.iterancestors("td", "th"), None) is not None or block.tag in ("td", "th")),
                joined=float(block in same),
            )
        )
    return found


def wide(page: Page) -> set[Element]:
    """Return the elements that hold the headline or most of the running text: their names say nothing."""
    sums = subtree_sums(page.weights)
    half = sum(page.weights.values()) / 2
    around = page.headline.iterancestors() if page.headline is not None else ()
    return {node for node in sums if sums[node] > half}.union(around)


def subtree_sums(weights: Mapping[Element, float]) -> dict[Element, float]:
    """Return for every element the weight of the blocks in it."""
    sums: dict[Element, float] = {}
    for element, weight in weights.items():
        node: Element | None = element
        while node is not None:
            sums[node] = sums.get(node, 0) + weight
            node = node.getparent()
    return sums


def shape(element: Element) -> tuple[object, ...]:
    """Return what blocks of one template have in common: names of their surroundings, and depth."""
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    parts = [(str(node.tag), _first_name(node)) for node in (parent, above) if node is not None]
    return (*parts, sum(1 for _ in element.iterancestors()))


def stretch(scores: Sequence[float]) -> tuple[int, int]:
    """Return the first and the last place of the stretch with the largest sum (Kadane); the first is larger if none."""
    best, bounds, total, start = 0.0, (1, 0), 0.0, 0
    for place, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, place
        total += score
        if total > best:
            best, bounds = total, (start, place)
    return bounds


def _kind(element: Element) -> tuple[str, str]:
    return str(element.tag), _first_name(element)


def _first_name(element: Element) -> str:
    """Return an element's first class without numbers: the others vary within one template."""
    return _DIGITS.sub("", next(iter(element.get("class", "").split()), ""))


def _has_company(block: Element) -> bool:
    """Say whether anything to see stands beside a block in its parent."""
    parent = block.getparent()
    return parent is not None and any(
        other is not block
        and (next(other.iter("img", "time"), None) is not None or any(map(str.strip, other.itertext())))
        for other in parent
    )


def _is_scope(element: Element) -> bool:
    return element.tag in ("article", "main") or "articleBody" in element.get("itemprop", "")


def _linked_heading(element: Element | None) -> bool:
    """Say whether there is a heading in an element that is a link."""
    if element is None:
        return False
    for place, heading in enumerate(element.iter("h2", "h3", "h4", "h5")):
        if heading.find(".//a") is not None or next(heading.iterancestors("a"), None) is not None:
            return True
        if place > _FAR:
            break
    return False
