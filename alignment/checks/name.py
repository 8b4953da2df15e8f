"""Names that one edition has in place of what the others have."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from alignment.checks.naming import is_name, names, related, sounds
from alignment.checks.units import units
from alignment.checks.verdicts import finding
from alignment.messages import message
from alignment.types import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.context import Cell, RowText, Story
    from alignment.checks.naming import Name
    from alignment.checks.units import Passage
    from alignment.types import Finding

#: How much closer the editions must come without the name (share of the distance to unrelated texts)...
CLOSER = 0.014
CLOSER_IN_TITLE = 0.028
#: ... and how little farther, where the others share a name that this edition lacks.
FARTHER = -0.06
#: The length at which this is measured (characters).
USUAL_LENGTH = 70
#: Words of so few letters are seldom names (letters).
SHORTEST = 3


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every name that only one edition has and that is out of place there."""
    if not row.compared:
        return
    for unit in units(row):
        for passage in unit:
            others = [other for other in unit if other is not passage]
            for name in _strangers(passage, [cell for cell in row.cells if cell is not passage.cell]):
                rival = _lost(passage, others)
                if rival is None and _told_elsewhere(story, name):
                    continue
                gain = _gain(story, passage, name, others)
                if gain is not None and gain >= _needed(passage, name, rival=rival is not None):
                    yield _finding(row, passage, name, rival, decided=row.decided)
                    return


def _strangers(passage: Passage, others: Sequence[Cell]) -> Iterator[Name]:
    """Yield the names of a passage that no word of the other editions sounds like."""
    for name in names(passage.text, passage.cell.language):
        if name.opens or len(name.text) < SHORTEST or name.text[1].isupper():
            continue
        if any(name.sound.agrees(each.sound) for other in others for each in names(other.text, other.language)):
            continue
        if is_name(name.text, passage.cell.language) and not any(_heard(name, other) for other in others):
            yield name


def _needed(passage: Passage, name: Name, *, rival: bool) -> float:
    """Return the gain that decides; inside a title ("US Special Envoy") capitals tell less."""
    if rival:
        return FARTHER
    beside = [
        other
        for other in names(passage.text, passage.cell.language)
        if name.start - other.end == 1 or other.start - name.end == 1
    ]
    titled = any(not is_name(other.text, passage.cell.language) for other in beside)
    return CLOSER_IN_TITLE if titled else CLOSER


def _heard(name: Name, cell: Cell) -> bool:
    return any(name.sound.agrees(each) for each in sounds(cell.text, cell.language))


def _told_elsewhere(story: Story, name: Name) -> bool:
    """Say whether the editions share the name in another paragraph: then it stands for "he" here, or is a gloss."""
    return any(
        row.compared
        and all(any(name.sound.agrees(each.sound) for each in names(cell.text, cell.language)) for cell in row.cells)
        for row in story.rows
    )


def _lost(passage: Passage, others: Sequence[Passage]) -> tuple[Passage, Name] | None:
    """Return a name that all other editions share and this one lacks."""
    first, rest = others[0], others[1:]
    for name in names(first.text, first.cell.language):
        if name.opens or _heard(name, passage.cell):
            continue
        shared = all(
            any(name.sound.agrees(each.sound) for each in names(other.text, other.cell.language)) for other in rest
        )
        if shared and is_name(name.text, first.cell.language):
            return first, name
    return None


def _gain(story: Story, passage: Passage, name: Name, others: Sequence[Passage]) -> float | None:
    """Return how much closer the other editions come when the name is taken out; None without an encoder."""
    without = passage.text[: name.start] + passage.text[name.end :].lstrip()
    vectors = story.vectors
    vectors.ensure([passage.text, without, *(other.text for other in others)])
    before, after = vectors.get(passage.text), vectors.get(without)
    targets = [vectors.get(other.text) for other in others]
    if before is None or after is None:
        return None
    gains = [float((after - before) @ target) for target in targets if target is not None]
    length = min(len(each.text) for each in (passage, *others))
    return sum(gains) / len(gains) / (1 - story.unrelated) * math.sqrt(length / USUAL_LENGTH)


def _finding(
    row: RowText, passage: Passage, name: Name, rival: tuple[Passage, Name] | None, *, decided: bool
) -> Finding:
    edition = passage.cell.edition
    evidence = [*passage.cell.evidence(passage.start + name.start, passage.start + name.end)]
    severity = Severity.MAJOR
    if rival is None:
        text = message("{edition} names {value}, the others do not", edition=f"language:{edition}", value=name.text)
    else:
        other, lost = rival
        evidence += other.cell.evidence(other.start + lost.start, other.start + lost.end)
        text = message(
            "{edition} names {value}, the others name {other}",
            edition=f"language:{edition}",
            value=name.text,
            other=lost.text,
        )
        if related(name.sound, lost.sound):
            severity = Severity.INFO
    return finding(
        FindingKind.NAME,
        severity,
        text,
        edition=edition if decided else None,
        row=row.index,
        evidence=evidence,
    )
