"""What a page says about its article: JSON-LD first, then OpenGraph and other meta elements, then what is visible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - dataclass field
from typing import TYPE_CHECKING

from parsers import jsonld
from parsers.authors import split
from parsers.dates import parse
from parsers.tree import text_of, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article besides its body."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    publisher: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    canonical: str | None = None
    paywalled: bool = False
    #: What ``<html lang>`` or, without it, other declarations say.
    language: str | None = None
    #: The body text as JSON-LD has it, a guide to the body on the page.
    body: str = ""


def read(root: Element, *, nodes: list[jsonld.Node], zone: str) -> Metadata:
    """Return the metadata of a page.

    Args:
        root: the page's tree.
        nodes: its JSON-LD nodes.
        zone: IANA name of the zone that dates without one are in.
    """
    node = jsonld.story(nodes)
    meta = _meta(root)
    published = jsonld.string(node.get("datePublished")) or _first(
        meta, "article:published_time", "datepublished", "date"
    )
    modified = jsonld.string(node.get("dateModified")) or _first(meta, "article:modified_time", "datemodified")
    return Metadata(
        title=_title(root, node, meta),
        description=_first(meta, "og:description", "description"),
        authors=_authors(node, nodes, meta),
        published=parse(published, zone),
        modified=parse(modified, zone),
        publisher=jsonld.string(node.get("publisher")) or _first(meta, "og:site_name") or None,
        section=jsonld.string(node.get("articleSection")) or _first(meta, "article:section") or None,
        tags=_tags(node, meta),
        canonical=_canonical(root, meta),
        paywalled=str(node.get("isAccessibleForFree", "")).lower() == "false",
        language=root.get("lang") or jsonld.string(node.get("inLanguage")) or None,
        body=jsonld.string(node.get("articleBody")),
    )


def _meta(root: Element) -> dict[str, str]:
    """Return the meta elements by name, property or itemprop in lower case; the first of each name."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = words(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(meta: Mapping[str, str], *names: str) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _title(root: Element, node: jsonld.Node, meta: Mapping[str, str]) -> str:
    headline = jsonld.string(node.get("headline"))
    visible = [text_of(element) for element in root.iter("h1")]
    return headline or _first(meta, "og:title") or next(filter(None, visible), "") or words(root.findtext(".//title"))


def _authors(node: jsonld.Node, nodes: list[jsonld.Node], meta: Mapping[str, str]) -> tuple[str, ...]:
    by_id = {str(entry.get("@id")): entry for entry in nodes if entry.get("@id") and "name" in entry}
    names = []
    for author in jsonld.listed(node.get("author")):
        resolved = by_id.get(str(author.get("@id")), author) if isinstance(author, dict) else author
        names.append(jsonld.string(resolved))
    return split(names) or split([_first(meta, "author", "article:author", "byl", "parsely-author", "sailthru.author")])


def _tags(node: jsonld.Node, meta: Mapping[str, str]) -> tuple[str, ...]:
    keywords = [word for entry in jsonld.listed(node.get("keywords")) for word in jsonld.string(entry).split(",")]
    keywords = keywords or _first(meta, "news_keywords", "keywords").split(",")
    return tuple(dict.fromkeys(filter(None, map(words, keywords))))


def _canonical(root: Element, meta: Mapping[str, str]) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return link.get("href")
    return _first(meta, "og:url") or None
