"""What settings may say about the checks, for all publishers or for one."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - the same
from typing import ClassVar

from alignment.types import Severity  # noqa: TC001 - the same


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """What is wanted of the checks, by the names that ``zvirka checks`` shows."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    #: Checks that are not run.
    off: tuple[str, ...] = ()
    #: The severity that a check's findings get instead of its own.
    severity: Mapping[str, Severity] = field(default_factory=dict)
    #: A file with the house's terms; a name that is not absolute lies under the home folder. Without one
    #: ``glossary.toml`` there is read, if it is there.
    glossary: Path | None = None
