"""What a page says about its article: JSON-LD first, then OpenGraph and other meta elements, then what is visible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - dataclass field
from typing import TYPE_CHECKING

from parsers.html.region import headline_of
from parsers.html.tree import words
from parsers.metadata import jsonld, titles
from parsers.metadata import publication_time as when
from parsers.metadata.bylines import authors
from parsers.metadata.dates import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


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


def read(root: Element, *, nodes: list[jsonld.Node], zone: str, url: str = "") -> Metadata:
    """Return the metadata of a page.

    Args:
        root: the page's tree.
        nodes: its JSON-LD nodes.
        zone: IANA name of the zone that dates without one are in.
        url: its address, where it is known.
    """
    meta = _meta(root)
    node = jsonld.story(nodes, " ".join((_first(meta, "og:title", "twitter:title"), words(root.findtext(".//title")))))
    publisher = jsonld.string(node.get("publisher")) or _first(meta, "og:site_name", "application-name")
    modified = parse(jsonld.string(node.get("dateModified")) or _first(meta, *_MODIFIED), zone)
    canonical = _canonical(root, meta)
    language = root.get("lang") or jsonld.string(node.get("inLanguage")) or None
    title = titles.choose(
        root,
        headline=jsonld.string(node.get("headline")),
        shared=_first(meta, "og:title", "twitter:title"),
        publisher=publisher,
    )
    dated = when.Known(
        node=node,
        nodes=nodes,
        meta=meta,
        zone=zone,
        modified=modified,
        headline=headline_of(root, title)[0],
        address=canonical or url,
        language=language,
    )
    return Metadata(
        title=title,
        description=_first(meta, "og:description", "description") or jsonld.string(node.get("description")),
        authors=authors(root, _named(node, nodes), meta, publisher),
        published=when.published(root, dated),
        modified=modified,
        publisher=publisher or None,
        section=jsonld.string(node.get("articleSection")) or _first(meta, "article:section") or None,
        tags=_tags(node, meta),
        canonical=canonical,
        paywalled=str(node.get("isAccessibleForFree", "")).lower() == "false",
        language=language,
        body=jsonld.lines(node.get("articleBody")),
    )


def _meta(root: Element) -> dict[str, str]:
    """Return the meta elements by name, property or itemprop in lower case; the first of each name."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = words(element.get("content") or element.get("value"))  # some converters write "value"
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(meta: Mapping[str, str], *names: str) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _named(node: jsonld.Node, nodes: list[jsonld.Node]) -> list[str]:
    """Return whom JSON-LD names as authors; a reference stands for the node that it names."""
    by_id = {str(entry.get("@id")): entry for entry in nodes if entry.get("@id") and "name" in entry}
    authors = jsonld.listed(node.get("author")) or jsonld.listed(node.get("creator"))
    return [
        jsonld.string(by_id.get(str(author.get("@id")), author) if isinstance(author, dict) else author)
        for author in authors
    ]


def _tags(node: jsonld.Node, meta: Mapping[str, str]) -> tuple[str, ...]:
    keywords = [word for entry in jsonld.listed(node.get("keywords")) for word in jsonld.string(entry).split(",")]
    keywords = keywords or _first(meta, "news_keywords", "keywords").split(",")
    return tuple(dict.fromkeys(filter(None, map(words, keywords))))


def _canonical(root: Element, meta: Mapping[str, str]) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return link.get("href")
    return _first(meta, "og:url") or None
