"""Feeds and sitemaps as XML: their elements, whatever the namespaces, and addresses; entities are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locales.messages import translatable
from parsers import links, xml
from parsers.xml import name_of
from sources.types import Reason, fetch_error

if TYPE_CHECKING:
    from lxml.etree import _Element

_BROKEN = translatable("{url} is no readable XML ({why}); check the address of the feed or sitemap")
_ENTITIES = translatable("{url} declares entities of its own, which zvirka does not expand; ask the site for plain XML")


def parse_xml(raw: bytes, url: str, http_charset: str | None = None) -> _Element:
    """Return the root of a document; small mistakes, such as a bare "&", are passed over.

    Args:
        raw: the document.
        url: its address, the base of relative ones; named in errors.
        http_charset: the charset of the HTTP header, if there was one.

    Raises:
        FetchError: it is no XML, or declares entities.
    """
    try:
        root = xml.build(raw, http_charset, url)
    except SyntaxError as error:
        raise fetch_error(Reason.XML, _BROKEN, url=url, why=" ".join(str(error).split())) from error
    if root is None:
        raise fetch_error(Reason.XML, _BROKEN, url=url, why="there is no element in it")
    dtd: Any = root.getroottree().docinfo.internalDTD  # the stubs lack most of it
    if dtd is not None and list(dtd.iterentities()):
        raise fetch_error(Reason.XML, _ENTITIES, url=url)
    return root


def children(element: _Element, *names: str) -> list[_Element]:
    """Return the children with one of the names, whatever their namespace, in the order of the names."""
    return [child for name in names for child in element if name_of(child) == name]


def text_of(element: _Element, *names: str) -> str:
    """Return the text of the first child with one of the names that has any, "" where none has."""
    for child in children(element, *names):
        text = "".join(str(part) for part in child.itertext()).strip()
        if text:
            return text
    return ""


def address(element: _Element, text: str, url: str) -> str:
    """Return an address that stands in an element, absolute by the element's base; "" where it is none.

    Args:
        element: it, or another one below the same `xml:base`.
        text: as it is written.
        url: of the document, for a base that is no address.
    """
    base = element.base or ""
    return links.join(base if links.is_web(base) else url, text) if text.strip() else ""
