"""Editions in time: one that changed while others did not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from alignment.finding_ids import finding_id
from alignment.types import Evidence, Finding, FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from alignment.types import Comparison
    from parsers.types import Article, Block

#: Characters of a changed paragraph that a message shows.
SHOWN = 120
#: The cause of these findings; the check of notes on updates has findings of the same kind.
NOT_UPDATED = "not-updated"

#: Findings that say nothing about whether an edition followed.
_OTHER_KINDS = frozenset({FindingKind.STALE, FindingKind.PENDING, FindingKind.MOVED, FindingKind.MEDIA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The last change of an edition."""

    #: When it was first seen.
    seen: datetime
    #: The comparison before it.
    before: Comparison
    #: Indices of the blocks that are new or say something else now.
    blocks: tuple[int, ...]
    #: The texts of blocks that have no place any more.
    gone: tuple[str, ...]


def changes(history: Sequence[Comparison], current: Comparison) -> dict[str, Change]:
    """Return the last change of each edition that has had one, by language.

    Args:
        history: the story's earlier comparisons, oldest first.
        current: the comparison of now.
    """
    steps = [*_unbroken(history, current), current]
    return {language: change for language in current.articles if (change := last_change(steps, language))}


def stale(changes: Mapping[str, Change], current: Comparison, grace: timedelta) -> tuple[Finding, ...]:
    """Return a finding for each edition that did not follow when another one changed.

    An edition follows when the rows of the change show no difference any more. So the finding resolves by itself when
    the edition follows, and also when the change is taken back.

    Args:
        changes: the editions' last ones, by language.
        current: the comparison of now.
        grace: how long an edition has to follow.
    """
    due = {language: change for language, change in changes.items() if current.created - change.seen >= grace}
    newest_first = sorted(due.items(), key=lambda pair: pair[1].seen, reverse=True)
    return tuple(
        finding
        for language in current.articles
        if (finding := _behind(language, changes.get(language), newest_first, current)) is not None
    )


def _behind(
    language: str, own: Change | None, changes: Sequence[tuple[str, Change]], current: Comparison
) -> Finding | None:
    """Return the finding of an edition that lacks the newest change of another one, None where it lacks none."""
    for other, change in changes:
        if other == language or (own is not None and own.seen >= change.seen):
            continue
        blocks = [index for index in change.blocks if _differs(current, other, index, language)]
        gone = [text for text in change.gone if _still_there(current, change.before, other, text, language)]
        if blocks or gone:
            return _stale(language, other, blocks, gone, current)
    return None


def _differs(current: Comparison, changed: str, block: int, language: str) -> bool:
    """Return whether the row of a changed block shows a difference between two editions."""
    for number, row in enumerate(current.rows):
        if block in row.cells.get(changed, ()):
            found = any(
                finding.row == number
                and finding.kind not in _OTHER_KINDS
                and finding.severity is not Severity.INFO
                and finding.edition in (None, changed, language)
                for finding in current.findings
            )
            return found or not row.cells.get(language)
    return False


def _still_there(current: Comparison, before: Comparison, changed: str, text: str, language: str) -> bool:
    """Return whether an edition still has what another one took out."""
    if language not in before.articles:
        return False
    mine, theirs = before.articles[language].blocks, before.articles[changed].blocks
    partners = {
        mine[index].text
        for row in before.rows
        if any(theirs[index].text == text for index in row.cells.get(changed, ()))
        for index in row.cells.get(language, ())
    }
    blocks = current.articles[language].blocks
    return any(
        blocks[index].text in partners
        for row in current.rows
        if not row.cells.get(changed)
        for index in row.cells.get(language, ())
    )


def _unbroken(history: Sequence[Comparison], current: Comparison) -> list[Comparison]:
    """Return the newest part of a history that the same engine made; another one may only read pages differently."""
    kept: list[Comparison] = []
    for earlier in reversed(history):
        if earlier.engine != current.engine:
            break
        kept.append(earlier)
    return kept[::-1]


def last_change(steps: Sequence[Comparison], language: str) -> Change | None:
    """Return the last change of an edition that other editions ought to follow, None where there was none.

    Args:
        steps: comparisons of a story, oldest first; the last one is the present.
        language: the edition.
    """
    with_it = [step for step in steps if language in step.articles]
    for before, after in reversed(list(pairwise(with_it))):
        if any(difference(before.articles[language], after.articles[language])):
            blocks, gone = difference(before.articles[language], with_it[-1].articles[language])
            return Change(seen=after.created, before=before, blocks=blocks, gone=gone)
    return None


def difference(before: Article, after: Article) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return what an edition's new version says otherwise, as a translator would see it.

    Corrected letters are passed over: a block is the same as long as its numbers, its names and most of its words stay.

    Returns:
        The indices of new or changed blocks, and the texts of those that have no place in the new version.
    """
    old = [block for block in before.blocks if block.text]
    new = [(index, block) for index, block in enumerate(after.blocks) if block.text]
    unmatched = list(old)
    changed = []
    for index, block in new:
        same = next((each for each in unmatched if _same(each, block, after.language)), None)
        if same is None:
            changed.append(index)
        else:
            unmatched.remove(same)
    return tuple(changed), tuple(block.text for block in unmatched)


def _same(one: Block, other: Block, language: str) -> bool:
    if one.text == other.text:
        return True
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only where something changed

    from alignment.texts.keys import TOKEN, keys_of  # noqa: PLC0415 - the same

    if ratio(one.text, other.text) < 90:  # noqa: PLR2004 - percent; a few letters or one short word
        return False
    return keys_of(TOKEN.findall(one.text), language) == keys_of(TOKEN.findall(other.text), language)


def _stale(language: str, ahead: str, blocks: Sequence[int], gone: Sequence[str], current: Comparison) -> Finding:
    texts = [(index, current.articles[ahead].blocks[index].text) for index in blocks]
    values = {"edition": f"language:{language}", "other": f"language:{ahead}"}
    if texts:
        said = message("{edition} has not followed a change in {other}: {words}", words=_short(texts[0][1]), **values)
    else:
        said = message(
            "{edition} has not followed {other}, which took this out: {words}", words=_short(gone[0]), **values
        )
    return Finding(
        id=finding_id(FindingKind.STALE, language, ahead, *(text for _, text in texts), *gone),
        kind=FindingKind.STALE,
        severity=Severity.MINOR,
        message=said,
        edition=language,
        cause=NOT_UPDATED,
        evidence=tuple(
            Evidence(edition=ahead, block=index, start=0, end=len(text), text=text) for index, text in texts
        ),
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
