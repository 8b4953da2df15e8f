"""Bytes of any kind to an article: HTML, pasted text or Markdown, a feed item, a post of a content system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from locales import DEFAULT_LANGUAGES
from parsers import charset, feed_articles
from parsers.html.article import parse_html
from parsers.sanitize import storable
from parsers.second_opinion import second_opinion
from parsers.text import parse_text
from parsers.types import UnreadablePageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.types import Article

#: First bytes of files that are no text, whatever they are called.
_MAGIC = (
    *(b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"Rar!"),
    *(b"7z\xbc\xaf", b"{\\rtf", b"\x7fELF", b"MZ\x90", b"RIFF", b"OggS", b"ID3", b"\x00\x00\x00\x18ftyp"),
)
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|span|meta|script|title|table|ul|br)\b",
    re.IGNORECASE,
)
_FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|item|rdf:rdf)\b", re.IGNORECASE | re.DOTALL
)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_NOT_TEXT = "this is not a web page or text but another kind of file; give an HTML page or a text"


def parse(
    raw: bytes,
    *,
    url: str,
    media_type: str | None = None,
    languages: Sequence[str] = DEFAULT_LANGUAGES,
    http_charset: str | None = None,
    link_header: str = "",
    cross_check: bool = False,
) -> Article:
    """Return the article that some bytes hold, as it can be kept; their content decides what they are, not their name.

    Args:
        raw: what was received or read.
        url: its address, or the file's name.
        media_type: the media type of the HTTP header, if there was one; it decides only where the content does not.
        languages: BCP 47 codes of the editions that are expected.
        http_charset: the charset of the HTTP header, if there was one.
        link_header: the Link header that came with it, if there was one; it can name other editions.
        cross_check: ask a second extractor about a page; where the two differ widely, the article says so.

    Raises:
        UnreadablePageError: with a reason and one clear sentence.
    """
    return storable(
        _parse(raw, url, languages, media_type, http_charset, link_header=link_header, cross_check=cross_check)
    )


def _parse(
    raw: bytes,
    url: str,
    languages: Sequence[str],
    media_type: str | None,
    http_charset: str | None,
    *,
    link_header: str,
    cross_check: bool,
) -> Article:
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadablePageError(url, "empty", "the page is empty")
    if raw.lstrip()[:16].startswith(_MAGIC):
        raise UnreadablePageError(url, "not-text", _NOT_TEXT)
    post = _post(raw, http_charset)
    if post:
        return parse_html(post.as_page(), url=url, languages=languages)
    wide = b"\x00" in raw[:4096]
    if _TAG.search(raw.replace(b"\x00", b"") if wide else raw) or (media_type or "").lower() in _HTML_TYPES:
        article = parse_html(raw, url=url, languages=languages, http_charset=http_charset, link_header=link_header)
        doubtful = any(one.cause == "wrong-region" for one in article.notices)
        return second_opinion(article, raw) if cross_check or doubtful else article
    decoded = charset.decode(raw, http_charset)
    if "\x00" in decoded.text:
        raise UnreadablePageError(url, "not-text", _NOT_TEXT)
    if not decoded.readable:
        raise UnreadablePageError(url, "encoding", "the text's encoding cannot be told; save it as UTF-8")
    return parse_text(decoded.text, url=url, languages=languages)


def _post(raw: bytes, http_charset: str | None) -> feed_articles.Post | None:
    """Return the post of a JSON answer or of a feed; None for pages and text."""
    start = raw.lstrip()[:1]
    if start in (b"{", b"["):
        return feed_articles.from_json(charset.decode(raw, http_charset).text)
    return feed_articles.from_rss(raw, http_charset) if _FEED.match(raw) else None
