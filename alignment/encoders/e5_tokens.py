"""Texts to the numbers of word pieces: the unigram tokenizer of multilingual-e5-small (Kudo 2018), word by word."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment.encoders.e5_model import Pieces

#: Stands before every word in place of the space; no piece has it inside, so words are cut up on their own.
MARK = "\u2581"
WORD = re.compile(f"{MARK}?[^{MARK}]+|{MARK}")
SPACES = re.compile(" {2,}")
#: How much less likely a character without a piece is than the rarest piece.
UNKNOWN_PENALTY = 10.0
#: Words whose pieces are remembered; a story has a few thousand.
REMEMBERED = 1 << 16


class Tokenizer:
    """Cuts texts into pieces so that the product of the pieces' probabilities is greatest."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._longest = max(map(len, pieces.ids))
        self._unknown_score = min(pieces.scores) - UNKNOWN_PENALTY
        self._words: dict[str, list[int]] = {}

    def tokens(self, text: str) -> list[int]:
        """Return the numbers of the text's pieces, without those that stand for its begin and end."""
        spaced = SPACES.sub(" ", text.translate(self._pieces.normal))
        marked = (spaced if spaced.startswith(" ") else f" {spaced}").replace(" ", MARK)
        return [token for word in WORD.findall(marked) for token in self._word(word)]

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """Return the text's pieces, each with the span of the characters that it stands for."""
        letters, origins = self._normal(text)
        found = []
        for word in WORD.finditer(letters.replace(" ", MARK)):
            at = word.start()
            for token in self._word(word[0]):
                end = at + (1 if token == self._pieces.unknown else len(self._spelled[token]))
                first = at + (letters[at] == " " and end > at + 1)
                found.append((token, origins[first], origins[end - 1] + 1))
                at = end
        return found

    def _normal(self, text: str) -> tuple[str, list[int]]:
        """Return the text as the pieces know it, and where in the text each of its characters comes from."""
        letters, origins = [" "], [0]
        for place, character in enumerate(text):
            for letter in self._pieces.normal.get(ord(character), character):
                if letter != " " or letters[-1] != " ":
                    letters.append(letter)
                    origins.append(place)
        return "".join(letters), origins

    @cached_property
    def _spelled(self) -> dict[int, str]:
        return {number: piece for piece, number in self._pieces.ids.items()}

    def _word(self, word: str) -> list[int]:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= REMEMBERED:
                self._words.clear()
            known = self._words[word] = self._cut(word)
        return known

    def _cut(self, word: str) -> list[int]:
        """Find the likeliest pieces: the best way to every character is the best way to an earlier one and a piece."""
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
        for end in range(1, len(word) + 1):
            ways = (self._way(word, start, end, best) for start in range(max(0, end - self._longest), end))
            best.append(max(filter(None, ways), key=lambda way: way[0]))
        found, end = [], len(word)
        while end:
            _, piece, end = best[end]
            found.append(piece)
        return found[::-1]

    def _way(
        self, word: str, start: int, end: int, best: list[tuple[float, int, int]]
    ) -> tuple[float, int, int] | None:
        piece = self._pieces.ids.get(word[start:end])
        if piece is not None and piece != self._pieces.unknown:
            return best[start][0] + self._pieces.scores[piece], piece, start
        if end - start > 1:
            return None
        return best[start][0] + self._unknown_score, self._pieces.unknown, start
