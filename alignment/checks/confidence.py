"""How often an editor would agree with a check, measured on texts with known edits."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Made by the alignment benchmark; the file says how.
TABLE = Path(__file__).with_name("confidence.toml")
#: For what has not been measured.
UNKNOWN = 0.5


@cache
def _table() -> Mapping[str, float]:
    table: Mapping[str, float] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["confidence"]
    return table


def confidence(check: str, cause: str | None = None) -> float:
    """Return the probability that an editor agrees with a finding of a check, for its cause where that is measured."""
    return _table().get(f"{check}/{cause}", _table().get(check, UNKNOWN))
