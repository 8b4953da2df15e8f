"""The one optimisation over all editions: the best way to cut them into rows in reading order.

A row takes a group of one to a few neighbouring units from some of the editions. Its gain is the sum of the log odds of
all its pairs, so that two editions which agree pull a third one in, less a cost where it groups units; a row of one
edition alone gains nothing. The best path reads all editions from begin to end with the largest sum of gains. No
edition plays a special part, and they come sorted, so their order changes nothing.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.similarity import PairOdds

#: A group: its first unit and how many units it has; (0, 0) where an edition takes no part.
Group = tuple[int, int]
#: The groups of a row, one for every edition.
Groups = tuple[Group, ...]
#: How many units of each edition have been read.
State = tuple[int, ...]

ABSENT: Group = (0, 0)
#: What a row costs for each unit beyond one in its largest group: splits and merges are rare.
GROUP_COST = 2.0
#: States kept at each distance from the beginning: short stretches are searched whole, longer ones by a beam.
BEAM = 400


@dataclass(frozen=True, slots=True)
class Lattice:
    """The search space.

    Attributes:
        sizes: units of each edition.
        odds: log odds of the groups of every pair of editions (by position, first < second).
    """

    sizes: State
    odds: Mapping[tuple[int, int], PairOdds]
    _candidates: dict[tuple[int, ...], dict[State, list[tuple[float, State]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for groups in self._rows():
            gain = self.gain(groups)
            if gain > 0:
                present = tuple(edition for edition, group in enumerate(groups) if group[1])
                starts = tuple(groups[edition][0] for edition in present)
                step = tuple(group[1] for group in groups)
                self._candidates.setdefault(present, {}).setdefault(starts, []).append((gain, step))

    def gain(self, groups: Groups) -> float:
        """Return the gain of a row; 0 for a row of one edition."""
        present = [edition for edition, group in enumerate(groups) if group[1]]
        pairs = itertools.combinations(present, 2)
        odds = sum(self.odds[first, second].of(groups[first], groups[second]) for first, second in pairs)
        return odds - GROUP_COST * (max(size for _, size in groups) - 1)

    def _rows(self) -> Iterator[Groups]:
        """Yield all rows in which each group has a likely partner, from the first edition that takes part on."""
        likely: dict[tuple[int, Group], dict[int, list[Group]]] = {}
        for (first, second), odds in self.odds.items():
            for a, b in odds.likely():
                likely.setdefault((first, a), {}).setdefault(second, []).append(b)
                likely.setdefault((second, b), {}).setdefault(first, []).append(a)
        for edition, group in sorted(likely):
            yield from self._grow((ABSENT,) * edition + (group,), likely)

    def _grow(self, groups: Groups, likely: Mapping[tuple[int, Group], Mapping[int, list[Group]]]) -> Iterator[Groups]:
        edition = len(groups)
        if edition == len(self.sizes):
            if _sensible(groups):
                yield groups
            return
        yield from self._grow((*groups, ABSENT), likely)
        partners = {
            partner
            for other, group in enumerate(groups)
            if group[1]
            for partner in likely.get((other, group), {}).get(edition, ())
        }
        for partner in sorted(partners):
            yield from self._grow((*groups, partner), likely)

    def best_path(self, begin: State, end: State) -> list[Groups]:
        """Return the rows of the best path between two states, in reading order."""
        layers: list[dict[State, tuple[float, State]]] = [{} for _ in range(sum(end) - sum(begin) + 1)]
        layers[0][begin] = (0.0, begin)
        for distance, layer in enumerate(layers):
            states = layer.items() if len(layer) <= BEAM else sorted(layer.items(), key=_best_first)[:BEAM]
            for state, (score, _) in states:
                for gain, step in self._steps(state):
                    target = tuple(map(int.__add__, state, step))
                    if all(map(int.__le__, target, end)):
                        following = layers[distance + sum(step)]
                        if target not in following or score + gain > following[target][0] + 1e-9:
                            following[target] = (score + gain, step)
        return _walk_back(begin, end, layers)

    def _steps(self, state: State) -> Iterator[tuple[float, State]]:
        for edition in range(len(state)):
            yield 0.0, tuple(int(edition == other) for other in range(len(state)))
        for present, rows in self._candidates.items():
            yield from rows.get(tuple(state[edition] for edition in present), ())


def _sensible(groups: Groups) -> bool:
    """Say whether a row is of two editions at least and cannot be cut: then some group is a single unit."""
    sizes = [size for _, size in groups if size]
    return len(sizes) > 1 and 1 in sizes and len(set(sizes)) <= 2  # noqa: PLR2004 - one, and one other


def _best_first(item: tuple[State, tuple[float, State]]) -> tuple[float, State]:
    state, (score, _) = item
    return -score, state


def _walk_back(begin: State, end: State, layers: Sequence[Mapping[State, tuple[float, State]]]) -> list[Groups]:
    path: list[Groups] = []
    state = end
    while state != begin:
        step = layers[sum(state) - sum(begin)][state][1]
        state = tuple(map(int.__sub__, state, step))
        path.append(tuple((at, size) if size else ABSENT for at, size in zip(state, step, strict=True)))
    return path[::-1]
