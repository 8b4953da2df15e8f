"""An HTML page to an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from lxml import etree

from locales import DEFAULT_LANGUAGES
from parsers import alternates, body, charset, jsonld, language, metadata
from parsers.annotate import annotate
from parsers.prune import prune
from parsers.refine import refine
from parsers.roles import assign
from parsers.tree import build
from parsers.types import Article, Block, BlockKind, Conflict, DroppedBlock, UnreadablePageError
from parsers.walk import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from parsers.metadata import Metadata

#: Zone of dates without one: the publishers that the tables know write Kyiv time.
ZONE = "Europe/Kyiv"
#: Elements without text for readers; nothing is recorded of them.
_SILENT = ("script", "style", "noscript", "template", "svg", "object", "canvas", "map", "datalist")
_PROSE = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM))


def parse_html(
    raw: bytes,
    *,
    url: str,
    languages: Sequence[str] = DEFAULT_LANGUAGES,
    http_charset: str | None = None,
    declared_language: str | None = None,
) -> Article:
    """Return the article of a page.

    Args:
        raw: the page as it was received.
        url: its address, or the file's name.
        languages: BCP 47 codes of the editions that are expected.
        http_charset: the charset of the HTTP header, if there was one.
        declared_language: what the caller believes the language to be; used where the text does not tell.

    Raises:
        UnreadablePageError: there is no article in the bytes.
    """
    decoded = charset.decode(raw, http_charset)
    if not decoded.readable:
        raise UnreadablePageError(url, "encoding", "the text's encoding cannot be told; save the page as UTF-8")
    root = build(decoded.text)
    if root is None:
        raise UnreadablePageError(url, "empty", "the page is empty")
    nodes = jsonld.nodes(root)
    meta = metadata.read(root, nodes=nodes, zone=ZONE)
    others = alternates.find(root, url=url, languages=languages)
    etree.strip_elements(root, *_SILENT, with_tail=False)
    blocks, dropped = _blocks(root, meta, languages)
    if not any(block.kind in _PROSE for block in blocks):
        raise UnreadablePageError(url, "no-article", "no article was found on the page")
    detected = language.detect(" ".join(block.text for block in blocks), languages)
    blocks = assign(blocks, languages, detected)
    return Article(
        url=url,
        language=detected or declared_language or _code(meta.language) or "und",
        title=meta.title,
        blocks=tuple(blocks),
        authors=meta.authors,
        published=meta.published,
        modified=meta.modified,
        dropped=tuple(dropped),
        alternates=others,
        conflicts=_conflicts(decoded.conflict, meta.language, detected),
        publisher=meta.publisher,
        section=meta.section,
        tags=meta.tags,
        canonical=meta.canonical,
        paywalled=meta.paywalled,
    )


def _blocks(root: Element, meta: Metadata, languages: Sequence[str]) -> tuple[list[Block], list[DroppedBlock]]:
    region = body.find(root, title=meta.title, guide=meta.body)
    if region is None:
        return [], []
    pruned = prune(region, meta.description)
    paths = annotate(region.top, pruned.leads)
    soup = BeautifulSoup(etree.tostring(region.top, encoding="unicode", with_tail=False), "lxml")
    blocks = walk(soup, paths)
    soup.decompose()
    kept, more = refine(blocks, meta.title, languages)
    return kept, [*pruned.dropped, *more]


def _code(declared: str | None) -> str | None:
    """Return the primary subtag of a declared language; "ua", a country, stands for "uk" on many pages."""
    code = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    return {"ua": "uk"}.get(code, code) or None


def _conflicts(of_charset: Conflict | None, declared: str | None, detected: str | None) -> tuple[Conflict, ...]:
    found = [of_charset] if of_charset else []
    if declared and detected and _code(declared) != detected:
        found.append(Conflict(about="language", declared=f"html lang={declared}", detected=detected))
    return tuple(found)
