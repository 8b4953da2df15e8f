"""What stands in a story without telling it: lines on where the news comes from, captions.

Editions fold source lines into the lead and choose their own pictures; neither is a difference.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.words import plain
from locales.tables import Sources
from parsers.types import BlockKind

if TYPE_CHECKING:
    from alignment.checks.types import RowText
    from parsers.types import Article

#: A longer sentence has something to say besides (words).
LONGEST = 12
_LAID_OUT = {BlockKind.CAPTION, BlockKind.IMAGE, BlockKind.EMBED}


@lru_cache(maxsize=1 << 14)
def is_source_line(text: str, language: str) -> bool:
    """Return whether a short text opens as such a line does: "Про це глава держави написав у Telegram."."""
    openings = _openings(language)
    return bool(openings) and len(text.split()) <= LONGEST and plain(text).startswith(openings)


@cache
def _openings(language: str) -> tuple[str, ...]:
    return tuple(plain(each) for each in locales.table(language, Sources).lines)


def is_laid_out(row: RowText) -> bool:
    """Return whether a row holds, in one edition at least, nothing but what is laid out anywhere."""
    return any(all(block.kind in _LAID_OUT for block in cell.blocks) for cell in row.cells)


def is_given_as_text(article: Article) -> bool:
    """Return whether an edition was pasted or read from a text file: what else its page holds is not known."""
    return bool(article.blocks) and all(block.path.startswith("line:") for block in article.blocks)
