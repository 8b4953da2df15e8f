"""What the checks look for, beside what they found."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from alignment.checks.registry import CHECKS
from alignment.types import FindingKind
from reports.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locales.interface import Interface


@cache
def explanations(interface: Interface) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return, by kind of finding, what its checks look for and an example of each, in the reader's language."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for check in CHECKS:
        if check.kind is FindingKind.EXTRACTION_DOUBTFUL:
            continue  # parsers say so, too, for other reasons
        found[check.kind].append((sentence(check.summary, interface), sentence(check.example, interface)))
    return {kind: tuple(each) for kind, each in found.items()}
