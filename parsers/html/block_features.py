"""What tells a story's paragraphs from the other running text of a page, as numbers."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsers.html.text_blocks import HARDLY, Trust

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element as Element

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w{4,}")
_SENTENCE_END = re.compile(r"[.!?…。»”\"'’)]\s*\Z")
_FEW = 3
#: Levels between the headline's elements and a section of its story.
_NEAR = 2
#: The shortest block (characters).
_SHORT = 50
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
    #: The first block after the headline is of its shape.
    opening: float
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
    #: Whether the headline reads like the title.
    certain: bool
    #: Title and description.
    about: str
    #: Blocks whose text the metadata has.
    guided: Collection[Element]
    #: How far names let a block be the story's, 0 to 1; those around most of the text say nothing.
    trusts: Mapping[Element, float]


def features(page: Page) -> list[Features]:
    """Return the features of each block of running text of a page, in document order."""
    total = sum(page.weights.values()) or 1
    sums = subtree_sums(page.weights)
    inside = subtree_sums(dict.fromkeys(page.weights, 1))
    begin = page.order[page.headline] if page.headline is not None else -1
    chain = set(page.headline.iterancestors()) if page.headline is not None else set()
    sections = _sections(page, chain)
    groups = _groups(page, sections)
    heaviest = max((group.weight for group in groups.values()), default=1)
    kinds: dict[object, float] = defaultdict(float)
    for block, weight in page.weights.items():
        kinds[_kind(block)] += weight
    topic = set(_WORD.findall(page.about.casefold()))
    same = {one for pair in pairwise(page.weights) if pair[0].getparent() is pair[1].getparent() for one in pair}
    before = sum(1 for block in page.weights if page.order[block] < begin)
    first = next((block for block in page.weights if page.order[block] > begin >= 0), None)
    scopes = [node for node in sums if _is_scope(node) and (node in chain or page.order[node] > begin)]
    found = []
    for place, (block, weight) in enumerate(page.weights.items()):
        group = groups[block]
        parent = block.getparent()
        above = parent.getparent() if parent is not None else None
        text = "".join(map(str, block.itertext()))
        scope = next((node for node in block.iterancestors() if _is_scope(node) and node not in sections), None)
        article = next((node for node in block.iterancestors("article") if node not in sections), None)
        after = page.order[block] > begin >= 0
        trusted = page.trusts[block]
        holds = scope is not None and (scope in chain or page.order[scope] > begin)
        near = [node for node in (parent, above) if node is not None]
        found.append(
            Features(
                constant=1.0,
                length=math.log(weight) - math.log(_SHORT),
                linked=page.linked[block],
                shape=group.weight / total,
                leading=group.weight / heaviest,
                articles=float(len(group.articles) >= _FEW),
                alone=float(group.apart),
                entry=group.company / len(group.blocks),
                opening=float(first is not None and group is groups[first]),
                siblings=sums[parent] / total if parent is not None else 0.0,
                cousins=sums[above] / total if above is not None else 0.0,
                kind=kinds[_kind(block)] / total,
                after=float(after),
                before=float(begin >= 0 and not after),
                distance=min(_FAR, place - before) / _FAR if after else 0.0,
                scope=float(holds),
                outside=float(bool(scopes) and not holds),
                scope_share=sums[scope] / total if scope is not None and holds else 0.0,
                other_article=float(article is not None and article not in chain and begin >= 0),
                unlikely=float(trusted == HARDLY),
                impossible=float(trusted < HARDLY),
                topic=min(_FEW, len(topic.intersection(_WORD.findall(text.casefold())))) / _FEW,
                known=float(block in page.guided),
                unknown=float(bool(page.guided) and block not in page.guided),
                sentence=float(_SENTENCE_END.search(text[-8:]) is not None),
                marks=min(1.0, _SHORT * sum(map(text.count, ".,。，、")) / max(1, len(text))),
                card=float(any(inside[node] < _FEW and _linked_heading(node) for node in near)),
                paragraph=float(block.tag == "p"),
                item=float(block.tag == "li" or (parent is not None and parent.tag == "li")),
                cell=float(next(block.iterancestors("td", "th"), None) is not None or block.tag in ("td", "th")),
                joined=float(block in same),
            )
        )
    return found


@dataclass(slots=True)
class _Group:
    """The blocks of one shape."""

    blocks: list[Element] = field(default_factory=list)
    weight: float = 0.0
    #: The articles that they stand in.
    articles: set[Element] = field(default_factory=set)
    #: Each stands alone in its parent.
    apart: bool = False
    #: How many have something else beside them there, where each stands alone.
    company: int = 0


def _sections(page: Page, chain: AbstractSet[Element]) -> frozenset[Element]:
    """Return the article elements beside the headline that are parts of its story: others have a heading that links."""
    articles = {article for block in page.weights for article in block.iterancestors("article")} - {*chain}
    return frozenset(
        article
        for article in articles
        if not chain.isdisjoint(islice(article.iterancestors(), _NEAR)) and not _linked_heading(article)
    )


def _groups(page: Page, sections: Collection[Element]) -> dict[Element, _Group]:
    """Return the group of each block."""
    by_shape: dict[object, _Group] = defaultdict(_Group)
    found = {block: by_shape[shape(block)] for block in page.weights}
    for block, group in found.items():
        group.blocks.append(block)
        group.weight += page.weights[block]
        articles = (node for node in block.iterancestors("article") if node not in sections)
        group.articles.update(islice(articles, 1))
    for group in by_shape.values():
        group.apart = len(group.blocks) >= _FEW and len({one.getparent() for one in group.blocks}) == len(group.blocks)
        group.company = sum(map(_has_company, group.blocks)) if group.apart else 0
    return found


def trusts(weights: Mapping[Element, int], headline: Element | None) -> dict[Element, float]:
    """Return how far names let each block be the story's; those around the headline or most of the text say nothing."""
    half = sum(weights.values()) / 2
    around = headline.iterancestors() if headline is not None else ()
    sums = subtree_sums(weights)
    trust = Trust({node for node in sums if sums[node] > half and node not in weights}.union(around))
    return {block: trust.of(block) for block in weights}


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
    """Return whether anything to see stands beside a block in its parent."""
    parent = block.getparent()
    return parent is not None and any(
        other is not block
        and (next(other.iter("img", "time"), None) is not None or any(str(text).strip() for text in other.itertext()))
        for other in parent
    )


def _is_scope(element: Element) -> bool:
    return element.tag in ("article", "main") or "articleBody" in element.get("itemprop", "")


def _linked_heading(element: Element | None) -> bool:
    """Return whether there is a heading in an element that is a link."""
    if element is None:
        return False
    for place, heading in enumerate(element.iter("h2", "h3", "h4", "h5")):
        if heading.find(".//a") is not None or next(heading.iterancestors("a"), None) is not None:
            return True
        if place > _FAR:
            break
    return False
