"""Articles inside JSON and feeds: WordPress and Ghost posts, and the items of RSS with their full text."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from parsers import xml

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The elements of an RSS item that hold the whole text, the most complete first.
_FULL_TEXT = ("fulltext", "encoded", "content", "description")

#: What WordPress says of posts that nobody else can read.
UNPUBLISHED = frozenset({"draft", "pending", "auto-draft", "trash"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a content system says about an article, before it is read like any page."""

    title: str
    body: str
    url: str = ""
    published: str = ""
    author: str = ""
    language: str = ""
    modified: str = ""
    #: Addresses of the other editions by language, as the system calls languages.
    alternates: Mapping[str, str] = field(default_factory=dict)

    def as_page(self) -> bytes:
        """Return the post as the simplest page that says the same."""
        metas = {
            "article:published_time": self.published,
            "article:modified_time": self.modified,
            "author": self.author,
            "og:title": self.title,
        }
        head = "".join(
            f'<meta property="{name}" content="{html.escape(value, quote=True)}">'
            for name, value in metas.items()
            if value
        )
        link = f'<link rel="canonical" href="{html.escape(self.url, quote=True)}">' if self.url else ""
        link += "".join(
            f'<link rel="alternate" hreflang="{html.escape(code, quote=True)}" href="{html.escape(url, quote=True)}">'
            for code, url in self.alternates.items()
        )
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
    return from_data(data)


def from_data(data: Any) -> Post | None:  # noqa: ANN401 - JSON
    """Return the post that a WordPress or Ghost answer holds, the first of several; None where it is something else."""
    if isinstance(data, dict) and isinstance(data.get("posts"), list):
        data = data["posts"]
    if isinstance(data, list):
        data = data[0] if data else None
    if not isinstance(data, dict):
        return None
    body = _rendered(data.get("content")) or _rendered(data.get("html"))
    if not body:
        return None
    post = Post(
        title=html.unescape(_rendered(data.get("title"))),
        body=body,
        url=str(data.get("link") or data.get("url") or ""),
        published=_utc(data.get("date_gmt")) or str(data.get("published_at") or data.get("date") or ""),
        modified=_utc(data.get("modified_gmt")),
        author=_author(data),
        language=str(data.get("lang") or data.get("wpml_current_locale") or ""),
    )
    # what nobody has seen yet has no address of its own, and the times at which it was saved
    return replace(post, url="", published="", modified="") if data.get("status") in UNPUBLISHED else post


def _utc(time: Any) -> str:  # noqa: ANN401 - JSON
    return f"{time}Z" if time else ""


def _author(data: Mapping[str, Any]) -> str:
    """Return the author's name, which Ghost gives and WordPress embeds where that is asked for."""
    embedded = data.get("_embedded")
    people = embedded.get("author") if isinstance(embedded, dict) else None
    author = people[0] if isinstance(people, list) and people else data.get("primary_author")
    return str(author.get("name") or "") if isinstance(author, dict) else ""


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
