"""Whose word counts about where a page belongs: a page may name an address of its own house, and of no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.publishers import kin, profiles
from pipeline.request import is_url
from pipeline.settings import house

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.reading.read_editions import Edition
    from pipeline.settings.publisher_settings import Publisher


def trusted(edition: Edition, publishers: Mapping[str, Publisher]) -> Edition:
    """Return an edition whose canonical address is of its own house; without one where it names another's.

    A page that names another publisher's address would take over the story that is known under it.

    Args:
        edition: as it was read; what was read from a file may name any address, for whoever has the file says so.
        publishers: by host.
    """
    article, url = edition.article, edition.page.url
    if article.canonical is None or not is_url(url) or same_house(url, article.canonical, publishers):
        return edition
    return replace(edition, article=replace(article, canonical=None))


def same_house(one: str, other: str, publishers: Mapping[str, Publisher]) -> bool:
    """Return whether two addresses belong to one publisher: one host, or hosts that are known to be one publisher's.

    Args:
        one: an address.
        other: another.
        publishers: by host.
    """
    if house.name([one], publishers) == house.name([other], publishers) or kin.same_publisher(one, other):
        return True
    return any(profile.serves(one) and profile.serves(other) for profile in profiles.PROFILES.values())
