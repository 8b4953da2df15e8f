"""Where an article is edited: an address in the publisher's content management system, by the publisher's template."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from parsers.types import Article
    from pipeline.settings.publisher_settings import Publisher

#: What a template may have in braces.
FIELDS = ("id", "slug", "path", "address", "canonical", "language")
#: A day in an address; its figures are no article's number.
_DAY = re.compile(r"/(?:19|20)\d\d[/-]\d{1,2}(?:[/-]\d{1,2})?(?=[/-]|$)")


def wrong(template: str) -> str:
    """Return what is wrong with a template, "" where nothing is: no web address, or a field that there is not."""
    try:
        named = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError as error:
        return str(error)
    if urlsplit(template).scheme not in {"http", "https"}:
        return "it begins with https:// or http://"
    unknown = sorted(named - set(FIELDS))
    return f"{{{unknown[0]}}} is none of {', '.join(FIELDS)}" if unknown else ""


def edit_link(publisher: Publisher, article: Article) -> str:
    """Return where an edition is edited; "" where the publisher has no template or the address lacks what it needs.

    Args:
        publisher: has the template.
        article: the edition; ``{id}`` is the longest number in its address, days aside, the last one of several.
    """
    if not publisher.edit:
        return ""
    values = _values(article)
    needed = {name for _, name, _, _ in string.Formatter().parse(publisher.edit) if name}
    if not all(values[name] for name in needed):
        return ""
    return publisher.edit.format(**{name: quote(value, safe="") for name, value in values.items()})


def _values(article: Article) -> dict[str, str]:
    parts = urlsplit(article.url)
    numbers = re.findall(r"\d+", _DAY.sub("/", parts.path) + " " + parts.query)
    longest = max(map(len, numbers), default=0)
    return {
        "id": next((each for each in reversed(numbers) if len(each) == longest), ""),
        "slug": parts.path.rstrip("/").rpartition("/")[2].partition(".")[0],
        "path": parts.path.strip("/"),
        "address": article.url,
        "canonical": article.canonical or article.url,
        "language": article.language or "",
    }
