"""Checks: what differs between the editions of a row, and how much it matters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from alignment.checks.confidence import confidence
from alignment.checks.form.language import is_foreign
from alignment.checks.form.length import is_too_long
from alignment.checks.gaps.find import asked_for
from alignment.checks.gaps.find import gaps as gaps_of
from alignment.checks.glossary import Glossary
from alignment.checks.registry import CHECKS
from alignment.checks.story import story_of
from alignment.checks.types import Span
from alignment.types import FindingKind, Severity
from parsers.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from alignment.checks.types import Check, RowText, Story
    from alignment.encoders.vectors import Vectors
    from alignment.types import Evidence, Finding, Row
    from parsers.types import Article

__all__ = ["CHECKS", "Glossary", "Settings", "find"]

#: They are about whole paragraphs and say nothing about what stands in them.
_PLACES = (FindingKind.MISSING, FindingKind.MOVED)
#: They are about rows in whatever language.
_WHATEVER_THE_LANGUAGE = (*_PLACES, FindingKind.LANGUAGE, FindingKind.LABEL)
_LENGTHS = (FindingKind.OMISSION, FindingKind.ADDITION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a house wants of the checks, by their names; what is not named stays as it is."""

    #: Checks that are not run.
    off: frozenset[str] = frozenset()
    #: The severity that a check's findings get instead of its own.
    severity: Mapping[str, Severity] = field(default_factory=dict)
    #: How long an edition is waited for after another one has changed.
    patience: timedelta = timedelta(hours=3)


def find(
    articles: Mapping[str, Article],
    rows: tuple[Row, ...],
    vectors: Vectors,
    *,
    glossary: Glossary | None = None,
    settings: Settings | None = None,
    now: datetime | None = None,
    since: Mapping[str, Sequence[datetime]] | None = None,
) -> tuple[Finding, ...]:
    """Check every row, then the story as a whole.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors of their blocks; those of sentences are added where they are needed.
        glossary: the house's terms.
        settings: which checks run, and how serious their findings are.
        now: the time of the comparison, with its zone; without it nothing is too fresh to be followed.
        since: since when each edition has had each of its blocks, where earlier comparisons tell.

    Returns:
        Findings in the order of the rows, those about the whole story last; the order of the editions changes nothing.
    """
    chosen = settings or Settings()
    story = replace(
        story_of(articles, rows, vectors, glossary or Glossary()),
        fresh_since=now - chosen.patience if now else None,
        since=since or {},
    )
    short = replace(story, rows=tuple(map(_short, story.rows)))
    vectors.ensure(asked_for(short))  # in one batch, not row by row
    wanted = [check for check in CHECKS if check.name not in chosen.off]
    by_row = [check for check in wanted if check.row is not None]
    found = [*(each for row in story.rows for each in _row(story, row, by_row, chosen)), *_whole(short, wanted, chosen)]
    return tuple(_distinct(found))


def _short(row: RowText) -> RowText:
    """Return a row; without its words where they are too many to be read."""
    if not any(map(is_too_long, row.cells)):
        return row
    return row.without(Span(cell.edition, 0, len(cell.text)) for cell in row.cells)


def _row(story: Story, row: RowText, wanted: Sequence[Check], settings: Settings) -> Iterator[Finding]:
    """Yield the findings of one row; where two are about the same words, the first one speaks."""
    if _short(row) is not row:
        for check in wanted:
            if check.row is not None and check.any_length:
                yield from (_graded(each, check, settings) for each in check.row(story, row))
        return
    foreign = is_foreign(row) and any(check.kind is FindingKind.LANGUAGE for check in wanted)
    found = () if foreign else gaps_of(story, row)
    rest = replace(row.without(span for gap in found if not gap.whole for span in gap.having), gaps=found)
    reported: list[Finding] = []
    for check in wanted:
        if foreign and check.kind not in _WHATEVER_THE_LANGUAGE:
            continue  # whoever translates what was left has to read it all
        if reported and check.kind is FindingKind.DIVERGENT and _explained(reported):
            continue
        for each in check.row(story, rest) if check.row else ():
            if each.kind in _PLACES or not any(_same_words(each, other) for other in reported):
                reported.append(each)
                yield _graded(_in_background(each, row), check, settings)


def _in_background(each: Finding, row: RowText) -> Finding:
    """Return a finding as a note where it is about how much background an edition gives."""
    if each.kind not in _LENGTHS or any(
        block.role is not Role.BACKGROUND for cell in row.cells for block in cell.blocks
    ):
        return each
    return replace(each, severity=Severity.INFO)


def _whole(story: Story, wanted: Sequence[Check], settings: Settings) -> Iterator[Finding]:
    reported: list[Finding] = []
    for check in wanted:
        for each in check.story(story) if check.story is not None else ():
            if not any(_same_heading(each, other) for other in reported):
                reported.append(each)
                yield _graded(each, check, settings)


def _same_heading(one: Finding, other: Finding) -> bool:
    """Return whether a finding on headlines points at words of an edition that another one is about already."""
    return any(_overlap(a, b) for a in one.evidence for b in other.evidence if a.block is None)


def _explained(reported: Iterable[Finding]) -> bool:
    return any(each.kind not in _PLACES for each in reported)


def _same_words(one: Finding, other: Finding) -> bool:
    """Return whether a finding points at words of an edition that one at least as serious points at already."""
    if other.kind in _PLACES or other.severity.rank > one.severity.rank or one.edition != other.edition:
        return False
    return any(
        _overlap(a, b) for a in one.evidence for b in other.evidence if one.edition is None or a.edition == one.edition
    )


def _overlap(one: Evidence, other: Evidence) -> bool:
    same_block = (one.edition, one.block) == (other.edition, other.block)
    return same_block and one.start < other.end and other.start < one.end


def _graded(each: Finding, check: Check, settings: Settings) -> Finding:
    """Return a finding with its calibrated confidence and the severity that the house wants."""
    severity = settings.severity.get(check.name, each.severity)
    return replace(each, severity=severity, confidence=confidence(check.name, each.cause))


def _distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings with distinct ids: what is said twice in the same words is told apart by its turn."""
    seen: Counter[str] = Counter()
    for each in found:
        seen[each.id] += 1
        yield each if seen[each.id] == 1 else replace(each, id=f"{each.id}-{seen[each.id]}")
