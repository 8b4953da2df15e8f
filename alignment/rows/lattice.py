"""The one optimisation over all editions: the best way to cut them into rows in reading order.

A row takes a group of one to a few neighbouring units from some of the editions. Its gain is the sum of the log odds of
all its pairs, so that two editions which agree pull a third one in, less a cost where it groups units; a row of one
edition alone gains nothing. The best path reads all editions from begin to end with the largest sum of gains. No
edition plays a special part, and they come sorted, so their order changes nothing.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from alignment.rows.similarity import Group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.rows.similarity import PairOdds

#: The groups of a row, one for every edition.
Row = tuple[Group, ...]
#: How many units of each edition have been read.
State = tuple[int, ...]
#: Rows that can start at a state: what each gains, and how many units it takes from each edition.
Steps = list[tuple[float, State]]

#: The group of an edition that takes no part in a row.
ABSENT: Group = (0, 0)
#: What a row costs for each unit beyond one in its largest group: splits and merges are rare.
GROUP_COST = 2.0
#: Likely pairs of groups for each unit of a stretch, the likeliest. Stories have up to 12; texts that say nothing have
#: hundreds, and the rows that can be made of pairs are the square of these in three editions, the cube in four.
LIKELY = 16
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

    def gain(self, row: Row) -> float:
        """Return the gain of a row; 0 for a row of one edition."""
        present = [edition for edition, group in enumerate(row) if group[1]]
        pairs = itertools.combinations(present, 2)
        odds = sum(self.odds[first, second].of(row[first], row[second]) for first, second in pairs)
        return odds - GROUP_COST * (max(size for _, size in row) - 1) if len(present) > 1 else 0.0

    def best_path(self, begin: State, end: State) -> list[Row]:
        """Return the rows of the best path between two states, in reading order."""
        if sum(map(int.__ne__, begin, end)) < 2:  # noqa: PLR2004 - there is nothing to compare with
            return _one_by_one(begin, end)
        steps = self._steps(begin, end)
        layers: list[dict[State, tuple[float, State]]] = [{} for _ in range(sum(end) - sum(begin) + 1)]
        layers[0][begin] = (0.0, begin)
        for distance, layer in enumerate(layers):
            states = list(layer.items()) if len(layer) <= BEAM else sorted(layer.items(), key=_best_first)[:BEAM]
            for state, (score, _) in states:
                for gain, step in _from_state(state, end, steps):
                    target = tuple(map(int.__add__, state, step))
                    following = layers[distance + sum(step)]
                    if target not in following or score + gain > following[target][0] + 1e-9:
                        following[target] = (score + gain, step)
        return _walk_back(begin, end, layers)

    def _steps(self, begin: State, end: State) -> dict[tuple[int, ...], dict[State, Steps]]:
        """Return the rows that gain something, by the editions that take part, then by where these stand."""
        found: dict[tuple[int, ...], dict[State, Steps]] = {}
        for row in self._likely_rows(begin, end):
            gain = self.gain(row)
            if gain > 0:
                present = tuple(edition for edition, group in enumerate(row) if group[1])
                starts = tuple(row[edition][0] for edition in present)
                step = tuple(size for _, size in row)
                found.setdefault(present, {}).setdefault(starts, []).append((gain, step))
        return found

    def _likely_rows(self, begin: State, end: State) -> Iterator[Row]:
        """Yield the rows in which each group has a likely partner among those before it."""
        partners: dict[tuple[int, Group], dict[int, list[Group]]] = {}
        bar = self._bar(begin, end)
        for (first, second), odds in self.odds.items():
            for a, b in odds.likely((begin[first], end[first]), (begin[second], end[second]), bar):
                partners.setdefault((first, a), {}).setdefault(second, []).append(b)
                partners.setdefault((second, b), {}).setdefault(first, []).append(a)
        for edition, group in sorted(partners):
            yield from self._grow((ABSENT,) * edition + (group,), partners)

    def _bar(self, begin: State, end: State) -> float:
        """Return the log odds above which pairs are likely: 0, or as much as leaves so many pairs as there can be."""
        stretches = [*zip(begin, end, strict=True)]
        odds = [each.positive(stretches[first], stretches[second]) for (first, second), each in self.odds.items()]
        likely, most = np.concatenate(odds), LIKELY * sum(map(int.__sub__, end, begin))
        return float(np.partition(likely, -most)[-most]) if likely.size > most else 0.0

    def _grow(self, row: Row, partners: Mapping[tuple[int, Group], Mapping[int, list[Group]]]) -> Iterator[Row]:
        edition = len(row)
        if edition == len(self.sizes):
            if _sensible(row):
                yield row
            return
        yield from self._grow((*row, ABSENT), partners)
        likely: set[Group] = set()
        for other, group in enumerate(row):
            if group[1]:
                likely.update(partners.get((other, group), {}).get(edition, ()))
        for group in sorted(likely):
            yield from self._grow((*row, group), partners)


def _one_by_one(begin: State, end: State) -> list[Row]:
    """Return a row for every unit of the only edition that has any between two states."""
    return [
        tuple((unit, 1) if here == edition else ABSENT for here in range(len(begin)))
        for edition, (first, last) in enumerate(zip(begin, end, strict=True))
        for unit in range(first, last)
    ]


def _from_state(
    state: State, end: State, steps: Mapping[tuple[int, ...], Mapping[State, Steps]]
) -> Iterator[tuple[float, State]]:
    for edition, (at, last) in enumerate(zip(state, end, strict=True)):
        if at < last:
            yield 0.0, (0,) * edition + (1,) + (0,) * (len(state) - edition - 1)
    for present, rows in steps.items():
        yield from rows.get(tuple([state[edition] for edition in present]), ())


def _sensible(row: Row) -> bool:
    """Return whether a row is of two editions at least and cannot be cut: then some group is a single unit."""
    sizes = {size for _, size in row if size}
    return len(sizes) <= 2 and 1 in sizes and sum(1 for _, size in row if size) > 1  # noqa: PLR2004 - one, and one more


def _best_first(item: tuple[State, tuple[float, State]]) -> tuple[float, State]:
    state, (score, _) = item
    return -score, state


def _walk_back(begin: State, end: State, layers: Sequence[Mapping[State, tuple[float, State]]]) -> list[Row]:
    path: list[Row] = []
    state = end
    while state != begin:
        step = layers[sum(state) - sum(begin)][state][1]
        state = tuple(map(int.__sub__, state, step))
        path.append(tuple((at, size) if size else ABSENT for at, size in zip(state, step, strict=True)))
    return path[::-1]
