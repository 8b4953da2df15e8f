"""Why a row is a row: what was measured between its cells, and how much each measure speaks for it."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from alignment.rows.align import units
from alignment.rows.groups import group
from alignment.rows.pair_features import NAMES, features
from alignment.rows.similarity import WEIGHTS, weights_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from alignment.encoders.vectors import Vectors
    from alignment.rows.groups import Groups
    from alignment.types import Row
    from parsers.types import Article

    Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One measure between two cells.

    Attributes:
        feature: its name (see ``meaning``).
        value: what was measured.
        weight: log odds for each unit of it.
    """

    feature: str
    value: float
    weight: float

    @property
    def odds(self) -> float:
        """How much it speaks for the row (above 0) or against it, in log odds."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReasons:
    """Why the cells of two editions are thought the same; the reasons' odds add up to ``odds``.

    Attributes:
        first: an edition.
        second: another edition.
        reasons: the strongest first, for or against.
    """

    first: str
    second: str
    reasons: tuple[Reason, ...]

    @property
    def odds(self) -> float:
        """Log odds that the two cells say the same thing."""
        return sum(reason.odds for reason in self.reasons)


@cache
def meaning(feature: str) -> str:
    """Return what a feature measures, in English."""
    described: str = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["features"][feature]["meaning"]
    return described


def explain(articles: Mapping[str, Article], row: Row, vectors: Vectors) -> tuple[PairReasons, ...]:
    """Explain one row of an alignment; see ``explain_all``."""
    return next(explain_all(articles, (row,), vectors))


def explain_all(
    articles: Mapping[str, Article], rows: Iterable[Row], vectors: Vectors
) -> Iterator[tuple[PairReasons, ...]]:
    """Explain rows of an alignment; what whole editions are measured by is measured once.

    Args:
        articles: the editions by language.
        rows: some of their rows; a row of one edition has nothing to explain.
        vectors: the vectors that it was aligned with.

    Yields:
        For each row the reasons for each pair of editions that have a cell in it. Rivals and rareness are counted over
        the whole editions, which in very long ones differs a little from what the alignment saw.
    """
    languages = sorted(articles)
    grouped = dict(zip(languages, group(units(articles, languages, vectors)), strict=True))
    measured: dict[tuple[str, str], Matrix] = {}
    for row in rows:
        present = [language for language in languages if row.cells[language]]
        found = []
        for pair in itertools.combinations(present, 2):
            a, b = (grouped[language] for language in pair)
            if pair not in measured:
                measured[pair] = features(a, b)
            found.append(_pair(a, b, measured[pair], row))
        yield tuple(found)


def _pair(a: Groups, b: Groups, measured: Matrix, row: Row) -> PairReasons:
    places = _places(a, b, row.cells[a.language], row.cells[b.language])
    values = sum(measured[:, first, second] for first, second in places)
    found = (
        Reason(feature=name, value=float(value), weight=float(weight))
        for name, value, weight in zip(NAMES, np.asarray(values), weights_for(a, b), strict=True)
    )
    reasons = sorted((reason for reason in found if reason.odds), key=lambda reason: -abs(reason.odds))
    return PairReasons(first=a.language, second=b.language, reasons=tuple(reasons))


def _places(a: Groups, b: Groups, first: tuple[int, ...], second: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return where two cells are measured; as many blocks on both sides are measured one by one (see ``pair_odds``)."""
    if len(first) == len(second):
        return list(zip(first, second, strict=True))
    return [(a.of_size(len(first)).start + first[0], b.of_size(len(second)).start + second[0])]
