"""How findings stand: what counts, and what is listed without counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Finding

OPEN, DISMISSED, RESOLVED = "open", "dismissed", "resolved"
#: Somebody will mend the text; it counts until the text has changed.
PROMISED = "promised"
#: States that do not count.
SETTLED = (DISMISSED, RESOLVED)


def counted(comparison: Comparison, states: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings that count.

    Args:
        comparison: what was compared.
        states: how findings stand, by their ids; the others are open.
    """
    return tuple(finding for finding in comparison.findings if states.get(finding.id) not in SETTLED)


def listed(comparison: Comparison, states: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return all findings, those that count first, the most serious first among each."""
    order = sorted(comparison.findings, key=lambda finding: finding.severity.rank)
    return tuple(sorted(order, key=lambda finding: states.get(finding.id) in SETTLED))
