"""JSON-LD as pages really have it: several scripts, graphs, lists, broken escapes."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from parsers.html.text_blocks import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

#: A JSON-LD node as the page wrote it.
Node = dict[str, Any]

_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BETWEEN = re.compile(r"[\s,;]*")
#: Letters of a headline that are compared.
_BEGINNING = 40
_BREAK = re.compile(r"</?(?:p|div|br|li|h[1-6]|blockquote)\b[^<>]*>|\n", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")
_STORIES = frozenset(
    ("newsarticle", "article", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "opinionnewsarticle",
     "backgroundnewsarticle", "liveblogposting", "report", "advertisercontentarticle", "reviewnewsarticle",
     "socialmediaposting", "techarticle", "scholarlyarticle", "askpublicnewsarticle", "satiricalarticle")
)  # fmt: skip
#: Types that some publishers put in the place of a story; used where no story is declared.
_SECOND_CHOICE = ("review", "product", "recipe", "videoobject", "webpage")
_MAX_DEPTH = 12


def nodes(root: Element) -> list[Node]:
    """Return all JSON-LD nodes of a page in order, those inside ``@graph`` and lists included."""
    found: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found.extend(_flatten(_load("".join(map(str, script.itertext())))))
    return found


def story(found: list[Node], said: str = "") -> Node:
    """Return the node that describes the article; empty where none does.

    Args:
        found: the page's nodes.
        said: what the page calls itself elsewhere; a node with another headline is that of a related story.
    """
    stories = [node for node in found if types(node) & _STORIES]
    if stories:
        known = squeeze(said).casefold()

        def rank(node: Node) -> tuple[bool, int]:
            headline = squeeze(string(node.get("headline"))).casefold()
            richness = len(node.keys() & {"headline", "datePublished", "author", "articleBody"})
            return bool(headline) and headline[:_BEGINNING] in known, richness

        return max(stories, key=rank)
    for kind in _SECOND_CHOICE:
        for node in found:
            if kind in types(node) and ("headline" in node or "datePublished" in node):
                return node
    return {}


def types(node: Mapping[str, Any]) -> set[str]:
    """Return a node's types without their vocabulary, in lower case."""
    return {str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for kind in listed(node.get("@type"))}


def listed(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    """Return a value as a list: JSON-LD writes one value and a list of one alike."""
    return value if isinstance(value, list) else [] if value is None else [value]


def string(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return the text of a value: a string, a node's ``name`` or ``@value``, or the first of a list."""
    for item in listed(value):
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value") or item.get("headline")  # noqa: PLW2901
        if isinstance(item, (str, int, float)) and str(item).strip():
            return html.unescape(" ".join(str(item).split()))
    return ""


def lines(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return the first text of a value, a paragraph a line."""
    text = next((item for item in listed(value) if isinstance(item, str)), "")
    return "\n".join(paragraphs(html.unescape(text)))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that may have line breaks or markup: it parts lines or goes."""
    parts = (html.unescape(MARKUP.sub(" ", part)) for part in _BREAK.split(text))
    return [line for part in parts if (line := " ".join(part.split()))]


def _load(text: str) -> Any:  # noqa: ANN401 - JSON
    """Return what a script holds: one value, several one after the other as a list, or None."""
    cleaned = _unwrapped(_unwrapped(text)).lstrip("\ufeff").rstrip(";")
    tidy = _TRAILING_COMMA.sub("", _CONTROL.sub(" ", _without_comments(cleaned))).strip()
    for candidate in (cleaned, tidy, html.unescape(tidy)):
        try:
            return _values(candidate)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(text: str) -> str:
    """Take off one pair of what hides scripts from old browsers: CDATA marks, commented out or not, or a comment's."""
    text = text.strip()
    bare = text.removeprefix("//").lstrip()
    text = bare.removeprefix("<![CDATA[") if bare.startswith("<![CDATA[") else text.removeprefix("<!--")
    if text.endswith("]]>"):
        return text.removesuffix("]]>").rstrip().removesuffix("//").strip()
    return text.removesuffix("-->").strip()


def _without_comments(text: str) -> str:
    """Take comments out; before the last end of one each has an end, so that no beginning is searched to no purpose."""
    last = text.rfind("*/") + 2
    return _COMMENT.sub("", text[:last]) + text[last:] if last > 1 else text


def _values(text: str) -> Any:  # noqa: ANN401 - JSON
    decoder, place, found = json.JSONDecoder(strict=False), 0, []
    while place < len(text):
        value, place = decoder.raw_decode(text, place)
        found.append(value)
        between = _BETWEEN.match(text, place)
        place = between.end() if between else len(text)
    return found[0] if len(found) == 1 else found


def _flatten(value: Any, depth: int = 0) -> Iterator[Node]:  # noqa: ANN401 - JSON
    """Yield the nodes of a document: itself, and those of its graph, of lists and of its main entity."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _flatten(value.get(key), depth + 1)
