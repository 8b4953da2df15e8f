"""Drafts for stories that were compared before: on the command line and from the review app."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.drafts import make, terms
from pipeline.drafts.translators import PROVIDERS, translator
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from alignment.types import Comparison, Draft
    from pipeline.settings.load import Settings
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drafted in one story."""

    story: str
    #: Ids of findings; None for all that a draft can help with.
    findings: frozenset[str] | None


def wanted(names: Sequence[str], store: Store) -> list[Wanted]:
    """Return what names stand for, one entry for each story.

    Args:
        names: ids of stories and of findings.
        store: knows both.

    Raises:
        UsageError: a name is neither.
    """
    found: dict[str, set[str] | None] = {}
    for name in names:
        if store.summary(name) is not None:
            found[name] = None
            continue
        story = store.story_with(name)
        if story is None:
            said = message("{name} is neither a story nor an open finding; zvirka findings lists both", name=name)
            raise UsageError(said)
        among = found.setdefault(story, set())
        if among is not None:
            among.add(name)
    return [Wanted(story, None if ids is None else frozenset(ids)) for story, ids in found.items()]


def chosen(provider: str | None, settings: Settings) -> str:
    """Return the provider that was asked for, or that the settings name.

    Raises:
        UsageError: none is.
    """
    name = provider or settings.drafts.provider
    if not name:
        known = ", ".join(PROVIDERS)
        said = message("no provider is chosen; give --provider, or set drafts.provider to one of {known}", known=known)
        raise UsageError(said)
    return name


def draft(
    story: str, findings: Collection[str] | None, settings: Settings, store: Store, *, provider: str | None = None
) -> tuple[Comparison, tuple[Draft, ...]]:
    """Draft what a story's editions lack and keep it with the story's comparison; no article is changed.

    Args:
        story: its id.
        findings: ids of the findings to draft; None for all that a draft can help with.
        settings: the provider and its manners.
        store: holds the comparison and the drafts of before.
        provider: another one than the settings name.

    Returns:
        The comparison with all its drafts, and those that were made now.

    Raises:
        UsageError: there is no such story or provider.
        SettingsError: the glossary cannot be read.
    """
    service = translator(chosen(provider, settings), settings.drafts, settings.allowed_hosts)
    comparison = store.comparison(story)
    if comparison is None:
        raise UsageError(message("there is no story {story}; zvirka findings lists them", story=story))
    house = terms.load(comparison, settings)
    made = make.make(comparison, service, store.drafts, deadline=settings.drafts.deadline, house=house, only=findings)
    if made:
        comparison = replace(comparison, drafts=make.merged(comparison, made))
        store.record(comparison, {}, inputs=store.inputs(story))
    return comparison, made
