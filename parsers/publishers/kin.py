"""Publishers whose addresses show that two pages are editions of one story, where no address can be made of another.

Their slugs are translated or their ids differ by a few, so that the rule judges links that the page has. Taken from
pairs of pages of 2022-2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable  # noqa: TC003 - dataclass field
from dataclasses import dataclass

from parsers import links

#: An id has at least this many digits: fewer are a year, a day or part of a slug.
_ID = re.compile(r"(?<!\d)\d{5,}(?!\d)")
#: Ids of one story's editions lie no further apart than this.
_NEAR = 20
#: A slug is no shorter; shorter last parts of paths are sections.
_SHORTEST_SLUG = 12
#: What hosts and paths call a language.
_LANGUAGES = {"ua": "uk", "ukr": "uk", "uk": "uk", "ru": "ru", "rus": "ru", "en": "en", "eng": "en", "english": "en"}


@dataclass(frozen=True, slots=True)
class _Family:
    """Hosts of one publisher and how its editions are known."""

    hosts: tuple[str, ...]
    alike: Callable[[str, str], bool]
    confidence: float


def _same_id(one: str, other: str) -> bool:
    return bool(_ids(one) & _ids(other))


def _same_slug(one: str, other: str) -> bool:
    slug = _slug(one)
    return len(slug) >= _SHORTEST_SLUG and slug == _slug(other)


def _near_id(one: str, other: str) -> bool:
    """Return whether ids lie close together on two hosts: on one host they are neighbours in one language."""
    if links.host(one) == links.host(other):
        return False
    return any(abs(int(a) - int(b)) <= _NEAR for a in _ids(one) for b in _ids(other))


_FAMILIES = (
    _Family(("censor.net", "censor.net.ua"), _same_id, 0.7),
    _Family(("babel.ua",), _same_id, 0.7),
    _Family(("online.ua",), _same_id, 0.7),
    _Family(("tsn.ua",), _same_id, 0.7),
    _Family(("comments.ua",), _same_id, 0.7),
    _Family(("president.gov.ua",), _same_id, 0.7),
    _Family(("novyny.live",), _same_slug, 0.6),
    _Family(("forbes.ua",), _same_slug, 0.6),
    _Family(("fakty.ua",), _same_slug, 0.6),
    _Family(("interfax.com.ua",), _near_id, 0.4),
    _Family(("unian.ua", "unian.net", "unian.info"), _near_id, 0.4),
)


def kin(one: str, other: str) -> float:
    """Return how sure a publisher's rule makes it that two addresses are editions of one story, 0 to 1.

    Args:
        one: the address of a story.
        other: another address; that of the same page is no edition of it.
    """
    family = next((known for known in _FAMILIES if _belongs(one, known) and _belongs(other, known)), None)
    if family is None or _bare(one) == _bare(other):
        return 0.0
    return family.confidence if family.alike(one, other) else 0.0


def same_publisher(one: str, other: str) -> bool:
    """Return whether two addresses lie under hosts of one publisher that is known here."""
    return any(_belongs(one, family) and _belongs(other, family) for family in _FAMILIES)


def has_rule(url: str) -> bool:
    """Return whether the publisher of an address has a rule here."""
    return any(_belongs(url, family) for family in _FAMILIES)


def claimed_language(url: str) -> str | None:
    """Return the language that an address names in its path or host, None where it names none."""
    parts = [*links.path(url).split("/")[1:2], *links.host(url).split(".")[:1]]
    return next((_LANGUAGES[part] for part in parts if part in _LANGUAGES), None)


def _belongs(url: str, family: _Family) -> bool:
    host = links.host(url)
    return any(host == known or host.endswith(f".{known}") for known in family.hosts)


def _bare(url: str) -> tuple[str, str]:
    return links.host(url), links.path(url).rstrip("/")


def _ids(url: str) -> set[str]:
    return set(_ID.findall(links.path(url)))


def _slug(url: str) -> str:
    """Return the last part of a path without its ending."""
    return links.path(url).rstrip("/").rpartition("/")[2].removesuffix(".html")
