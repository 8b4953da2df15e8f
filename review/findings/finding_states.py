"""How the findings of a story stand for the app: dismissed, promised, or open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.states import DISMISSED, PROMISED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from alignment.types import Comparison, Finding
    from storage.decisions import Standing


@dataclass(frozen=True, slots=True)
class Stand:
    """What was decided about a comparison's findings.

    Attributes:
        decided: the decisions.
        states: "dismissed" or "promised", by the ids of findings; the others are open.
    """

    decided: Standing
    states: Mapping[str, str]

    def open(self, comparison: Comparison) -> tuple[Finding, ...]:
        """Return the findings that somebody has to look at, the most serious first."""
        left = (each for each in comparison.findings if each.id not in self.states)
        return tuple(sorted(left, key=lambda each: each.severity.rank))


def stand(decided: Standing, now: datetime) -> Stand:
    """Return how findings stand at a time; a promise whose day has passed is open again."""
    promised = {name for name, each in decided.promised.items() if each.until is not None and each.until > now}
    return Stand(decided, dict.fromkeys(promised, PROMISED) | dict.fromkeys(decided.holding, DISMISSED))
