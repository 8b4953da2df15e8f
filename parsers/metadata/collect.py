"""What a page says about its article: JSON-LD first, then OpenGraph and other meta elements, then what is visible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - dataclass field
from itertools import islice
from typing import TYPE_CHECKING, cast

from parsers.html.class_names import words_of
from parsers.html.text_blocks import squeeze
from parsers.html.tree import text_of, words
from parsers.metadata import jsonld, titles
from parsers.metadata import publication_time as when
from parsers.metadata.authors import split
from parsers.metadata.dates import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author_name")
_BYLINE = frozenset(("author", "byline", "authors", "autor", "authorname"))
_FEW = 6
_LONGEST_BYLINE = 80


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
    meta = _meta(root)
    node = jsonld.story(nodes, " ".join((_first(meta, "og:title", "twitter:title"), words(root.findtext(".//title")))))
    publisher = jsonld.string(node.get("publisher")) or _first(meta, "og:site_name", "application-name")
    modified = parse(jsonld.string(node.get("dateModified")) or _first(meta, *_MODIFIED), zone)
    canonical = _canonical(root, meta)
    return Metadata(
        title=titles.choose(
            root,
            headline=jsonld.string(node.get("headline")),
            shared=_first(meta, "og:title", "twitter:title"),
            publisher=publisher,
        ),
        description=_first(meta, "og:description", "description") or jsonld.string(node.get("description")),
        authors=_authors(root, node, nodes, meta, publisher),
        published=when.published(
            root, when.Known(node=node, nodes=nodes, meta=meta, zone=zone, modified=modified, address=canonical or "")
        ),
        modified=modified,
        publisher=publisher or None,
        section=jsonld.string(node.get("articleSection")) or _first(meta, "article:section") or None,
        tags=_tags(node, meta),
        canonical=canonical,
        paywalled=str(node.get("isAccessibleForFree", "")).lower() == "false",
        language=root.get("lang") or jsonld.string(node.get("inLanguage")) or None,
        body=jsonld.lines(node.get("articleBody")),
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


def _authors(
    root: Element, node: jsonld.Node, nodes: list[jsonld.Node], meta: Mapping[str, str], publisher: str
) -> tuple[str, ...]:
    """Return the authors; the publisher counts as one only where nobody else is named."""
    by_id = {str(entry.get("@id")): entry for entry in nodes if entry.get("@id") and "name" in entry}
    named = []
    for author in jsonld.listed(node.get("author")) or jsonld.listed(node.get("creator")):
        resolved = by_id.get(str(author.get("@id")), author) if isinstance(author, dict) else author
        named.append(jsonld.string(resolved))
    declared = split(named)
    site = squeeze(publisher).casefold()
    people = tuple(name for name in declared if squeeze(name).casefold() != site)
    if people:
        return people
    return split([_first(meta, *_AUTHORS)]) or split(_bylines(root)) or declared


def _bylines(root: Element) -> list[str]:
    """Return what the page marks as its authors for readers: relations first, then names of elements."""
    marked = cast(
        "list[Element]",
        root.xpath("//a[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author']"),
    )
    found = [text_of(element) for element in islice(_nearest(root, marked), _FEW)]
    if not any(found):
        named = (element for element in root.iter("a", "span", "div", "p", "address") if words_of(element) & _BYLINE)
        found = [text_of(element) for element in islice(named, 1)]
    return [text for text in found if text and len(text) <= _LONGEST_BYLINE]


def _nearest(root: Element, marked: list[Element]) -> list[Element]:
    """Return the elements that share the smallest element with the headline: others belong to other stories."""
    headline = next(root.iter("h1"), None)
    if headline is None or len(marked) < 2:  # noqa: PLR2004 - one has no other
        return marked
    depths = {node: depth for depth, node in enumerate((headline, *headline.iterancestors()))}
    shared = {
        element: next((depths[node] for node in element.iterancestors() if node in depths), 99) for element in marked
    }
    return [element for element in marked if shared[element] == min(shared.values())]


def _tags(node: jsonld.Node, meta: Mapping[str, str]) -> tuple[str, ...]:
    keywords = [word for entry in jsonld.listed(node.get("keywords")) for word in jsonld.string(entry).split(",")]
    keywords = keywords or _first(meta, "news_keywords", "keywords").split(",")
    return tuple(dict.fromkeys(filter(None, map(words, keywords))))


def _canonical(root: Element, meta: Mapping[str, str]) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return link.get("href")
    return _first(meta, "og:url") or None
