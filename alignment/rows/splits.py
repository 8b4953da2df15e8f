"""Paragraphs of which another edition makes more lines than the search groups: the further lines join them.

The search groups at most ``groups.LONGEST`` units, and may stop before. Where one edition has several beside one
paragraph of another, a lone line behind them joins if it says what a sentence of that paragraph says that none of the
lines before it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.rows.moves import Found
from alignment.texts.sentences import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.rows.similarity import Group
    from alignment.rows.units import Texts

#: How much farther from its sentence a line may be than the farthest line of the group is from its own (cosine).
_FARTHER = 0.02
#: Units that an edition has beside the paragraph by the search.
_SEVERAL = 2


def join_split(rows: Sequence[Found], texts: Texts) -> list[Found]:
    """Join lone lines with the group beside them whose paragraph in another edition says what they say.

    The rows stand in reading order.
    """
    found: list[Found] = []
    for row in rows if texts.vectors else ():
        joined = _joined(found[-1], row, texts) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(row)
    return found or list(rows)


def _joined(row: Found, lone: Found, texts: Texts) -> Found | None:
    """Return a row with the lone line behind it, or None where they do not belong together."""
    if len(lone.present) != 1 or lone.moved or row.moved:
        return None
    (edition,) = lone.present
    start, size = row.groups[edition]
    line, width = lone.groups[edition]
    whole = [other for other in row.present if other != edition and row.groups[other][1] == 1]
    if size < _SEVERAL or width != 1 or start + size != line or not whole:
        return None
    others = [(other, texts.blocks[other][row.groups[other][0]]) for other in whole]
    lines = [texts.blocks[edition][each] for each in range(start, line + 1)]
    if len({number for number, _ in lines} | {number for _, (number, _) in others}) > 1:
        return None
    said = [text for _, text in lines]
    if not any(_says(text, texts.languages[other], said, texts.vectors) for other, (_, text) in others):
        return None
    groups: list[Group] = list(row.groups)
    groups[edition] = (start, size + 1)
    return Found(tuple(groups), row.odds)


def _says(paragraph: str, language: str, lines: Sequence[str], vectors: Vectors) -> bool:
    """Return whether a paragraph has a sentence that says what the last of some lines says, and one for each other."""
    spans = split(paragraph, language)
    if len(spans) < len(lines) or not all(lines):
        return False
    sentences = vectors.matrix(paragraph[begin:end] for begin, end in spans)
    matrix = vectors.matrix(lines)
    if sentences is None or matrix is None:
        return False
    cosines = matrix @ sentences.T
    nearest = cosines.argmax(axis=1)
    near = cosines.max(axis=1)
    return bool(nearest[-1] not in nearest[:-1] and near[-1] >= near[:-1].min() - _FARTHER)
