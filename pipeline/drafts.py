"""Machine translations of missing paragraphs: offers to an editor, never part of an article."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from alignment.types import Draft, FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.types import Comparison, Finding


class Translator(Protocol):
    """A service that translates."""

    @property
    def name(self) -> str:
        """What the service is called; drafts are labelled and cached with it."""

    def translate(self, text: str, *, source: str, target: str, timeout: float) -> str:
        """Return a text in another language.

        Args:
            text: in the source language.
            source: BCP 47.
            target: BCP 47.
            timeout: seconds after which the caller wants to go on.

        Raises:
            TranslationError: for whatever reason; the text is one line.
        """


class TranslationError(Exception):
    """A service did not translate; the text says why in one line."""


class Cache(Protocol):
    """Keeps translations between runs."""

    def load(self, provider: str, source: str, target: str, text: str) -> str | None:
        """Return a translation that was made before."""

    def save(self, provider: str, source: str, target: str, text: str, translation: str) -> None:
        """Keep a translation."""


def make(comparison: Comparison, translator: Translator, cache: Cache, *, deadline: float) -> tuple[Draft, ...]:
    """Draft what is missing; what fails is a draft without text, never an error.

    Args:
        comparison: its findings of kind ``missing`` are drafted.
        translator: the service.
        cache: translations of earlier runs.
        deadline: seconds for all drafts together.
    """
    run = _Run(translator, cache, time.monotonic() + deadline)
    return tuple(
        _draft(run, finding.id, target, *origin)
        for finding, target in _missing(comparison)
        if (origin := _origin(comparison, finding, target)) is not None
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """What all drafts of a run share; ``end`` is on the monotonic clock."""

    translator: Translator
    cache: Cache
    end: float


def _missing(comparison: Comparison) -> Iterator[tuple[Finding, str]]:
    """Return the findings to draft, each with the edition that lacks something."""
    for finding in comparison.findings:
        if finding.kind is FindingKind.MISSING and finding.edition is not None and finding.row is not None:
            yield finding, finding.edition


def _origin(comparison: Comparison, finding: Finding, target: str) -> tuple[str, str] | None:
    """Return the first edition that has the text, and the text."""
    assert finding.row is not None
    cells = comparison.rows[finding.row].cells
    for language, article in comparison.articles.items():
        text = "\n\n".join(article.blocks[index].text for index in cells.get(language, ())).strip()
        if language != target and text:
            return language, text
    return None


def _draft(run: _Run, finding: str, target: str, source: str, text: str) -> Draft:
    provider = run.translator.name
    translation, error = run.cache.load(provider, source, target, text), None
    if translation is None:
        try:
            translation = _translate(run, text, source, target)
        except TranslationError as failed:
            error = " ".join(str(failed).split())
        else:
            run.cache.save(provider, source, target, text, translation)
    return Draft(
        finding=finding,
        source=source,
        target=target,
        provider=provider,
        created=datetime.now(UTC),
        text=translation,
        error=error,
    )


def _translate(run: _Run, text: str, source: str, target: str) -> str:
    """Translate within what is left of the run's time.

    Raises:
        TranslationError: the service failed, gave nothing, or there is no time left.
    """
    left = run.end - time.monotonic()
    if left <= 0:
        message = "there was no time left for this draft"
        raise TranslationError(message)
    translation = run.translator.translate(text, source=source, target=target, timeout=left).strip()
    if not translation:
        message = f"{run.translator.name} returned an empty translation"
        raise TranslationError(message)
    return translation
