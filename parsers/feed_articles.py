"""Articles inside JSON and feeds: WordPress and Ghost posts, and the items of RSS with their full text."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import Any

from parsers import xml

#: The elements of an RSS item that hold the whole text, the most complete first.
_FULL_TEXT = ("fulltext", "encoded", "content", "description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a content system says about an article, before it is read like any page."""

    title: str
    body: str
    url: str = ""
    published: str = ""
    author: str = ""
    language: str = ""

    def as_page(self) -> bytes:
        """Return the post as the simplest page that says the same."""
        metas = {"article:published_time": self.published, "author": self.author, "og:title": self.title}
        head = "".join(
            f'<meta property="{name}" content="{html.escape(value, quote=True)}">'
            for name, value in metas.items()
            if value
        )
        link = f'<link rel="canonical" href="{html.escape(self.url, quote=True)}">' if self.url else ""
        lang = f' lang="{html.escape(self.language, quote=True)}"' if self.language else ""
        heading = f"<h1>{html.escape(self.title)}</h1>"
        return (
            f'<html{lang}><head><meta charset="utf-8">{head}{link}</head>'
            f"<body><article>{heading}<div>{self.body}</div></article></body></html>"
        ).encode(errors="replace")  # JSON can hold half a surrogate pair


def from_json(text: str) -> Post | None:
    """Return the post of a WordPress or Ghost answer, or None where the JSON is something else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(data, dict) and isinstance(data.get("posts"), list):
        data = data["posts"]
    if isinstance(data, list):
        data = data[0] if data else None
    if not isinstance(data, dict):
        return None
    body = _rendered(data.get("content")) or _rendered(data.get("html"))
    if not body:
        return None
    author = data.get("primary_author")
    return Post(
        title=html.unescape(_rendered(data.get("title"))),
        body=body,
        url=str(data.get("link") or data.get("url") or ""),
        published=str(
            (data.get("date_gmt") and f"{data['date_gmt']}Z") or data.get("published_at") or data.get("date") or ""
        ),
        author=str(author.get("name") or "") if isinstance(author, dict) else "",
        language=str(data.get("lang") or ""),
    )


def _rendered(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return a field that WordPress wraps ({"rendered": ...}) and Ghost does not."""
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def from_rss(raw: bytes, http_charset: str | None = None) -> Post | None:
    """Return the first item of a feed, or the item itself, with its full text; None where there is none.

    Args:
        raw: the document as it was received.
        http_charset: the charset of the HTTP header, if there was one.
    """
    try:
        root = xml.build(raw, http_charset)
    except SyntaxError:
        return None
    items = [] if root is None else [node for node in root.iter() if xml.name_of(node) in ("item", "entry")]
    if not items:
        return None
    fields: dict[str, str] = {}
    for child in items[0]:
        fields.setdefault(xml.name_of(child), "".join(map(str, child.itertext())).strip() or child.get("href", ""))
    body = next((fields[name] for name in _FULL_TEXT if fields.get(name)), "")
    title = fields.get("title", "")
    published = fields.get("published") or fields.get("pubdate", "")
    author = fields.get("creator") or fields.get("author", "")
    return Post(title=title, body=body, url=fields.get("link", ""), published=published, author=author)
