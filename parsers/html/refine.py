"""Blocks as they stand on the page to the blocks of the story: repetitions, teasers and stray headings go."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.boilerplate import phrases
from parsers.html.text_blocks import squeeze
from parsers.labels import split_word
from parsers.metadata.dates import visible
from parsers.types import Block, BlockKind, DroppedBlock, DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PROSE = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.PULL_QUOTE)
)
_NAMED = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
#: A short text that stands on the page this often is a label of the template.
_OFTEN = 3
_SHORT = 35
#: A paragraph this long that stands there twice is shown twice (a pull quote, a summary).
_LONG = 40
#: "Read also: ..." - a few words, then a link to the end.
_PREFIX = 45
_TEASER = 0.45
_LONGEST_DATELINE = 120
_LONGEST_BYLINE = 80
_END_MARKS = ".!?…:;»”\"'"
_SHORTEST_HEADLINE = 25
#: The names of sections have none of these.
_SENTENCE_MARKS = re.compile(r"[.:!?…：。]")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)\s*\d{4}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://)?(?:www\.)?(?:twitter|x|facebook|instagram|t)\.(?:com|me)/\w+"
)


def refine(blocks: Sequence[Block], title: str, languages: Sequence[str]) -> tuple[list[Block], list[DroppedBlock]]:
    """Return the story's blocks, and the others with reasons.

    Args:
        blocks: what the walk found, in reading order.
        title: the article's title.
        languages: BCP 47 codes of the languages whose phrases are known.
    """
    known = phrases(tuple(languages))
    often = Counter(block.text for block in blocks if len(block.text) < _SHORT)
    seen: dict[str, str] = {}
    pulled = any(block.kind is BlockKind.PULL_QUOTE for block in blocks)  # seldom, and squeezing a story takes memory
    story = squeeze("".join(block.text for block in blocks if block.kind is BlockKind.PARAGRAPH)) if pulled else ""
    rules: tuple[Callable[[Block], str | None], ...] = (
        lambda block: _is_title(block, squeeze(title).casefold()),
        lambda block: _is_trail(block, title.casefold()),
        lambda block: DropReason.REPEATED if block.text and often[block.text] >= _OFTEN else None,
        lambda block: known.reason(block.text) if block.kind in _NAMED else None,
        _is_dateline,
        _is_address,
        _is_line_of_links,
        lambda block: (
            DropReason.BYLINE if block.kind is BlockKind.PARAGRAPH and authors_in(block.text, languages) else None
        ),
        _is_teaser,
        lambda block: _is_duplicate(block, seen),
        lambda block: _is_pulled(block, story),
    )
    kept, dropped = [], []
    for block in blocks:
        reason = next(filter(None, (rule(block) for rule in rules)), None)
        if reason:
            dropped.append(dropped_block(block, reason))
        else:
            kept.append(_without_alt(block, title))
    return _without_stray_headings(kept, dropped), dropped


def _is_title(block: Block, title: str) -> str | None:
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return None
    return DropReason.DUPLICATE_OF_TITLE if title and squeeze(block.text).casefold() == title else None


def _is_trail(block: Block, title: str) -> str | None:
    """Recognise the way to the page: the names of its sections and, at the end, its title."""
    folded = block.text.casefold()
    if block.kind is not BlockKind.PARAGRAPH or len(title) < _SHORTEST_HEADLINE or not folded.endswith(title):
        return None
    before = folded.removesuffix(title)
    return DropReason.NAVIGATION if len(before) <= _PREFIX and not _SENTENCE_MARKS.search(before) else None


def _is_address(block: Block) -> str | None:
    """Recognise a line that is only somebody's mail address or account, or whose the page is."""
    if block.kind in _NAMED and _COPYRIGHT.match(block.text) and len(block.text) <= _LONGEST_DATELINE:
        return DropReason.FOOTER
    return DropReason.BYLINE if block.kind in _NAMED and _ADDRESS.fullmatch(block.text) else None


def _is_line_of_links(block: Block) -> str | None:
    """Recognise a line that is only links to do something with the page: "Print | Full version"."""
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST_BYLINE:
        return None
    if not any(link.target.startswith(("javascript:", "#", "mailto:")) for link in block.links):
        return None
    beside = block.text
    for link in reversed(block.links):
        beside = beside[: link.start] + beside[link.end :]
    return None if any(character.isalnum() for character in beside) else DropReason.LINKS


def _is_dateline(block: Block) -> str | None:
    """Recognise a short line without an end mark that has a date with its year: when and by whom it was published."""
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST_DATELINE or block.text[-1] in _END_MARKS:
        return None
    return DropReason.BYLINE if visible(block.text, "UTC") else None


def authors_in(text: str, languages: Sequence[str]) -> str | None:
    """Return whom a line of its own names as authors ("Author: A, B"); None for other texts."""
    named = split_word(text, tuple(languages), "author") if len(text) <= _LONGEST_BYLINE else None
    words = (named or "").split()
    return named if 2 * sum(word[0].isupper() for word in words) >= len(words) else None  # else it is a sentence


def _is_teaser(block: Block) -> str | None:
    """Recognise a paragraph that is a few words and a link to another page."""
    if block.kind not in _PROSE or not block.links or block.kind is BlockKind.LIST_ITEM:
        return None
    linked = sum(link.end - link.start for link in block.links)
    prefix = block.text[: block.links[0].start].strip()
    at_end = block.links[-1].end >= len(block.text.rstrip(' .»"”'))
    led_in = len(prefix) < _PREFIX and (not prefix or prefix[-1] in ":|>→–—-»•" or prefix.isupper())
    whole = at_end and led_in and linked > max(_TEASER * len(block.text), _SHORTEST_HEADLINE)
    return DropReason.READ_ALSO if whole else None


def _is_pulled(block: Block, story: str) -> str | None:
    """Recognise a pull quote that says what a paragraph says."""
    return DropReason.DUPLICATE if block.kind is BlockKind.PULL_QUOTE and squeeze(block.text) in story else None


def _is_duplicate(block: Block, seen: dict[str, str]) -> str | None:
    """Recognise a template's copy for another size of screen; what an author wrote twice stands side by side."""
    if block.kind not in _PROSE or block.kind is BlockKind.PULL_QUOTE or len(block.text) < _LONG:
        return None
    parent = block.path.rpartition(" > ")[0]
    return DropReason.DUPLICATE if seen.setdefault(block.text, parent) != parent else None


def _without_alt(block: Block, title: str) -> Block:
    """Leave the headline out where it stands as an image's description."""
    return replace(block, text="") if block.kind is BlockKind.IMAGE and block.text == title else block


def _without_stray_headings(blocks: list[Block], dropped: list[DroppedBlock]) -> list[Block]:
    """Drop headings that nothing follows: what they stood over was taken away."""
    last = max((place for place, block in enumerate(blocks) if block.kind in _PROSE), default=-1)
    kept = []
    for place, block in enumerate(blocks):
        if place > last and block.kind is BlockKind.HEADING:
            dropped.append(dropped_block(block, DropReason.HEADING_OF_NOTHING))
        else:
            kept.append(block)
    return kept


def dropped_block(block: Block, reason: str) -> DroppedBlock:
    """Return a block as one that is set aside, with who said it and whose picture it is.

    Args:
        block: as it was read.
        reason: a `DropReason`.
    """
    text = " ".join(filter(None, (block.text, block.attribution, block.credit)))
    return DroppedBlock(kind=block.kind, text=text, reason=reason, path=block.path)
