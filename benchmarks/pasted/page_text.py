"""The text of a page as a browser copies it, line by line, and which of its lines are the story's."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parsers.html.text_blocks import INLINE, squeeze
from parsers.html.tree import bounded, build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml.etree import _Element as Element

#: Elements of which a browser shows no text.
_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "select", "option", "textarea", "input", "iframe",
     "object", "audio", "video", "canvas", "math", "datalist", "meta", "link", "title")
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Shorter texts of gold occur by chance, and count only as whole lines (characters, squeezed).
_TELLING = 25
#: What is known of a line: it is the story's, it is not, it is the headline's or nobody knows.
STORY, FURNITURE, UNKNOWN = 1, 0, -1


@dataclass(frozen=True)
class Dump:
    """A page's text."""

    id: str
    source: str
    lines: tuple[str, ...]
    labels: tuple[int, ...]
    title: str


def dumps(paths: Sequence[Path]) -> Iterator[Dump]:
    """Yield the pages of some files of cases that have gold, and of which the text shows any of it."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                found = dump(json.loads(line))
                if found:
                    yield found


def dump(case: dict[str, Any]) -> Dump | None:
    """Return the text of a page with what its gold says of each line; None where it says nothing."""
    gold = case["gold"]
    root = build(bounded(case["html"]))
    if root is None or not (gold.get("lines") or gold.get("with")):
        return None
    lines = tuple(lines_of(root))
    title = gold.get("title") or ""
    if case["set"] == "segments":
        labels = _by_pieces(lines, gold["with"], gold["without"] + gold["comments"])
    else:
        labels = _by_lines(lines, gold["lines"], squeeze(title))
    return Dump(case["id"], case["set"], lines, tuple(labels), title) if STORY in labels else None


def lines_of(root: Element) -> Iterator[str]:
    """Yield the lines of a page: block-level elements part them, what is hidden is left out."""
    yield from (line for raw in "".join(_pieces(root)).split("\n") if (line := " ".join(raw.split())))


def _pieces(element: Element) -> Iterator[str]:
    if element.tag in _UNSEEN or _is_hidden(element):
        return
    if element.tag == "br":
        yield "\n"
    apart = "" if element.tag in INLINE or element.tag in ("br", "img", "button", "label") else "\n"
    apart = "\t" if element.tag in ("td", "th") else apart
    yield apart
    yield _flat(element.text)
    for child in element:
        yield from _pieces(child)
        yield _flat(child.tail)
    yield apart


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _by_pieces(lines: Sequence[str], kept: Sequence[str], left: Sequence[str]) -> list[int]:
    yes, no = ([squeezed for text in texts if (squeezed := squeeze(text))] for texts in (kept, left))
    texts = [squeeze(line) for line in lines]
    return [
        STORY if any(x in t for x in yes) else FURNITURE if any(x in t for x in no) else UNKNOWN for t in texts
    ]  # fmt: skip


def _by_lines(lines: Sequence[str], gold: Sequence[str], title: str) -> list[int]:
    """Label lines that the gold has, or has as a part of a longer one; short ones only inside the story."""
    whole, units = squeeze("".join(gold)), {squeeze(line) for line in gold}
    texts = [squeeze(line) for line in lines]
    telling = [place for place, text in enumerate(texts) if len(text) >= _TELLING and text in whole and text != title]
    if not telling:
        return [UNKNOWN] * len(lines)
    labels = []
    for place, text in enumerate(texts):
        if text and text == title:
            labels.append(UNKNOWN)
        elif len(text) >= _TELLING:
            labels.append(STORY if text in whole else _partly(text, gold))
        else:
            inside = telling[0] - 2 <= place <= telling[-1] + 2
            known = bool(text) and (text in units or (inside and len(text) >= 4 and text in whole))  # noqa: PLR2004
            labels.append(STORY if inside and known else FURNITURE)
    return labels


def _partly(text: str, gold: Sequence[str]) -> int:
    """Say of a line that is not in the gold whether it holds a line of it: then what the line is nobody knows."""
    held = sum(len(one) for line in gold if len(one := squeeze(line)) >= _TELLING and one in text)
    return STORY if held > 0.8 * len(text) else UNKNOWN if held else FURNITURE
