"""What each block does in the story: labels joined to their blocks, captions with credits, attributions, the lead."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from locales import table
from locales.tables import Speech
from parsers import language_detection
from parsers.labels import split_label, split_speaker, split_word
from parsers.types import Block, BlockKind, Link, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROLES = {
    "source": Role.SOURCE_LINE,
    "background": Role.BACKGROUND,
    "recall": Role.BACKGROUND,
    "as-reported": Role.BACKGROUND,
    "earlier": Role.BACKGROUND,
    "context": Role.BACKGROUND,
    "addition": Role.UPDATE,
    "points": Role.BOX,
}
_TEXT = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM))
_CREDIT = re.compile(r"(?<!\s)\s*\(([^()]{2,80})\)\s*\.?$")
#: "- наголосив Зеленський." as a paragraph of its own: a dash, a few words, a point.
_ATTRIBUTION = re.compile(r"^[-–—]\s*(\S[^.!?\"«“]{2,90})[.]?$")
#: A dash may stand before the mark; a bullet's line that only ends in one ("- He opened “The Park”") is no quotation.
_OPENS_QUOTE = re.compile(r"^(?:[-–—]\s*)?[\"«“„'‘]")
_ENDS_QUOTE = re.compile(r"[\"»”’'][.,!?…]*$")
_LONGEST_CAPTION = 300
#: Words of a caption that is nothing but a credit, or of a line that only says who speaks.
_FEW_WORDS = 4
#: Fewer characters do not tell the language of a block apart from that of the page.
_SHORTEST_FOREIGN = 40


def assign(blocks: Sequence[Block], languages: Sequence[str], article_language: str | None) -> list[Block]:
    """Return the blocks with roles, labels, credits, attributions and languages.

    Args:
        blocks: the story's blocks in reading order.
        languages: BCP 47 codes of the languages whose labels are known.
        article_language: the language of the whole, from which single blocks may differ.
    """
    known = tuple(languages)
    found = _labelled(_credited([_captioned(block, known) for block in blocks]), known)
    return [_with_language(block, known, article_language) for block in _with_lead(_attributed(found, known))]


def _captioned(block: Block, languages: tuple[str, ...]) -> Block:
    """Make "Photo: somebody (agency)" a caption with its credit, in a figure or in a plain paragraph."""
    rest = split_word(block.text, languages, "photo")
    if block.kind is BlockKind.CAPTION or (rest and block.kind is BlockKind.PARAGRAPH and len(rest) < _LONGEST_CAPTION):
        text = rest or block.text
        match = _CREDIT.search(text)
        if match and match.start():
            return replace(block, kind=BlockKind.CAPTION, text=text[: match.start()], credit=match[1], links=())
        about, end, last = text.rpartition(". ")
        who = split_word(last, languages, "photo") if about else None
        if who and not rest:
            return replace(block, kind=BlockKind.CAPTION, text=f"{about}{end}".rstrip(), credit=who, links=())
        alone = text if rest and len(text.split()) <= _FEW_WORDS else None
        return replace(
            block, kind=BlockKind.CAPTION, text=text, credit=alone or block.credit, links=() if rest else block.links
        )
    return block


def _credited(blocks: Sequence[Block]) -> list[Block]:
    """Give a caption the credit that stands in an element of its own behind it."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if (
            last is not None
            and block.kind is last.kind is BlockKind.CAPTION
            and block.credit == block.text
            and not last.credit
        ):
            found[-1] = replace(last, credit=block.credit)
        else:
            found.append(block)
    return found


def _labelled(blocks: Sequence[Block], languages: tuple[str, ...]) -> list[Block]:
    """Join label lines to the blocks that they introduce."""
    found: list[Block] = []
    waiting: str | None = None
    for block in blocks:
        label, text = split_label(block.text, languages) if _can_be_label(block) else (None, block.text)
        if label and not text:
            waiting = label
            continue
        label = label or (waiting if block.kind in _TEXT and _introduces(waiting, block) else None)
        if (block.kind in _TEXT or block.kind is BlockKind.HEADING) and not _in_box(block, label):
            waiting = None
        found.append(_with_label(block, label, text) if label else _spoken(_update(block, languages), languages))
    return found


def _introduces(label: str | None, block: Block) -> bool:
    """Return whether a label line can be that of a block: main points are bullets."""
    return label != "points" or block.kind is BlockKind.LIST_ITEM


def _in_box(block: Block, label: str | None) -> bool:
    """Return whether a block is one of the points of a box: their label is that of all the bullets below it."""
    return label == "points" and block.kind is BlockKind.LIST_ITEM


def _spoken(block: Block, languages: tuple[str, ...]) -> Block:
    """Make "Пряма мова Зеленського: ..." the quote of its speaker."""
    parts = split_speaker(block.text, languages) if block.kind is BlockKind.PARAGRAPH else None
    if not parts or not parts[1]:
        return block
    return replace(_with_label(block, "quote", parts[1]), attribution=parts[0])


def _can_be_label(block: Block) -> bool:
    return block.kind in _TEXT or block.kind is BlockKind.HEADING


def _with_label(block: Block, label: str, text: str) -> Block:
    cut = len(block.text) - len(text)
    links = tuple(
        Link(start=link.start - cut, end=link.end - cut, target=link.target)
        for link in block.links
        if link.start >= cut
    )
    kind = BlockKind.QUOTE if label == "quote" and block.kind is BlockKind.PARAGRAPH else block.kind
    return replace(block, kind=kind, text=text, links=links, label=label, role=_ROLES.get(label, block.role))


def _update(block: Block, languages: tuple[str, ...]) -> Block:
    """Mark "Updated at 17:26 ..." and "Нагадаємо, ..." without taking anything from the text."""
    first, _, rest = block.text.partition(" ")
    if block.kind is not BlockKind.PARAGRAPH or not rest:
        return block
    label, text = split_label(first.rstrip(",.:"), languages)
    if text or not label:
        return block
    if label == "addition" and any(character.isdigit() for character in rest[:12]):
        return replace(block, role=Role.UPDATE)
    return replace(block, role=Role.BACKGROUND) if label == "recall" and first.endswith(",") else block


def _attributed(blocks: Sequence[Block], languages: tuple[str, ...]) -> list[Block]:
    """Join a line that only says who speaks to the quote above it."""
    found: list[Block] = []
    for block in blocks:
        match = _ATTRIBUTION.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
        spoken = match and found and (_is_quote(found[-1]) or _is_said(found[-1], match[1], languages))
        if match and spoken and not found[-1].attribution:
            found[-1] = replace(found[-1], attribution=match[1].strip())
        else:
            found.append(block)
    return found


def _is_said(block: Block, line: str, languages: tuple[str, ...]) -> bool:
    """Return whether a few words have a verb of speech ("- Boiko emphasized."): then the text above needs no marks."""
    words = line.casefold().rstrip(".").split()
    return block.kind is BlockKind.PARAGRAPH and len(words) <= _FEW_WORDS and not _verbs(languages).isdisjoint(words)


@cache
def _verbs(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(verb for code in languages for verb in table(code, Speech).verbs)


def _is_quote(block: Block) -> bool:
    if block.kind in (BlockKind.QUOTE, BlockKind.PULL_QUOTE):
        return True
    return block.kind is BlockKind.PARAGRAPH and bool(_OPENS_QUOTE.match(block.text) and _ENDS_QUOTE.search(block.text))


def _with_lead(blocks: Sequence[Block]) -> list[Block]:
    """Mark the first paragraph as the lead where the page marks none."""
    if any(block.role is Role.LEAD for block in blocks):
        return list(blocks)
    plain = (place for place, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH and not block.role)
    first = next(plain, None)
    return [replace(block, role=Role.LEAD) if place == first else block for place, block in enumerate(blocks)]


def _with_language(block: Block, languages: tuple[str, ...], article_language: str | None) -> Block:
    if article_language is None or len(block.text) < _SHORTEST_FOREIGN:
        return block
    found = language_detection.by_letters(block.text, languages)
    return replace(block, language=found) if found and found != article_language else block
