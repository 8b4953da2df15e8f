"""A second extractor's reading of a page: where the two differ widely, neither is believed without a person."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.types import BlockKind, notice

if TYPE_CHECKING:
    from parsers.types import Article

#: Two readings that share a smaller part of their words than this differ widely.
DOUBTFUL = 0.6
_WORD = re.compile(r"\w+")
#: What trafilatura reads too; it leaves captions and embeds out.
_COMPARED = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM))


def second_opinion(article: Article, raw: bytes) -> Article:
    """Return the article, with a notice and the other reading's lines where trafilatura reads the page otherwise.

    It more than doubles the time of a page, so that it is asked only where somebody wants it.

    Args:
        article: the article as it was parsed.
        raw: the page that it was parsed from.
    """
    lines = _trafilatura(raw)
    ours = " ".join(block.text for block in article.blocks if block.kind in _COMPARED)
    shared = agreement(ours, " ".join(lines))
    if shared >= DOUBTFUL:
        return article
    percent = round(100 * shared)
    doubt = notice(
        "extraction-doubtful",
        "second-opinion",
        "a second extractor read the page otherwise: of 100 words the two share {share}",
        share=percent,
    )
    notices = (*article.notices, doubt)
    return replace(article, notices=notices, second_opinion=lines)


def agreement(first: str, second: str) -> float:
    """Return how many words two texts share, 0 to 1 (F1): labels and joined lines break runs of words, not words."""
    one, other = (Counter(_WORD.findall(text.casefold())) for text in (first, second))
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _trafilatura(raw: bytes) -> tuple[str, ...]:
    import trafilatura  # noqa: PLC0415 - heavy, and seldom asked

    text = trafilatura.extract(raw, include_comments=False, include_tables=False) or ""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
