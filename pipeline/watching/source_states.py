"""The sources of watched publishers that give nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.watching.watched_publishers import load
from storage.sources import Sources

if TYPE_CHECKING:
    from locales.interface import Interface
    from pipeline.settings.load import Settings
    from storage.sources import SourceState


def states(settings: Settings, publisher: str | None = None, *, paused: bool = False) -> tuple[SourceState, ...]:
    """Return how the sources stand of the publishers that are watched; paused ones have no rounds to tell.

    Args:
        settings: name the database and the home.
        publisher: only this one's, paused or not.
        paused: whether those of paused ones are wanted, too.
    """
    known = load(settings.home)
    watched = {name: each for name, each in known.items() if paused or not each.paused or name == publisher}
    names = [name for name in watched if publisher in {None, name}]
    with Sources(settings.database_url) as sources:
        return tuple(each for each in sources.of(names) if each.address in watched[each.publisher].listed)


def failing(settings: Settings, publisher: str | None = None) -> tuple[SourceState, ...]:
    """Return the sources that gave nothing in the last round."""
    return tuple(each for each in states(settings, publisher) if each.failures)


def told(state: SourceState, interface: Interface) -> str:
    """Return what there is to say of a source that gives nothing, in one line of the reader's language."""
    why = interface.sentence(state.why) if state.why is not None else ""
    if state.succeeded is None:
        return interface.gettext("{publisher}: {why}; it has given nothing yet", publisher=state.publisher, why=why)
    time = interface.time(state.succeeded)
    return interface.gettext("{publisher}: {why}; last read {time}", publisher=state.publisher, why=why, time=time)
