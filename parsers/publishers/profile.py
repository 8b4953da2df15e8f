"""What is known about one publisher's template: selectors, what to drop, how its editions are linked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclass field
from functools import cache
from typing import TYPE_CHECKING, cast

from lxml import etree

from parsers import links

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from parsers.types import Alternate

_STEP = re.compile(r"([a-z0-9]*)((?:[.#][\w-]+|\[[\w-]+(?:\^?=[^\]]+)?\])*)")
_PART = re.compile(r"([.#])([\w-]+)|\[([\w-]+)(?:(\^?)=([^\]]+))?\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One publisher in all its languages; selectors are ``tag.class#id[attribute^=value]``, blanks mean "inside"."""

    name: str
    #: Hosts, or their ends.
    hosts: tuple[str, ...]
    #: The element that holds the story's paragraphs; the first selector that matches counts.
    body: tuple[str, ...]
    headline: tuple[str, ...] = ("h1",)
    lead: tuple[str, ...] = ()
    #: Texts under pictures.
    caption: tuple[str, ...] = ()
    #: The author on the page, where its metadata names none.
    author: tuple[str, ...] = ()
    #: Selector and the reason to drop what it matches.
    drop: tuple[tuple[str, str], ...] = ()
    #: Addresses of the other editions as the address shows them.
    editions: Callable[[str], tuple[Alternate, ...]] | None = None
    #: The template was seen from and until these days.
    valid_from: date | None = None
    valid_until: date | None = None

    def serves(self, url: str) -> bool:
        """Return whether an address is one of this publisher's."""
        host = links.host(url)
        return any(host == end or host.endswith(f".{end}") for end in self.hosts)

    def is_valid(self, day: date | None) -> bool:
        """Return whether the template was in use on a day; an unknown day is believed."""
        early = day is not None and self.valid_from is not None and day < self.valid_from
        late = day is not None and self.valid_until is not None and day > self.valid_until
        return not early and not late


def select(root: Element, selector: str) -> list[Element]:
    """Return the elements that a selector matches, in document order."""
    return cast("list[Element]", _compiled(selector)(root))


def first(root: Element, selectors: tuple[str, ...]) -> Element | None:
    """Return the first element that the first matching selector finds."""
    return next((found[0] for selector in selectors if (found := select(root, selector))), None)


@cache
def _compiled(selector: str) -> etree.XPath:
    return etree.XPath("." + "".join(_xpath(step) for step in selector.split()))


def _xpath(step: str) -> str:
    match = _STEP.fullmatch(step)
    if not match:
        message = f"not a selector: {step}"
        raise ValueError(message)
    return f"//{match[1] or '*'}" + "".join(f"[{_condition(part)}]" for part in _PART.finditer(match[2]))


def _condition(part: re.Match[str]) -> str:
    sign, name, attribute, starts, value = part.groups()
    if sign == ".":
        return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    if sign == "#":
        return f"@id='{name}'"
    if value is None:
        return f"@{attribute}"
    return f"starts-with(@{attribute}, '{value}')" if starts else f"@{attribute}='{value}'"
