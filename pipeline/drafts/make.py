"""Machine translations of what an edition lacks: offers to an editor, never part of an article."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from alignment.types import Draft, FindingKind
from pipeline.drafts import terms as house_terms
from pipeline.drafts.faults import Fault, TranslationError, checked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from alignment.types import Comparison, DraftTerm, Finding
    from pipeline.drafts.terms import House

__all__ = ["Cache", "TranslationError", "Translator", "make", "merged"]

#: What can be drafted.
KINDS = frozenset({FindingKind.MISSING, FindingKind.OMISSION})
#: The text is on the page and was only not read: nothing to translate.
READ_BADLY = "lost-by-parser"


class Translator(Protocol):
    """A service that translates; it may say that it ``takes_terms``."""

    @property
    def name(self) -> str:
        """What the service is called; drafts are labelled and cached with it."""

    def translate(self, text: str, *, source: str, target: str, timeout: float, terms: Sequence[DraftTerm] = ()) -> str:
        """Return a text in another language.

        Args:
            text: in the source language.
            source: BCP 47.
            target: BCP 47.
            timeout: seconds after which the caller wants to go on.
            terms: the house's words; not all services can be told.

        Raises:
            TranslationError: for whatever reason; the text is one line.
        """


class Cache(Protocol):
    """Keeps translations between runs."""

    def load(self, provider: str, source: str, target: str, text: str) -> tuple[str, datetime] | None:
        """Return a translation that was made before, and when."""

    def save(self, provider: str, source: str, target: str, text: str, translation: str) -> None:
        """Keep a translation."""


def make(
    comparison: Comparison,
    translator: Translator,
    cache: Cache,
    *,
    deadline: float,
    house: House | None = None,
    only: Collection[str] | None = None,
) -> tuple[Draft, ...]:
    """Draft what editions lack, from each of the others; what fails is a draft without text, never an error.

    Args:
        comparison: its findings of kind ``missing`` and ``omission`` are drafted.
        translator: the service.
        cache: translations of earlier runs.
        deadline: seconds for all drafts together.
        house: its words; None without any.
        only: ids of the findings to draft; None for all that a draft can help with.
    """
    run = _Run(comparison, translator, cache, time.monotonic() + deadline, house or house_terms.House())
    return tuple(
        _draft(run, finding.id, source, target, text)
        for finding, target in _lacking(comparison, only)
        for source, text in _origins(comparison, finding, target)
    )


def merged(comparison: Comparison, made: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return a comparison's drafts with newer ones in place of those that they repeat."""
    newer = {(draft.finding, draft.source, draft.target, draft.provider) for draft in made}
    kept = [
        draft for draft in comparison.drafts if (draft.finding, draft.source, draft.target, draft.provider) not in newer
    ]
    return (*kept, *made)


@dataclass(frozen=True, slots=True)
class _Run:
    """What all drafts of a run share; ``end`` is on the monotonic clock."""

    comparison: Comparison
    translator: Translator
    cache: Cache
    end: float
    house: House


def _lacking(comparison: Comparison, only: Collection[str] | None) -> Iterator[tuple[Finding, str]]:
    """Return the findings to draft, each with the edition that lacks something."""
    for finding in comparison.findings:
        wanted = finding.cause != READ_BADLY if only is None else finding.id in only
        if wanted and finding.kind in KINDS and finding.row is not None:
            target = finding.edition or _silent(comparison, finding)
            if target is not None:
                yield finding, target


def _silent(comparison: Comparison, finding: Finding) -> str | None:
    """Return the only edition that a finding shows nothing of: where two disagree, none is at fault, but one lacks."""
    shown = {span.edition for span in finding.evidence}
    silent = [language for language in comparison.articles if language not in shown]
    return silent[0] if len(silent) == 1 and shown else None


def _origins(comparison: Comparison, finding: Finding, target: str) -> Iterator[tuple[str, str]]:
    """Yield every other edition that has the text, and the text: whole blocks, or the omitted sentences."""
    assert finding.row is not None, "chosen so"
    cells = comparison.rows[finding.row].cells
    for language, article in comparison.articles.items():
        if finding.kind is FindingKind.OMISSION:
            spans = sorted(
                (span.block or 0, span.start, span.text) for span in finding.evidence if span.edition == language
            )
            text = " ".join(said for _, _, said in spans).strip()
        else:
            text = "\n\n".join(article.blocks[index].text for index in cells.get(language, ())).strip()
        if language != target and text:
            yield language, text


def _draft(run: _Run, finding: str, source: str, target: str, text: str) -> Draft:
    wanted = house_terms.wanted(run.house, text, source, run.comparison.articles[target])
    translation, created, cause, error = None, datetime.now(UTC), None, None
    try:
        translation, created = _translation(run, text, source, target, wanted)
    except TranslationError as failed:
        cause, error = failed.fault.value, str(failed)
    else:
        translation, wanted = house_terms.applied(run.house, translation, wanted, source, target)
    return Draft(
        finding=finding,
        source=source,
        target=target,
        provider=run.translator.name,
        created=created,
        text=translation,
        error=error,
        cause=cause,
        terms=wanted if translation is not None else (),
    )


def _translation(run: _Run, text: str, source: str, target: str, wanted: tuple[DraftTerm, ...]) -> tuple[str, datetime]:
    """Return a translation, from an earlier run or within what is left of this run's time, and when it was made.

    Raises:
        TranslationError: the service failed, gave no translation, or there is no time left.
    """
    provider = run.translator.name
    passed = wanted if getattr(run.translator, "takes_terms", False) else ()
    key = "\x00".join((text, *(f"{term.source}={term.wanted}" for term in passed)))
    known = run.cache.load(provider, source, target, key)
    if known is not None:
        return known
    left = run.end - time.monotonic()
    if left <= 0:
        raise TranslationError(Fault.NO_TIME, "there was no time left for this draft")
    given = run.translator.translate(text, source=source, target=target, timeout=left, terms=passed)
    made = checked(given, text, name=provider, target=target, languages=tuple(run.comparison.articles))
    run.cache.save(provider, source, target, key, made)
    return made, datetime.now(UTC)
