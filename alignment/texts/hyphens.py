"""Soft hyphens: where a browser may break a word. They are no letters, and would make every word another one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.types import Article, Block

SOFT_HYPHEN = "\u00ad"


def without_soft_hyphens(article: Article) -> Article:
    """Return an article without the soft hyphens in its title, blocks and dropped blocks; links keep their words."""
    texts = (article.title, *(each.text for each in article.blocks), *(each.text for each in article.dropped))
    if not any(SOFT_HYPHEN in text for text in texts):
        return article
    return replace(
        article,
        title=_bare(article.title),
        blocks=tuple(_block(block) for block in article.blocks),
        dropped=tuple(replace(block, text=_bare(block.text)) for block in article.dropped),
    )


def _bare(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "")


def _block(block: Block) -> Block:
    if SOFT_HYPHEN not in block.text:
        return block
    links = tuple(
        replace(link, start=len(_bare(block.text[: link.start])), end=len(_bare(block.text[: link.end])))
        for link in block.links
    )
    return replace(block, text=_bare(block.text), links=links)
