"""The publishers that are watched, from ``publishers.toml`` under the home folder."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from alignment.messages import message
from alignment.types import Severity
from flows.commands.files import write_atomically
from pipeline.errors import ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.settings import Settings

FILE = "publishers.toml"
#: What a publisher is called: it stands in names of runs and of sections.
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_EVERY = re.compile(r"(\d+)\s*(s|m|h)")
#: A name that nobody knows is a mistake.
_EXACT = {"extra": "forbid"}
_SECONDS = {"s": 1, "m": 60, "h": 3600}


class PublisherError(ZvirkaError):
    """A publisher's section cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Who is told about findings."""

    __pydantic_config__: ClassVar = _EXACT
    #: The name of the environment variable, or "block:" and the name of the Prefect secret, that holds apprise's URL.
    to: str
    #: The least severity worth telling.
    severity: Severity = Severity.MAJOR
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One publisher, and how it is watched."""

    __pydantic_config__: ClassVar = _EXACT
    name: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    #: A cron line in Kyiv's time, or how often: "30s", "10m", "2h".
    schedule: str = "10m"
    paused: bool = False
    #: Hours; what a feed lists from longer ago is left alone.
    max_age: float = 48
    #: BCP 47; () for those of the settings.
    languages: tuple[str, ...] = ()
    #: Hours that editions have to follow a change, and to appear at all; None for those of the settings.
    stale_after: float | None = None
    pending_for: float | None = None
    #: Seconds between two requests to one host; None for that of the settings.
    delay: float | None = None
    notify: tuple[Target, ...] = field(default=())

    @property
    def every(self) -> int | None:
        """Seconds between two runs; None where the schedule is a cron line."""
        found = _EVERY.fullmatch(self.schedule)
        return int(found[1]) * _SECONDS[found[2]] if found else None


def load(home: Path) -> Mapping[str, Publisher]:
    """Return the publishers by name; none where there is no file.

    Raises:
        PublisherError: naming the section, what is wrong with it and what to do.
    """
    path = home / FILE
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = " ".join(str(error).split())
        raise PublisherError(message("{name} cannot be read ({why}); correct it", name=str(path), why=why)) from error
    return {name: _publisher(name, section) for name, section in sections.items()}


def get(home: Path, name: str) -> Publisher:
    """Return one publisher.

    Raises:
        PublisherError: there is none of that name.
    """
    publishers = load(home)
    if name not in publishers:
        known = ", ".join(publishers) or "-"
        raise PublisherError(message("no publisher is called {name}; there are: {known}", name=name, known=known))
    return publishers[name]


def _publisher(name: str, section: Any) -> Publisher:  # noqa: ANN401 - whatever a file holds
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only here

    if not NAME.fullmatch(name) or not isinstance(section, dict):
        said = message(
            "{file}: [{name}] cannot name a publisher; use small letters, digits and hyphens", file=FILE, name=name
        )
        raise PublisherError(said)
    try:
        publisher = TypeAdapter(Publisher).validate_python({**section, "name": name})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        said = message(
            "{file}: {place} of {name} cannot be used ({why})", file=FILE, place=place, name=name, why=first["msg"]
        )
        raise PublisherError(said) from error
    if not _is_schedule(publisher):
        said = message(
            "{file}: the schedule of {name} is neither a cron line nor like 30s, 10m, 2h", file=FILE, name=name
        )
        raise PublisherError(said)
    return publisher


def _is_schedule(publisher: Publisher) -> bool:
    return publisher.every is not None or len(publisher.schedule.split()) == 5  # noqa: PLR2004 - fields of cron


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
        PublisherError: the name is taken or cannot be used.
    """
    if publisher.name in load(home):
        raise PublisherError(message("{name} is watched already; see zvirka watch list", name=publisher.name))
    lines = [f"[{publisher.name}]", f"feeds = {json.dumps(publisher.feeds)}"]
    lines += [f"sitemaps = {json.dumps(publisher.sitemaps)}"] if publisher.sitemaps else []
    lines += [f"languages = {json.dumps(publisher.languages)}"] if publisher.languages else []
    lines += [f"schedule = {json.dumps(publisher.schedule)}"]
    section = "\n".join(lines) + "\n"
    _publisher(publisher.name, tomllib.loads(section).get(publisher.name))
    before = _text(home)
    home.mkdir(parents=True, exist_ok=True)
    write_atomically(home / FILE, f"{before.rstrip()}\n\n{section}".lstrip())


def pause(home: Path, name: str, *, paused: bool) -> None:
    """Write into a publisher's section whether it is paused; everything else in the file stays.

    Raises:
        PublisherError: there is no such publisher.
    """
    get(home, name)
    lines = _text(home).splitlines()
    begin = next(number for number, line in enumerate(lines) if line.split("#")[0].strip() == f"[{name}]")
    later = range(begin + 1, len(lines))
    end = next((number for number in later if lines[number].lstrip().startswith("[")), len(lines))
    kept = [line for line in lines[begin + 1 : end] if line.split("=")[0].strip() != "paused"]
    changed = [f"paused = {json.dumps(paused)}", *kept]
    write_atomically(home / FILE, "\n".join([*lines[: begin + 1], *changed, *lines[end:]]) + "\n")


def _text(home: Path) -> str:
    path = home / FILE
    return path.read_text(encoding="utf-8") if path.exists() else ""
