"""Words that one edition has in place of their opposites: "fell" where the others have "rose".

A table says which words turn a statement round (``locales/<language>/opposites.toml``); that an edition has one side of
a pair where the others have the other side is not enough, since both may stand in one passage for different things.
The encoder has to hold the two words for each other's counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.checks.card import Check, Contrast
from alignment.checks.negation.poles import poles
from alignment.checks.passages import Passage, units
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.negation.poles import Pole
    from alignment.checks.story import RowText, Story
    from alignment.encoders.vectors import Vectors
    from alignment.types import Finding

#: How often, of twice for each other edition, one of two words has to be the other one's nearest (share): where two
#: editions outvote the third, and where nobody bears it out.
AGREED, AGREED_BY_TWO = 0.5, 1.0
_INSTEAD = Contrast(
    others=translatable('{edition} says "{value}" where the others say the opposite: "{other}"'),
    second=translatable('{edition} says "{value}", {second} the opposite: "{other}"'),
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A word with an opposite, in one edition's passage."""

    passage: Passage
    pole: Pole

    @property
    def text(self) -> str:
        return self.passage.text[self.pole.start : self.pole.end]


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where an edition has a word's opposite: one for each unit of the row."""
    if not row.compared or not story.vectors.knows_words:
        return
    for unit in units(row):
        said = [[_Said(passage, pole) for pole in poles(passage.text, passage.cell.language)] for passage in unit]
        best = max(_turned(said, story.vectors), key=lambda each: each[0], default=None)
        if best and best[0] >= (AGREED if row.decided else AGREED_BY_TWO):
            yield _finding(row, *best[1:])


def _turned(said: Sequence[Sequence[_Said]], vectors: Vectors) -> Iterator[tuple[float, _Said, tuple[_Said, ...]]]:
    """Yield each word that may stand for its opposite, with the words that it stands for and how sure that is."""
    for pair in sorted(set.intersection(*({each.pole.pair for each in one} for one in said))):
        sides = [
            [[each for each in one if each.pole.pair == pair and each.pole.side == side] for side in (0, 1)]
            for one in said
        ]
        for fault, mine in enumerate(sides):
            others = [each for number, each in enumerate(sides) if number != fault]
            for side in (0, 1):
                more = len(mine[side]) > max(len(each[side]) for each in others)
                fewer = len(mine[1 - side]) < min(len(each[1 - side]) for each in others)
                if more and fewer:
                    yield from (
                        _stands_for(each, [other[1 - side] for other in others], vectors) for each in mine[side]
                    )


def _stands_for(
    word: _Said, opposites: Sequence[Sequence[_Said]], vectors: Vectors
) -> tuple[float, _Said, tuple[_Said, ...]]:
    """Return how sure a word stands for one of its opposites in each other edition, 0 to 1, and these."""
    found = [max(((_agreed(word, each, vectors), each) for each in one), key=lambda pair: pair[0]) for one in opposites]
    return sum(share for share, _ in found) / len(found), word, tuple(each for _, each in found)


def _agreed(one: _Said, other: _Said, vectors: Vectors) -> float:
    """Return how many of two words have the other one as the nearest in the other's passage: 0, 0.5 or 1."""
    alike = vectors.alike(one.passage.text, other.passage.text)
    here, there = one.pole.word, other.pole.word
    if alike is None or one.pole.negated is not other.pole.negated:
        return 0.0
    cosines = alike[0]
    if here >= cosines.shape[0] or there >= cosines.shape[1]:
        return 0.0
    return (int(cosines[here].argmax() == there) + int(cosines[:, there].argmax() == here)) / 2


def _finding(row: RowText, word: _Said, opposites: Sequence[_Said]) -> Finding:
    said = (word, *opposites)
    edition, second = word.passage.cell.edition, opposites[0]
    return CHECK.finding(
        _INSTEAD.message(edition, second.passage.cell.edition, decided=row.decided, value=word.text, other=second.text),
        edition=edition if row.decided else None,
        row=row.index,
        evidence=[
            piece
            for each in said
            for piece in each.passage.cell.evidence(
                each.passage.start + each.pole.start, each.passage.start + each.pole.end
            )
        ],
    )


CHECK = Check(
    name="opposite",
    kind=FindingKind.NEGATION,
    severity=Severity.CRITICAL,
    summary=message("A word in place of its opposite"),
    example=message("Prices rose against prices fell"),
    row=check,
)
