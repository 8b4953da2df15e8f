"""What is known about publishers and how they are watched, from ``publishers.toml`` under the home folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from alignment.types import Severity
from locales.messages import message
from pipeline.errors import ZvirkaError
from pipeline.settings import edit_links
from pipeline.settings.check_settings import CheckSettings
from sources.types import DayArchive  # noqa: TC001 - pydantic reads the annotations
from sources.wordpress.site import WordPress  # noqa: TC001 - the same

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import TypeAdapter

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
    #: Where its pages lie, with all hosts under these; () for the hosts of its feeds and sitemaps.
    hosts: tuple[str, ...] = ()
    #: RSS or Atom, by language (BCP 47) where the editions of a story do not link to each other.
    feeds: tuple[str, ...] | Mapping[str, str] = ()
    sitemaps: tuple[str, ...] = ()
    #: Pages that list what appeared on a day.
    archives: tuple[DayArchive, ...] = ()
    #: The site whose posts are read by REST, drafts too; in place of its feeds, for it lists what is published as well.
    wordpress: WordPress | None = None
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
    #: How serious it is that an edition never comes, by language; major where nothing is said.
    absent: Mapping[str, Severity] = field(default_factory=dict)
    #: Stories that never appear in a language: what their addresses have in them, or what their section is called.
    never: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: What it wants of the checks besides what the settings want of all.
    checks: CheckSettings = field(default_factory=CheckSettings)
    #: Seconds between two requests to one host; None for that of the settings.
    delay: float | None = None
    #: Where an article is edited, with fields of its address in braces (see ``edit_links``); "" where nobody said.
    edit: str = ""
    notify: tuple[Target, ...] = field(default=())

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its feeds."""
        return tuple(self.feeds.values()) if isinstance(self.feeds, Mapping) else self.feeds

    @property
    def by_language(self) -> Mapping[str, str]:
        """Its feeds by language; empty where nobody said whose language they are in."""
        return self.feeds if isinstance(self.feeds, Mapping) else {}

    @property
    def listed(self) -> tuple[str, ...]:
        """Where it says what it puts out: feeds, sitemaps, archives, its WordPress."""
        own = () if self.wordpress is None else (self.wordpress.home,)
        return (*self.addresses, *self.sitemaps, *(archive.address for archive in self.archives), *own)

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """Where its pages lie."""
        named = (urlsplit(url).hostname for url in self.listed)
        return self.hosts or tuple(dict.fromkeys(host.removeprefix("www.") for host in named if host))

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
    return {name: read_section(name, section) for name, section in sections.items()}


def get(home: Path, name: str) -> Publisher:
    """Return one publisher.

    Raises:
        PublisherError: there is none of that name.
    """
    publishers = load(home)
    if name not in publishers:
        known = ", ".join(publishers)
        if not known:
            raise PublisherError(message("no publisher is called {name}; none is watched yet", name=name))
        raise PublisherError(message("no publisher is called {name}; there are: {known}", name=name, known=known))
    return publishers[name]


def check_name(name: str) -> None:
    """Refuse a name that cannot stand in names of runs and of sections.

    Raises:
        PublisherError: the name cannot be used.
    """
    if not NAME.fullmatch(name):
        said = message(
            "{file}: [{name}] cannot name a publisher; use small letters, digits and hyphens", file=FILE, name=name
        )
        raise PublisherError(said)


@cache
def _form() -> TypeAdapter[Publisher]:
    """Return what checks a section; to make it costs far more than to use it, and a file has many sections."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - only here

    return TypeAdapter(Publisher)


def read_section(name: str, section: Any) -> Publisher:  # noqa: ANN401 - whatever a file holds
    """Return the publisher that a section describes.

    Raises:
        PublisherError: naming what is wrong with it.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - only here

    check_name(name)
    if not isinstance(section, dict):
        said = message(
            "{file}: [{name}] cannot name a publisher; use small letters, digits and hyphens", file=FILE, name=name
        )
        raise PublisherError(said)
    try:
        publisher = _form().validate_python({**section, "name": name})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"] if "[" not in str(part))  # names of types, for choices
        said = message(
            "{file}: {place} of {name} cannot be used ({why})", file=FILE, place=place, name=name, why=first["msg"]
        )
        raise PublisherError(said) from error
    if publisher.edit and (why := edit_links.wrong(publisher.edit)):
        said = message("{file}: {place} of {name} cannot be used ({why})", file=FILE, place="edit", name=name, why=why)
        raise PublisherError(said)
    if not _is_schedule(publisher):
        said = message(
            "{file}: the schedule of {name} is neither a cron line nor like 30s, 10m, 2h", file=FILE, name=name
        )
        raise PublisherError(said)
    return publisher


def _is_schedule(publisher: Publisher) -> bool:
    if publisher.every is not None:
        return publisher.every > 0
    return len(publisher.schedule.split()) == 5  # noqa: PLR2004 - fields of cron
