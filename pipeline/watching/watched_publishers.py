"""The publishers that are watched: edits of ``publishers.toml``, and the settings that hold for each."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from locales.messages import message
from pipeline.atomic_files import write_atomically
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

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.settings.load import Settings
    from sources.types import DayArchive

__all__ = ["Publisher", "PublisherError", "Target", "add", "edit", "for_publisher", "get", "load", "pause", "remove"]

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
    if publisher.name in load(home):
        raise PublisherError(message("{name} is watched already; see zvirka watch list", name=publisher.name))
    check_name(publisher.name)
    if not publisher.listed:
        said = message("{name} has nothing to look at; give --feed, --sitemap or --archive", name=publisher.name)
        raise PublisherError(said)
    for address in publisher.listed:
        _check_address(address)
    lines = [f"[{publisher.name}]", f"feeds = {json.dumps(publisher.addresses)}"]
    lines += [f"sitemaps = {json.dumps(publisher.sitemaps)}"] if publisher.sitemaps else []
    lines += [f"archives = [{', '.join(map(_table, publisher.archives))}]"] if publisher.archives else []
    lines += [f"languages = {json.dumps(publisher.languages)}"] if publisher.languages else []
    lines += [f"schedule = {json.dumps(publisher.schedule)}"]
    section = "\n".join(lines) + "\n"
    read_section(publisher.name, tomllib.loads(section).get(publisher.name))
    before = _text(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(home / FILE, f"{before.rstrip()}\n\n{section}".lstrip(), mode=0o600)


def remove(home: Path, name: str) -> None:
    """Take a publisher's section, with those below it, out of the file; everything else stays.

    Raises:
        PublisherError: there is no such publisher.
    """
    get(home, name)
    kept, inside = [], False
    for line in _text(home).splitlines():
        if found := _HEAD.match(line):
            inside = found[1] == name
        kept += [] if inside else [line]
    write_atomically(home / FILE, "\n".join(kept).rstrip() + "\n" if kept else "")


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        said = message("{address} is no address; it begins with https:// or http://", address=address)
        raise PublisherError(said)


def _table(archive: DayArchive) -> str:
    return f"{{ address = {json.dumps(archive.address)}, links = {json.dumps(archive.links)} }}"


def pause(home: Path, name: str, *, paused: bool) -> None:
    """Write into a publisher's section whether it is paused; everything else in the file stays.

    Raises:
        PublisherError: there is no such publisher.
    """
    _write(home, name, {"paused": paused})


def edit(home: Path, name: str, *, feeds: Sequence[str], sitemaps: Sequence[str], schedule: str) -> None:
    """Write a publisher's feeds, sitemaps or schedule anew; what is empty here, and everything else, stays.

    Raises:
        PublisherError: there is no such publisher, nothing is given, an address or the schedule cannot be used.
    """
    for address in (*feeds, *sitemaps):
        _check_address(address)
    given = {"feeds": list(feeds), "sitemaps": list(sitemaps), "schedule": schedule}
    values = {key: value for key, value in given.items() if value}
    if not values:
        raise PublisherError(message("nothing to change; give --feed, --sitemap or --schedule"))
    _write(home, name, values)


def _write(home: Path, name: str, values: Mapping[str, object]) -> None:
    """Put values in the place of a section's own; nothing is written that could not be read again."""
    get(home, name)
    lines = _text(home).splitlines()
    begin = next(number for number, line in enumerate(lines) if line.split("#")[0].strip() == f"[{name}]")
    later = range(begin + 1, len(lines))
    end = next((number for number in later if lines[number].lstrip().startswith("[")), len(lines))
    kept = [line for line in lines[begin + 1 : end] if line.split("=")[0].strip() not in values]
    changed = [*(f"{key} = {json.dumps(value)}" for key, value in values.items()), *kept]
    text = "\n".join([*lines[: begin + 1], *changed, *lines[end:]]) + "\n"
    try:
        section = tomllib.loads(text)[name]
    except tomllib.TOMLDecodeError as error:  # a value went over several lines
        said = message(
            "{name} cannot be changed by a command ({why}); edit {file}", name=name, why=str(error), file=FILE
        )
        raise PublisherError(said) from error
    read_section(name, section)
    write_atomically(home / FILE, text, mode=0o600)


def _text(home: Path) -> str:
    path = home / FILE
    return path.read_text(encoding="utf-8") if path.exists() else ""
