"""XML from strangers: small mistakes passed over, no entities, no DTD, nothing fetched while parsing."""

from __future__ import annotations

import re
import sys
from html.entities import html5
from typing import TYPE_CHECKING

from parsers.charset import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"\A\s{0,100}+<\?xml[^>]{0,500}>")
_AMPERSAND = re.compile(r"&(?:#x([0-9a-f]{1,20});|#([0-9]{1,20});|([a-z][a-z0-9]{0,40});)?", re.IGNORECASE)
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_VERBATIM, _VERBATIM_END = "<![CDATA[", "]]>"
_SURROGATES = range(0xD800, 0xE000)
#: Stands for what is no character.
_UNKNOWN = "&#xFFFD;"


def build(raw: bytes, http_charset: str | None = None, url: str = "") -> Element | None:
    """Return the root of a document without its comments; None where there is no element in it.

    Args:
        raw: the document as it was received.
        http_charset: the charset of the HTTP header, if there was one.
        url: its address, the base of relative ones; "" where it is not known.

    Raises:
        SyntaxError: it is no XML.
    """
    from lxml import etree  # noqa: PLC0415 - only for feeds and sitemaps

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True, remove_comments=True
    )
    return etree.fromstring(_readable(raw, http_charset), parser, base_url=url)


def name_of(element: Element) -> str:
    """Return an element's name without its namespace, in lower case; "" for comments and the like."""
    tag: object = element.tag  # a function, for what is no element
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _readable(raw: bytes, http_charset: str | None) -> bytes:
    """Return a document in UTF-8 and without its declaration, in which a parser can read everything.

    Feeds have bare ampersands in addresses, entities that only HTML knows, and references to what is no character;
    lxml recovers from all of them by leaving out what follows, or fails over their text later.
    """
    text = _DECLARATION.sub("", decode(raw, http_charset).text.lstrip("\ufeff"), count=1)
    first, *others = text.split(_VERBATIM)
    parts = [_AMPERSAND.sub(_reference, first)]
    for other in others:
        verbatim, end, markup = other.partition(_VERBATIM_END)
        verbatim = _AMPERSAND.sub(_no_character, verbatim)  # the mark may stand in a comment, and this be text
        parts.append(f"{_VERBATIM}{verbatim}{end}{_AMPERSAND.sub(_reference, markup)}")
    return "".join(parts).encode(errors="replace")


def _reference(found: re.Match[str]) -> str:
    """Return a reference that XML knows for what was written."""
    hexadecimal, decimal, name = found.groups()
    if name:
        character = html5.get(f"{name};", "")
        return found[0] if name in _OF_XML or not character else "".join(f"&#{ord(each)};" for each in character)
    if not hexadecimal and not decimal:
        return "&amp;"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return _UNKNOWN if code == 0 or code > sys.maxunicode or code in _SURROGATES else found[0]


def _no_character(found: re.Match[str]) -> str:
    """Return what was written, or a reference that XML knows for one to what is no character."""
    return _UNKNOWN if _reference(found) == _UNKNOWN else found[0]
