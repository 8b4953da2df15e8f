"""Pages from pasted text and standard input."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from locales.messages import translatable
from sources.files import MAX_BYTES
from sources.types import Page, Reason, local_error

if TYPE_CHECKING:
    from typing import BinaryIO

_EMPTY = translatable("{name} is empty; paste the article's text")
_TOO_LARGE = translatable("{name} has more than {limit} MB; give the article's page alone")


def from_text(text: str, *, name: str = "text") -> Page:
    """Return pasted text as a page.

    Raises:
        LocalError: there is nothing in it, or far too much.
    """
    return _page(text.encode(), name, "utf-8", "text/plain")


def from_stream(stream: BinaryIO, *, name: str = "standard input") -> Page:
    """Return what stands on a stream, such as standard input; what it is, text or HTML, is seen when it is parsed.

    Raises:
        LocalError: there is nothing in it, or far too much.
    """
    return _page(stream.read(MAX_BYTES + 1), name, None, None)


def _page(raw: bytes, name: str, charset: str | None, media_type: str | None) -> Page:
    if not raw.strip():
        raise local_error(Reason.EMPTY, _EMPTY, name=name)
    if len(raw) > MAX_BYTES:
        raise local_error(Reason.TOO_LARGE, _TOO_LARGE, name=name, limit=MAX_BYTES // 1_000_000)
    return Page(url=name, raw=raw, media_type=media_type, http_charset=charset, fetched=datetime.now(UTC))
