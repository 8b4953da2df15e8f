"""Texts cut to what a service takes at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: After a sentence, or where that is not short enough, between words.
_SENTENCE_END = re.compile(r"(?<=[.!?…»”\"])\s+")


def pieces_of(text: str, longest: int) -> Iterator[str]:
    """Cut a text at ends of sentences, or between words, so that no piece is longer than a service takes.

    Args:
        text: one or several paragraphs.
        longest: characters.
    """
    piece = ""
    for part in _parts(text, longest):
        if piece and len(piece) + 1 + len(part) > longest:
            yield piece
            piece = part
        else:
            piece = f"{piece} {part}" if piece else part
    if piece:
        yield piece


def _parts(text: str, longest: int) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(text):
        if len(sentence) <= longest:
            yield sentence
        else:
            for word in sentence.split():
                yield from (word[start : start + longest] for start in range(0, len(word), longest))
