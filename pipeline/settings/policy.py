"""What holds for a story: the settings of its publisher, and what a house wants of the checks."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from locales.messages import message
from parsers import links
from pipeline.errors import SettingsError
from pipeline.settings.check_settings import CheckSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from alignment.checks import Glossary
    from alignment.checks import Settings as Wanted
    from pipeline.settings.load import HistorySettings, Settings
    from pipeline.settings.publisher_settings import Publisher
    from sources.wordpress.site import WordPress


#: The glossary's name under the home folder.
FILE = "glossary.toml"


def publisher_of(url: str, publishers: Mapping[str, Publisher]) -> Publisher | None:
    """Return the settings of an address's publisher: its host is the publisher's or lies under it."""
    host = links.host(url)
    return next(
        (settings for name, settings in publishers.items() if f".{host}".endswith(f".{name.removeprefix('www.')}")),
        None,
    )


def known_publisher(urls: Iterable[str], publishers: Mapping[str, Publisher]) -> Publisher | None:
    """Return the settings of the publisher of a story's addresses; None where they are nobody's who is known."""
    return next((found for url in urls if (found := publisher_of(url, publishers)) is not None), None)


def wordpress_sites(publishers: Mapping[str, Publisher]) -> frozenset[WordPress]:
    """Return the sites whose posts are read by REST."""
    return frozenset(each.wordpress for each in publishers.values() if each.wordpress is not None)


def times(urls: Iterable[str], settings: Settings) -> HistorySettings:
    """Return the times that hold for a story's publisher."""
    known = known_publisher(urls, settings.publishers)
    own = settings.history
    if known is None:
        return own
    stale_after = own.stale_after if known.stale_after is None else known.stale_after
    pending_for = own.pending_for if known.pending_for is None else known.pending_for
    return replace(own, stale_after=stale_after, pending_for=pending_for)


def together(urls: Sequence[str], settings: Settings) -> CheckSettings:
    """Return what holds for a story: what its publisher wants besides what all want.

    Args:
        urls: of its editions.
        settings: everything that is set.
    """
    known = known_publisher(urls, settings.publishers)
    own = settings.checks
    if known is None:
        return own
    return CheckSettings(
        off=(*own.off, *known.checks.off),
        severity={**own.severity, **known.checks.severity},
        glossary=known.checks.glossary or own.glossary,
    )


def wanted(urls: Sequence[str], settings: Settings) -> tuple[Wanted, Glossary]:
    """Return the settings and the glossary that the checks of a story run by.

    Raises:
        SettingsError: a check that nobody knows is named, or the glossary cannot be read.
    """
    from alignment.checks import CHECKS, Glossary  # noqa: PLC0415 - numpy; errors of usage come without it
    from alignment.checks import Settings as Wanted  # noqa: PLC0415 - the same
    from alignment.checks.glossary import GlossaryError, load  # noqa: PLC0415 - the same

    chosen = together(urls, settings)
    names = {name: check.name for check in CHECKS for name in (check.name, check.former) if name}
    for name in (*chosen.off, *chosen.severity):
        if name not in names:
            raise SettingsError(message("no check is called {name}; zvirka checks shows them all", name=name))
    patience = timedelta(hours=times(urls, settings).stale_after)
    asked = Wanted(
        off=frozenset(names[name] for name in chosen.off),
        severity={names[name]: each for name, each in chosen.severity.items()},
        patience=patience,
    )
    path = _glossary(chosen, settings)
    if path is None:
        return asked, Glossary()
    try:
        return asked, load(path)
    except GlossaryError as error:
        why = " ".join(error.detail.split())
        raise SettingsError(
            message("the glossary {name} cannot be read ({why}); correct it", name=error.path, why=why)
        ) from error


def fingerprint(urls: Sequence[str], settings: Settings) -> str:
    """Return a hash of what is wanted, the glossary's words included; the same findings follow from the same."""
    chosen = together(urls, settings)
    path = _glossary(chosen, settings)
    terms = path.read_bytes() if path is not None and path.is_file() else b""
    named = replace(chosen, off=tuple(sorted(chosen.off)), severity=dict(sorted(chosen.severity.items())))
    return hashlib.sha256(repr(named).encode() + terms).hexdigest()


def _glossary(chosen: CheckSettings, settings: Settings) -> Path | None:
    if chosen.glossary is not None:
        return settings.home / chosen.glossary
    usual = settings.home / FILE
    return usual if usual.is_file() else None
