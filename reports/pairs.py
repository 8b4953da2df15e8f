"""Rows as a translator works on them: from one language into another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from reports.aligned_rows import aligned_rows
from reports.quoting import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.types import Comparison, Draft
    from locales.interface import Interface
    from reports.aligned_rows import AlignedRow


@dataclass(frozen=True, slots=True)
class Unit:
    """One row between two languages."""

    row: AlignedRow
    source: str
    #: "" where the edition has nothing there: what a translator has to fill in.
    target: str
    #: Machine translations of the source; never part of the target.
    drafts: tuple[Draft, ...]
    #: What was found in the row, in the reader's language.
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """What two editions have to do with each other."""

    source: str
    target: str
    units: tuple[Unit, ...]

    @property
    def gaps(self) -> int:
        """How many units the target lacks."""
        return sum(not unit.target for unit in self.units)


def pairs(comparison: Comparison, interface: Interface, states: Mapping[str, str]) -> list[Pair]:
    """Return a pair for every two editions, in their order, and one the other way round for what the first lacks.

    So every row that one of the two has stands in exactly one unit of theirs, and every gap is a unit to be filled.

    Args:
        comparison: what was compared.
        interface: speaks the language of the notes.
        states: how findings stand, by their ids.
    """
    rows = list(aligned_rows(comparison, states))
    made = []
    for first, second in combinations(comparison.articles, 2):
        forth = [row for row in rows if row.texts[first]]
        back = [row for row in rows if row.texts[second] and not row.texts[first]]
        made += [_pair(comparison, interface, forth, first, second)] if forth else []
        made += [_pair(comparison, interface, back, second, first)] if back else []
    return made


def widest(made: Sequence[Pair]) -> Pair | None:
    """Return the pair with most to fill in, of equal ones the longest; None where there is none."""
    return max(made, key=lambda pair: (pair.gaps, len(pair.units)), default=None)


def _pair(comparison: Comparison, interface: Interface, rows: Sequence[AlignedRow], source: str, target: str) -> Pair:
    return Pair(source, target, tuple(_units(comparison, interface, rows, source, target)))


def _units(
    comparison: Comparison, interface: Interface, rows: Sequence[AlignedRow], source: str, target: str
) -> Iterator[Unit]:
    for row in rows:
        found = {finding.id: finding for finding in row.findings if finding.edition in {None, source, target}}
        yield Unit(
            row,
            row.texts[source],
            row.texts[target],
            tuple(
                draft
                for draft in comparison.drafts
                if draft.finding in found and (draft.source, draft.target) == (source, target) and draft.text
            ),
            tuple(told(finding, comparison, interface) for finding in found.values()),
        )
