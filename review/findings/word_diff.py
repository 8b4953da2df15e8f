"""What changed between two versions of a page, word by word: both are stored, so nobody has to remember."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.types import Article

#: A word, or whatever stands between two.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Paragraphs as alike as this (0 to 100) are one that was changed, and not one that went and one that came.
ALIKE = 40.0
#: Words and signs that are compared one by one; what is longer is shown as a whole.
LONGEST = 3_000
#: What a piece of text is: in both versions, in the old one, in the new one.
Kind = Literal["same", "gone", "new"]
SAME: Final = "same"
GONE: Final = "gone"
NEW: Final = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph."""

    kind: Kind
    text: str


#: A paragraph that changed, in pieces.
Paragraph = tuple[Piece, ...]


def changed(before: Article, after: Article) -> tuple[Paragraph, ...]:
    """Return the paragraphs that differ between two versions of a page, in their order, the headline first."""
    old, new = _texts(before), _texts(after)
    found: list[Paragraph] = []
    gone: list[str] = []
    came: list[str] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            found += _paired(gone, came)
            gone, came = [], []
        gone += old[step.src_start : step.src_end] if step.tag == "delete" else []
        came += new[step.dest_start : step.dest_end] if step.tag == "insert" else []
    return (*found, *_paired(gone, came))


def _texts(article: Article) -> list[str]:
    return [text for text in (article.title, *(block.text for block in article.blocks)) if text]


def _paired(gone: Sequence[str], came: Iterable[str]) -> Iterator[Paragraph]:
    """Yield what stands between two paragraphs that stayed: each new one with the old one that it is most like."""
    left = list(gone)
    for text in came:
        place = _most_like(left, text)
        if place is None:
            yield (Piece(NEW, text),)
            continue
        for each in left[:place]:  # the order of the old page: what stood before it went
            yield (Piece(GONE, each),)
        yield words(left[place], text)
        del left[: place + 1]
    for each in left:
        yield (Piece(GONE, each),)


def _most_like(texts: Sequence[str], wanted: str) -> int | None:
    """Return the place of the text that is most like another; None where none is like it."""
    likeness = [fuzz.ratio(each, wanted) for each in texts]
    return likeness.index(max(likeness)) if max(likeness, default=0.0) >= ALIKE else None


def words(before: str, after: str) -> Paragraph:
    """Return a text in pieces that stayed, went or came, word by word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) > LONGEST or len(new) > LONGEST:
        return Piece(GONE, before), Piece(NEW, after)
    kinds: dict[str, Kind] = {"equal": SAME, "delete": GONE, "insert": NEW}
    pieces: list[Piece] = []
    for step in Indel.opcodes(old, new):
        said = new[step.dest_start : step.dest_end] if step.tag == "insert" else old[step.src_start : step.src_end]
        pieces.append(Piece(kinds[step.tag], "".join(said)))
    return tuple(_together(pieces))


def _together(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces so that words that changed one after the other are one change, blanks between them included."""
    gone, new = "", ""
    for place, each in enumerate(pieces):
        blank = each.kind == SAME and not each.text.strip() and (gone or new) and place + 1 < len(pieces)
        if each.kind == SAME and not blank:
            yield from _change(gone, new)
            gone, new = "", ""
            yield each
        gone += each.text if blank or each.kind == GONE else ""
        new += each.text if blank or each.kind == NEW else ""
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterator[Piece]:
    yield from ([Piece(GONE, gone)] if gone else [])
    yield from ([Piece(NEW, new)] if new else [])
