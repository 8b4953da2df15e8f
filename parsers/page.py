"""Bytes of any kind to an article: HTML, or text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from locales import DEFAULT_LANGUAGES
from parsers import charset
from parsers.html import parse_html
from parsers.text import parse_text
from parsers.types import UnreadablePageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.types import Article

_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x7fELF", b"MZ\x90")  # fmt: skip
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|span|meta|script|title|table|ul|br)\b",
    re.IGNORECASE,
)


def parse(
    raw: bytes,
    *,
    url: str,
    media_type: str | None = None,
    languages: Sequence[str] = DEFAULT_LANGUAGES,
    http_charset: str | None = None,
) -> Article:
    """Return the article that some bytes hold; their content decides what they are, not their name.

    Args:
        raw: what was received or read.
        url: its address, or the file's name.
        media_type: the media type of the HTTP header, if there was one; only a hint.
        languages: BCP 47 codes of the editions that are expected.
        http_charset: the charset of the HTTP header, if there was one.

    Raises:
        UnreadablePageError: with a reason and one clear sentence.
    """
    if not raw.strip():
        raise UnreadablePageError(url, "empty", "the page is empty")
    if raw.lstrip().startswith(_MAGIC):
        raise UnreadablePageError(
            url, "not-text", "this is no web page or text but another kind of file; give an HTML page or text"
        )
    if _TAG.search(raw.replace(b"\x00", b"") if b"\x00" in raw[:4096] else raw):
        return parse_html(raw, url=url, languages=languages, http_charset=http_charset)
    decoded = charset.decode(raw, http_charset)
    if not decoded.readable or "\x00" in decoded.text:
        raise UnreadablePageError(
            url, "not-text", "this is no web page or text but another kind of file; give an HTML page or text"
        )
    return parse_text(decoded.text, url=url, languages=languages)
