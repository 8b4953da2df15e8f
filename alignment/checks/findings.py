"""Making findings with ids from their content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from alignment.texts.words import plain
from alignment.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alignment.types import Evidence, FindingKind, Severity
    from locales.messages import Message


def finding(
    kind: FindingKind,
    severity: Severity,
    message: Message,
    *,
    edition: str | None,
    row: int | None,
    evidence: Iterable[Evidence],
    cause: str | None = None,
    confidence: float = 1.0,
) -> Finding:
    """Return a finding whose id is made from its kind, its edition and the words of its evidence."""
    pieces = tuple(evidence)
    shown = sorted(f"{piece.edition}:{_normalised(piece.text)}" for piece in pieces)
    digest = hashlib.sha256("\n".join([kind, edition or "", *shown]).encode())
    return Finding(
        id=digest.hexdigest()[:16],
        kind=kind,
        severity=severity,
        message=message,
        edition=edition,
        row=row,
        cause=cause,
        confidence=confidence,
        evidence=pieces,
    )


def _normalised(text: str) -> str:
    return " ".join(plain(text).split())
