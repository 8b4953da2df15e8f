"""Pages from standard input, where texts are pasted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from locales.messages import translatable
from sources.files import MAX_BYTES
from sources.types import Page, Reason, local_error

if TYPE_CHECKING:
    from typing import BinaryIO

_NAME = "standard input"
_EMPTY = translatable("{name} is empty; paste the article's text")
_TOO_LARGE = translatable("{name} has more than {limit} MB; give the article's page alone")


def from_stream(stream: BinaryIO) -> Page:
    """Return what stands on standard input; what it is, text or HTML, is seen when it is parsed.

    Raises:
        LocalError: there is nothing in it, or far too much.
    """
    raw = stream.read(MAX_BYTES + 1)
    if not raw.strip():
        raise local_error(Reason.EMPTY, _EMPTY, name=_NAME)
    if len(raw) > MAX_BYTES:
        raise local_error(Reason.TOO_LARGE, _TOO_LARGE, name=_NAME, limit=MAX_BYTES // 1_000_000)
    return Page(url=_NAME, raw=raw, fetched=datetime.now(UTC))
