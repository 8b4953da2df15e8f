"""Ids of stories: stable, and safe in file names and addresses."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipeline.request import is_url

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters of the readable part.
_LENGTH = 60
_UNSAFE = re.compile(r"[^a-z0-9]+")


def story_id(sources: Iterable[str]) -> str:
    """Return the id of the story that some sources hold, whatever their order.

    Args:
        sources: addresses and files' names; a file counts by its full path.
    """
    full = sorted(source if is_url(source) else str(Path(source).absolute()) for source in sources)
    digest = hashlib.sha256("\n".join(full).encode()).hexdigest()[:12]
    readable = _readable(full[0])
    return f"{readable}-{digest}" if readable else digest


def _readable(source: str) -> str:
    """Return a few letters by which people recognise a source."""
    if is_url(source):
        parts = urlsplit(source)
        name = f"{(parts.hostname or '').removeprefix('www.')} {Path(unquote(parts.path)).stem}"
    else:
        name = Path(source).parent.name
    return _UNSAFE.sub("-", name.lower()).strip("-")[:_LENGTH].strip("-")
