"""What people decide about findings: kept by content and scope, undone by marking, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.models import StoredDecision, StoredFinding, Story
from storage.stories import finding_statistics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, RowMapping

    from alignment.types import Comparison, Finding
    from locales.messages import Message


class Reason(StrEnum):
    """Why a finding is set aside."""

    DELIBERATE = "deliberate"
    FALSE_ALARM = "false-alarm"
    WILL_FIX = "will-fix"


class Scope(StrEnum):
    """How far a decision reaches."""

    #: This text, wherever it stands; lapses when the text of any edition changes.
    TEXT = "text"
    #: Findings of this kind about this edition, in this story.
    STORY = "story"
    #: Findings of this kind about this edition, in all stories of the publisher.
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What someone chose in the dialogue."""

    reason: Reason
    scope: Scope
    who: str
    made: datetime
    note: str = ""
    #: Of a promise ("will be fixed"): who mends the text, and until when; it is about this text alone.
    fixer: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision that was made."""

    id: int
    story: str
    finding: str
    kind: str
    #: "" where the finding named none.
    edition: str
    publisher: str
    scope: Scope
    reason: Reason
    note: str
    said: Message
    who: str
    made: datetime
    #: Of a promise: until when it holds, and who mends the text. It settles nothing.
    until: datetime | None
    fixer: str
    undone: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The decisions that concern a comparison."""

    #: By the ids of the findings that they hold for.
    holding: Mapping[str, Decision]
    #: Decisions about a text that the comparison no longer has.
    lapsed: tuple[Decision, ...]
    #: Promises that somebody will mend the text, by the ids of the findings, which count until the text has changed;
    #: also those whose day has passed.
    promised: Mapping[str, Decision]


class Decisions:
    """The decisions of one database.

    Args:
        engine: for reading.
        writing: the same, for transactions that write.
    """

    def __init__(self, engine: Engine, writing: Engine) -> None:
        self._engine, self._writing = engine, writing

    def make(self, comparison: Comparison, findings: Iterable[Finding], choice: Choice) -> tuple[int, ...]:
        """Dismiss findings of a comparison, all or none.

        Returns:
            The decisions' ids, in the order of the findings.
        """
        publisher = comparison.house
        rows = [_row(comparison.story, publisher, finding, choice) for finding in findings]
        with self._writing.begin() as connection:
            insert = sa.insert(StoredDecision).returning(StoredDecision.id)
            ids = tuple(connection.execute(insert.values(row)).scalar_one() for row in rows)
            for row in rows:
                finding_statistics.refresh(connection, _reached(connection, row))
        return ids

    def undo(self, decision: int, *, who: str, at: datetime) -> bool:
        """Take a decision back; False where there is none or it was taken back before."""
        which = (StoredDecision.id == decision, StoredDecision.undone.is_(None))
        with self._writing.begin() as connection:
            done = connection.execute(sa.update(StoredDecision).where(*which).values(undone=at, undone_by=who))
            if done.rowcount:
                query = sa.select(StoredDecision).where(StoredDecision.id == decision)
                row = dict(connection.execute(query).mappings().one())
                finding_statistics.refresh(connection, _reached(connection, row))
        return bool(done.rowcount)

    def get(self, decision: int) -> Decision | None:
        """Return a decision by its id."""
        with self._engine.begin() as connection:
            query = sa.select(StoredDecision).where(StoredDecision.id == decision)
            row = connection.execute(query).mappings().first()
        return None if row is None else _decision(row)

    def of(self, comparison: Comparison) -> Standing:
        """Return the decisions that hold for a comparison's findings, and those that lapsed."""
        findings = {finding.id: finding for finding in comparison.findings}
        publisher = comparison.house
        candidates = sa.or_(
            StoredDecision.finding.in_(list(findings)),
            StoredDecision.story == comparison.story,
            sa.and_(StoredDecision.scope == Scope.PUBLISHER, StoredDecision.publisher == publisher),
        )
        query = sa.select(StoredDecision).where(StoredDecision.undone.is_(None), candidates)
        with self._engine.begin() as connection:
            rows = connection.execute(query.order_by(StoredDecision.id)).mappings().all()
        decisions = [_decision(row) for row in rows]
        standing = {
            (name, decision.until is None): decision
            for name, finding in findings.items()
            for decision in decisions
            if _holds(decision, finding, comparison.story, publisher)
        }
        return Standing(
            holding={name: decision for (name, settles), decision in standing.items() if settles},
            promised={
                name: decision
                for (name, settles), decision in standing.items()
                if not settles and (name, True) not in standing
            },
            lapsed=tuple(
                decision
                for decision in decisions
                if decision.scope == Scope.TEXT
                and decision.story == comparison.story
                and decision.finding not in findings
            ),
        )

    def of_story(self, story: str) -> tuple[Decision, ...]:
        """Return everything that was decided in a story, undone or not, newest first."""
        query = sa.select(StoredDecision).where(StoredDecision.story == story).order_by(StoredDecision.id.desc())
        with self._engine.begin() as connection:
            return tuple(_decision(row) for row in connection.execute(query).mappings())


def _holds(decision: Decision, finding: Finding, story: str, publisher: str) -> bool:
    if decision.scope == Scope.TEXT:
        return decision.finding == finding.id
    if (decision.kind, decision.edition) != (finding.subject, finding.edition or ""):
        return False
    return decision.story == story if decision.scope == Scope.STORY else decision.publisher == publisher


def _row(story: str, publisher: str, finding: Finding, choice: Choice) -> dict[str, object]:
    return {
        "story": story,
        "finding": finding.id,
        "kind": finding.subject,
        "edition": finding.edition or "",
        "publisher": publisher,
        "scope": choice.scope.value,
        "reason": choice.reason.value,
        "note": choice.note,
        "said": finding_statistics.MESSAGE.dump_json(finding.message).decode(),
        "who": choice.who,
        "made": choice.made,
        "until": choice.until,
        "fixer": choice.fixer,
        "undone": None,
        "undone_by": None,
    }


def _reached(connection: Connection, row: Mapping[str, object]) -> Sequence[str]:
    """Return the stories whose counts a decision changes."""
    if row["scope"] == Scope.STORY:
        return [str(row["story"])]
    query = sa.select(StoredFinding.story).distinct().where(StoredFinding.resolved.is_(None))
    if row["scope"] == Scope.TEXT:
        return connection.execute(query.where(StoredFinding.id == row["finding"])).scalars().all()
    edition = sa.func.coalesce(StoredFinding.edition, "")
    concerned = query.join(Story, Story.id == StoredFinding.story).where(
        Story.publisher == row["publisher"], StoredFinding.kind == row["kind"], edition == row["edition"]
    )
    return connection.execute(concerned).scalars().all()


def _decision(row: RowMapping) -> Decision:
    read = {
        "said": finding_statistics.MESSAGE.validate_json(row["said"]),
        "scope": Scope(row["scope"]),
        "reason": Reason(row["reason"]),
    }
    return Decision(**{**row, **read})
