"""An article as everything after it can keep, send and show: the one place where odd texts of pages are put right.

Databases refuse NUL and half a surrogate pair, and index no key of any length; terminals obey escape sequences, and
marks of direction turn a line around in every list that a title stands in.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar

from parsers import links
from parsers.limits import ALTERNATES, NAME, NAMES, TITLE
from parsers.times import in_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.types import Alternate, Article, Block

T = TypeVar("T")
#: Control characters besides tabs and line ends, marks that turn the direction of what follows, and surrogates.
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
#: BCP 47 as far as it matters here: a language, then a script, a region, variants.
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
#: Countries and other codes that pages write where a language belongs.
_CALLED = {"ua": "uk", "ukr": "uk", "rus": "ru", "eng": "en"}


def storable(article: Article) -> Article:
    """Return an article whose texts, times, addresses and language any database, file and terminal takes.

    Args:
        article: as it was read.
    """
    cleaned = _cleaned(replace(article, blocks=tuple(_spans(block) for block in article.blocks)))
    return replace(
        cleaned,
        language=primary(article.language) or "und",
        title=_short(cleaned.title, TITLE),
        authors=_names(cleaned.authors),
        tags=_names(cleaned.tags),
        publisher=_short(cleaned.publisher, NAME) if cleaned.publisher else None,
        section=_short(cleaned.section, NAME) if cleaned.section else None,
        canonical=cleaned.canonical if links.is_web(cleaned.canonical or "") else None,
        alternates=_few(tuple(filter(_is_usable, cleaned.alternates))),
    )


def text(written: str) -> str:
    """Return a text without characters that cannot be kept, or that do something instead of being read."""
    if not _ODD.search(written):
        return written
    joined = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), written)
    return _ODD.sub(lambda odd: "\ufffd" if odd[0] >= "\ud800" else "", joined)


def primary(declared: str | None) -> str | None:
    """Return the language of a code as pages write it ("uk_UA", "ua"), lower case; None where it is no code.

    Only what comes from here may name a language's tables, which are files.
    """
    code = (declared or "").strip().replace("_", "-")
    if not _CODE.fullmatch(code):
        return None
    language = code.partition("-")[0].lower()
    return _CALLED.get(language, language)


def _cleaned(value: T) -> T:
    """Return a value with every text and time inside it put right; the same value where nothing is wrong."""
    found: Any = value
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        found = text(value)
    elif isinstance(value, datetime):
        found = _time(value)
    elif isinstance(value, tuple):
        found = tuple(map(_cleaned, value))
        found = value if all(map(is_, found, value)) else found
    elif is_dataclass(value) and not isinstance(value, type):
        inner = {each.name: getattr(value, each.name) for each in fields(value)}
        better = {name: new for name, old in inner.items() if (new := _cleaned(old)) is not old}
        found = replace(value, **better) if better else value
    result: T = found
    return result


def _time(time: datetime) -> datetime | None:
    """Return a time as ISO 8601 can write it: zones of a hundred years ago have seconds, in which case it is UTC."""
    offset = time.utcoffset() if in_calendar(time) else None
    if offset is None:
        return in_calendar(time)
    return time.astimezone(UTC) if offset % timedelta(minutes=1) else time


def _spans(block: Block) -> Block:
    """Return a block whose links lie where its text will have them, without those that lead nowhere."""
    kept = tuple(link for link in block.links if links.is_valid(link.target))
    if _ODD.search(block.text):
        kept = tuple(replace(link, start=_moved(link.start, block), end=_moved(link.end, block)) for link in kept)
    return block if kept == block.links else replace(block, links=kept)


def _moved(place: int, block: Block) -> int:
    return len(text(block.text[:place]))


def _short(written: str, limit: int) -> str:
    return written if len(written) <= limit else f"{written[: limit - 1].rstrip()}…"


def _names(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_short(name, NAME) for name in written[:NAMES])


def _few(others: Sequence[Alternate]) -> tuple[Alternate, ...]:
    """Return the best alternates of each language, in the order in which they came."""
    best: dict[str | None, list[Alternate]] = {}
    for other in sorted(others, key=lambda other: -other.confidence):
        best.setdefault(other.language, []).append(other)
    kept = {id(other) for same in best.values() for other in same[:ALTERNATES]}
    return tuple(other for other in others if id(other) in kept)


def _is_usable(other: Alternate) -> bool:
    return links.is_web(other.url) and (other.language is None or primary(other.language) == other.language)
