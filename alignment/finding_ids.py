"""Ids of findings."""

from __future__ import annotations

import hashlib


def finding_id(kind: str, *content: str) -> str:
    """Return the id of a finding: 16 hexadecimal digits of a hash of what it says, not of where it stands.

    Databases hold decisions under these ids: what goes in, and its order, must not change.

    Args:
        kind: the finding's.
        content: its edition, then whatever else makes it this finding and no other.
    """
    return hashlib.sha256("\n".join([kind, *content]).encode()).hexdigest()[:16]
