"""The version of zvirka, for reports and the User-Agent."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str:
    """Return the version that is installed."""
    from importlib.metadata import version as installed  # noqa: PLC0415 - imports the mail package

    return installed("zvirka")
