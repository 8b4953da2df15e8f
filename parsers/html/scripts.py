"""The story's text where a page has it in its scripts only: JSON-LD's ``articleBody``, or the data of its app."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from parsers.metadata.jsonld import MARKUP, paragraphs
from parsers.types import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

#: Where blocks that were read from scripts say that they come from.
PATH = "script"
_SENTENCE_END = re.compile(r"[.!?…。»”\"]\s*\Z")
#: A string of an app's data that is shorter is no paragraph (characters).
_SHORTEST = 60
#: Less text than this is no story.
_LEAST = 300
_DEEPEST = 60


def of_body(body: str) -> list[Block]:
    """Return the paragraphs of a text that may have line breaks or markup."""
    texts = (text for text in paragraphs(body) if any(map(str.isalnum, text)))
    return [Block(kind=BlockKind.PARAGRAPH, text=text, path=PATH) for text in texts]


def of_data(root: Element) -> str:
    """Return the longest run of prose that the data of a page's app has under one name, a paragraph a line; or ""."""
    runs: dict[tuple[str, ...], list[str]] = {}
    for script in root.iter("script"):
        if script.get("type") == "application/json" or script.get("id") == "__NEXT_DATA__":
            try:
                data = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            for names, text in _strings(data, (), 0):
                runs.setdefault(names, []).append(text)
    best = max(runs.values(), key=lambda texts: sum(map(len, texts)), default=[])
    return "\n".join(dict.fromkeys(best)) if sum(map(len, best)) >= _LEAST else ""


def _strings(value: Any, names: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401 - JSON
    """Yield the strings that read like sentences, with the names that lead to them; places in lists do not count."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, (*names, name), depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, names, depth + 1)
    elif isinstance(value, str) and len(value) >= _SHORTEST and " " in value and _ends(value):
        yield names, value


def _ends(text: str) -> bool:
    return _SENTENCE_END.search(MARKUP.sub("", text)) is not None
