"""The version of zvirka, for reports and the User-Agent."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def version() -> str:
    """Return the version that is installed."""
    from importlib.metadata import version as installed  # noqa: PLC0415 - imports the mail package

    return installed("zvirka")


@cache
def build() -> str:
    """Return what changes whenever the program does: the version, and the time of its newest file.

    A developer's change counts like a new version, or old results would be shown for pages that did not change.
    """
    return _of("alignment", "locales", "parsers", "pipeline")


@cache
def parser() -> str:
    """Return the same for the parser alone."""
    return _of("locales", "parsers")


def _of(*rooms: str) -> str:
    root = Path(__file__).parents[1]
    newest = max(path.stat().st_mtime_ns for room in rooms for path in root.joinpath(room).rglob("*.[pt]*"))
    return f"{version()}-{newest}"
