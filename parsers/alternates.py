"""Links of a page to other editions of its article."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from locales import table
from parsers.tree import text_of, tokens
from parsers.types import Alternate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element


def find(root: Element, *, url: str, languages: Sequence[str]) -> tuple[Alternate, ...]:
    """Return what the page names as its other editions, the best evidence first, each address once."""
    found = [*_hreflang(root, url), *_switcher(root, url, languages)]
    unique: dict[str, Alternate] = {}
    for alternate in found:
        unique.setdefault(alternate.url, alternate)
    unique.pop(url, None)
    return tuple(unique.values())


def _hreflang(root: Element, url: str) -> list[Alternate]:
    links = [link for link in root.iter("link") if "alternate" in (link.get("rel") or "") and link.get("hreflang")]
    return [
        Alternate(url=urljoin(url, link.get("href", "")), language=code, evidence="hreflang", confidence=0.95)
        for link in links
        if (code := link.get("hreflang", "").split("-")[0].lower()) != "x"
    ]


def _switcher(root: Element, url: str, languages: Sequence[str]) -> list[Alternate]:
    names = {name: code for code in languages for name in table(code, "language").get("names", ())}
    found = []
    for link in root.iter("a"):
        code = names.get(text_of(link).casefold())
        target = urljoin(url, link.get("href") or "")
        if code and target.startswith("http") and ("lang" in tokens(link) or len(target) > len(urljoin(url, "/")) + 8):
            found.append(Alternate(url=target, language=code, evidence="switcher", confidence=0.8))
    return found
