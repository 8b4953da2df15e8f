"""The version of zvirka, for reports and the User-Agent."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

#: Files that a comparison depends on: code, tables, and the weights of networks.
_TELLING = frozenset((".py", ".toml", ".tsv", ".txt", ".gz", ".npz"))


@cache
def version() -> str:
    """Return the version that is installed."""
    from importlib.metadata import version as installed  # noqa: PLC0415 - imports the mail package

    return installed("zvirka")


@cache
def build() -> str:
    """Return what changes whenever the program does: the version, and a hash of its code and tables.

    A developer's change counts like a new version, or old results would be shown for pages that did not change; and all
    machines that run the same program call it the same.
    """
    return _of("alignment", "locales", "parsers", "pipeline")


@cache
def parser() -> str:
    """Return the same for the parser alone."""
    return _of("locales", "parsers")


def _of(*rooms: str) -> str:
    root, digest = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(path for room in rooms for path in root.joinpath(room).rglob("*") if path.suffix in _TELLING):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return f"{version()}-{digest.hexdigest()[:16]}"
