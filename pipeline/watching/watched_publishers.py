"""The publishers that are watched: edits of ``publishers.toml``, and the settings that hold for each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from alignment.types import host_of
from locales.messages import message
from pipeline.request import is_url
from pipeline.settings.publisher_settings import (
    FILE,
    Publisher,
    PublisherError,
    Target,
    check_name,
    get,
    load,
    read_section,
)
from pipeline.settings.toml_edit import change, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pipeline.settings.load import Settings

__all__ = [
    "Publisher",
    "PublisherError",
    "Target",
    "add",
    "check_addresses",
    "edit",
    "for_publisher",
    "get",
    "load",
    "pause",
    "remove",
    "write",
    "written",
]

#: What can be changed by commands and in the review app. What names a file, or who is told, stands in the file alone.
WRITABLE = (
    "feeds",
    "sitemaps",
    "archives",
    "languages",
    "schedule",
    "paused",
    "max_age",
    "stale_after",
    "pending_for",
    "delay",
    "edit",
)
#: The head of a section, or of one below it, with the publisher's name; TOML lets it stand in quotation marks.
_HEAD = re.compile(r"""\s*\[\[?\s*["']?([\w-]+)["']?\s*[.\]]""")


def for_publisher(settings: Settings, publisher: Publisher) -> Settings:
    """Return the settings with what the publisher has of its own."""
    history, fetch = settings.history, settings.fetch
    if publisher.stale_after is not None:
        history = replace(history, stale_after=publisher.stale_after)
    if publisher.pending_for is not None:
        history = replace(history, pending_for=publisher.pending_for)
    if publisher.delay is not None:
        fetch = replace(fetch, delay=publisher.delay)
    return replace(settings, history=history, fetch=fetch, languages=publisher.languages or settings.languages)


def add(home: Path, publisher: Publisher) -> None:
    """Add a section at the end of the file; what stands there, comments too, stays.

    Raises:
        PublisherError: the name is taken or cannot be used, nothing is listed, or an address is none.
    """
    check_name(publisher.name)
    if not publisher.listed:
        said = message("{name} has nothing to look at; give --feed, --sitemap or --archive", name=publisher.name)
        raise PublisherError(said)

    def added(text: str) -> str:
        if publisher.name in load(home):
            raise PublisherError(message("{name} is watched already; see zvirka watch list", name=publisher.name))
        return _put(text, publisher.name, written(publisher))

    change(home / FILE, added)


def written(publisher: Publisher) -> dict[str, Any]:
    """Return what a publisher's section says, those settings aside that only the file itself can change."""
    usual = Publisher(name=publisher.name)
    values = {key: getattr(publisher, key) for key in WRITABLE if getattr(publisher, key) != getattr(usual, key)}
    values |= {"feeds": publisher.feeds, "schedule": publisher.schedule}
    if publisher.archives:
        values["archives"] = [{"address": each.address, "links": each.links} for each in publisher.archives]
    return {key: values[key] for key in WRITABLE if key in values}


def remove(home: Path, name: str) -> None:
    """Take a publisher's section, with those below it, out of the file; everything else stays.

    Raises:
        PublisherError: there is no such publisher.
    """
    get(home, name)

    def removed(text: str) -> str:
        kept, inside = [], False
        for line in text.splitlines():
            if found := _HEAD.match(line):
                inside = found[1] == name
            kept += [] if inside else [line]
        return "\n".join(kept).rstrip() + "\n" if kept else ""

    change(home / FILE, removed)


def pause(home: Path, name: str, *, paused: bool) -> None:
    """Write into a publisher's section whether it is paused; everything else in the file stays.

    Raises:
        PublisherError: there is no such publisher.
    """
    write(home, name, {"paused": paused})


def edit(home: Path, name: str, *, feeds: Sequence[str], sitemaps: Sequence[str], schedule: str) -> None:
    """Write a publisher's feeds, sitemaps or schedule anew; what is empty here, and everything else, stays.

    Raises:
        PublisherError: there is no such publisher, nothing is given, an address or the schedule cannot be used.
    """
    given = {"feeds": list(feeds), "sitemaps": list(sitemaps), "schedule": schedule}
    values = {key: value for key, value in given.items() if value}
    if not values:
        raise PublisherError(message("nothing to change; give --feed, --sitemap or --schedule"))
    write(home, name, values)


def write(home: Path, name: str, values: Mapping[str, Any]) -> None:
    """Put values in the place of a section's own; nothing is written that could not be read again.

    Args:
        home: the home folder.
        name: of the section.
        values: by key, of `WRITABLE`; None takes one out.

    Raises:
        PublisherError: there is no such publisher, or it could not be watched with the values.
        SettingsError: the file is written in a way that nothing can be put into.
    """
    get(home, name)
    change(home / FILE, lambda text: _put(text, name, values))


def _put(text: str, name: str, values: Mapping[str, Any]) -> str:
    new = put(text, (name,), values, FILE)
    publisher = read_section(name, tomllib.loads(new)[name])
    if {"feeds", "sitemaps", "archives"} & values.keys():
        check_addresses(publisher.listed)
    return new


def check_addresses(addresses: Iterable[str]) -> None:
    """Refuse what cannot be the address of a feed, a sitemap or an archive.

    Raises:
        PublisherError: naming the first one.
    """
    for address in addresses:
        if not is_url(address) or not host_of([address]):
            said = message("{address} is no address; it begins with https:// or http://", address=address)
            raise PublisherError(said)
