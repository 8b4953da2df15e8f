"""What many comparisons have in common: for each publisher and pair of languages, what is missing and what differs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import permutations
from statistics import median
from typing import TYPE_CHECKING

from alignment.types import FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.types import Comparison, Finding

#: Stands for every publisher, and for every lag.
ALL = "all"
#: Hours that one edition came after another, by the upper end of each class; what comes before has a class of its own.
LAGS = ((1.0, "under 1 h"), (6.0, "1 to 6 h"), (24.0, "6 to 24 h"), (float("inf"), "over 24 h"))
EARLIER, UNKNOWN = "earlier", "unknown"
_HOUR = 3600.0


@dataclass(slots=True)
class Total:
    """What holds for one publisher, one language into another, and one class of lags."""

    publisher: str
    source: str
    target: str
    #: How much later than the source edition the target edition was published.
    lag: str
    stories: int = 0
    #: Rows that the source edition has.
    rows: int = 0
    #: Rows of these that the target edition does not have, whatever the reason.
    lacking: int = 0
    #: Findings about the target edition, by kind; "missing" among them leaves out what goes without saying.
    kinds: Counter[str] = field(default_factory=Counter)
    #: Hours, of the stories whose editions both have a time.
    hours: list[float] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """Rows of the source edition whose absence is a finding."""
        return self.kinds[FindingKind.MISSING.value]

    @property
    def share(self) -> float:
        """The share of missing rows, 0 to 1."""
        return self.missing / self.rows if self.rows else 0.0

    @property
    def median_hours(self) -> float | None:
        """The lag in the middle; None where no story tells."""
        return median(self.hours) if self.hours else None


class Totals:
    """Counts comparisons as they come and keeps none of them."""

    def __init__(self) -> None:
        self._totals: dict[tuple[str, str, str, str], Total] = {}

    def add(self, comparison: Comparison) -> None:
        """Count a comparison, for its publisher and for all of them."""
        publisher = comparison.house
        for source, target in permutations(comparison.articles, 2):
            hours = lag_hours(comparison, source, target)
            for name in dict.fromkeys((publisher, ALL)):
                for lag in (ALL, class_of(hours)):
                    _count(self._of(name, source, target, lag), comparison, hours)

    def lines(self) -> Iterator[Total]:
        """Yield the totals: by publisher, pair and lag, all lags of a pair before its classes."""
        order = [ALL, EARLIER, *(name for _, name in LAGS), UNKNOWN]
        yield from sorted(
            self._totals.values(), key=lambda each: (each.publisher, each.source, each.target, order.index(each.lag))
        )

    def _of(self, *key: str) -> Total:
        publisher, source, target, lag = key
        return self._totals.setdefault((publisher, source, target, lag), Total(publisher, source, target, lag))


def lag_hours(comparison: Comparison, source: str, target: str) -> float | None:
    """Return how many hours after one edition another was published; None where one of them has no time."""
    first, second = comparison.articles[source].published, comparison.articles[target].published
    return None if first is None or second is None else (second - first).total_seconds() / _HOUR


def class_of(hours: float | None) -> str:
    """Return the class of a lag."""
    if hours is None:
        return UNKNOWN
    return EARLIER if hours < 0 else next(name for end, name in LAGS if hours < end)


def _count(total: Total, comparison: Comparison, hours: float | None) -> None:
    rows = [row.cells for row in comparison.rows if row.cells.get(total.source)]
    total.stories += 1
    total.rows += len(rows)
    total.lacking += sum(not cells.get(total.target) for cells in rows)
    total.kinds.update(each.kind.value for each in comparison.findings if _about(each, comparison, total))
    if hours is not None:
        total.hours.append(hours)


def _about(finding: Finding, comparison: Comparison, total: Total) -> bool:
    """Whether a finding is about what the target edition makes of the source edition."""
    if finding.edition != total.target:
        return False
    return finding.row is None or bool(comparison.rows[finding.row].cells.get(total.source))
