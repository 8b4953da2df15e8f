"""The units that are aligned (blocks, or sentences), ready for comparing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from alignment.texts.keys import TOKEN, keys_of, letter_groups, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from alignment.encoders.vectors import Vectors

    Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of one edition, in reading order; arrays have one row for each.

    Attributes:
        language: BCP 47.
        lengths: characters.
        names: keys of names, acronyms and links.
        numbers: keys of numbers.
        letters: counts of letter groups, by bucket.
        marks: what punctuation tells (see ``anchors.marks``).
        vectors: sentence vectors, centred for the edition; None without an encoder.
        classes: units are aligned among their own class only.
    """

    language: str
    lengths: Matrix
    names: Sequence[frozenset[str]]
    numbers: Sequence[frozenset[str]]
    letters: Matrix
    marks: Matrix
    vectors: Matrix | None
    classes: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, begin: int, end: int) -> Units:
        """Return the units from ``begin`` to ``end`` (exclusive)."""
        return self.chosen(range(begin, min(end, len(self))))

    def chosen(self, indices: Sequence[int]) -> Units:
        """Return some of the units, as if they were neighbours."""
        rows = np.array(indices, dtype=np.int64)
        return Units(
            language=self.language,
            lengths=self.lengths[rows],
            names=[self.names[index] for index in indices],
            numbers=[self.numbers[index] for index in indices],
            letters=self.letters[rows],
            marks=self.marks[rows],
            vectors=None if self.vectors is None else self.vectors[rows],
            classes=self.classes[rows],
        )


@dataclass(frozen=True, slots=True)
class Texts:
    """The blocks of the editions, in the order of the rows' groups, for what joins rows when the search has ended.

    Attributes:
        languages: BCP 47.
        blocks: of each edition: the number of its class, and its text. None is joined with one of another class.
        vectors: sentence vectors; without them nothing is joined.
    """

    languages: Sequence[str]
    blocks: Sequence[Sequence[tuple[int, str]]]
    vectors: Vectors


def make_units(
    texts: Sequence[str],
    language: str,
    vectors: Matrix | None,
    *,
    more_keys: Sequence[frozenset[str]] | None = None,
    classes: Iterable[int] = (),
) -> Units:
    """Make texts ready for comparing.

    Args:
        texts: in reading order.
        language: BCP 47.
        vectors: one row for each text; None without an encoder.
        more_keys: keys of each text that do not stand in it, such as link targets.
        classes: a number for each text; texts are aligned among their own class only.
    """
    tokens = [TOKEN.findall(text) for text in texts]
    found = [keys_of(words, language) for words in tokens]
    more = more_keys or [frozenset()] * len(texts)
    return Units(
        language=language,
        lengths=np.array([len(text) for text in texts], dtype=np.float32),
        names=[names | others for (names, _), others in zip(found, more, strict=True)],
        numbers=[numbers for _, numbers in found],
        letters=letter_groups(tokens, language),
        marks=np.array([marks(text, language) for text in texts], dtype=np.float32).reshape(len(texts), 4),
        vectors=vectors,
        classes=np.fromiter(classes, dtype=np.int8) if classes else np.zeros(len(texts), dtype=np.int8),
    )
