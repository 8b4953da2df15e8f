"""Dismissing findings and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response  # noqa: TC002 - FastAPI reads the annotations
from pydantic import BaseModel

from locales import clock
from locales.messages import message
from review.access import Editor, Reader  # noqa: TC001 - FastAPI reads the annotations
from review.findings.finding_states import stand
from review.forms import Form, Id, body, read_form
from review.redirects import back
from review.refusals import Refused, read_story
from storage.decisions import Choice, Decision, Reason, Scope
from storage.store import Store  # noqa: TC001 - FastAPI reads the annotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import Comparison, Finding

router = APIRouter()
#: Characters of a note, and of a name.
NOTE, NAME = 2000, 100
#: How long a promise holds where nobody says.
DAYS = timedelta(days=3)


class Dismissal(BaseModel):
    """Findings of one story, and why they are dismissed."""

    finding: list[str]
    reason: Reason
    scope: Scope
    note: str = ""
    #: Where the text will be fixed: by whom, and by which day; without them by whoever says so, in three days.
    fixer: str = ""
    until: date | None = None


class Made(BaseModel):
    """The decisions that were made."""

    decisions: tuple[int, ...]


class Undone(BaseModel):
    """Whether a decision was taken back now, and not before."""

    undone: bool


class ShownDecision(BaseModel):
    """A decision."""

    id: int
    finding: str
    kind: str
    edition: str
    scope: Scope
    reason: Reason
    note: str
    who: str
    made: datetime
    until: datetime | None
    fixer: str
    undone: datetime | None
    undone_by: str | None


Sent = Annotated[Form, Depends(read_form)]


@router.post("/stories/{story}/decisions", include_in_schema=False)
def decide(request: Request, story: str, person: Editor, form: Sent) -> Response:
    """Dismiss findings and go to the next open one."""
    comparison, findings = _findings(request, story, form.all("finding"))
    store: Store = request.app.state.store
    made = _make(store, comparison, findings, form, person.name)
    settled = set(stand(store.decisions.of(comparison), datetime.now(UTC)).states)
    following = _next_open(comparison, findings[-1], form.one("next"), settled)
    return back(request, story, following, form, made[-1])


@router.post("/stories/{story}/decisions.json", openapi_extra=body(Dismissal))
def decide_json(request: Request, story: str, person: Editor, form: Sent) -> Made:
    """Dismiss findings: ``{"finding": [ids], "reason", "scope", "note"}``."""
    comparison, findings = _findings(request, story, form.all("finding"))
    return Made(decisions=_make(request.app.state.store, comparison, findings, form, person.name))


@router.get("/stories/{story}/decisions.json")
def decisions_json(request: Request, story: str, _: Reader) -> list[ShownDecision]:
    """Return everything that was decided in a story, newest first."""
    store: Store = request.app.state.store
    return [ShownDecision.model_validate(each, from_attributes=True) for each in store.decisions.of_story(story)]


@router.post("/decisions/{decision}/undo", include_in_schema=False)
def undo(request: Request, decision: Id, person: Editor, form: Sent) -> Response:
    """Take a decision back and show its finding."""
    made, _ = _undo(request.app.state.store, decision, person.name)
    return back(request, made.story, f"f-{made.finding}", form)


@router.post("/decisions/{decision}/undo.json", dependencies=[Depends(read_form)], openapi_extra=body())
def undo_json(request: Request, decision: Id, person: Editor) -> Undone:
    """Take a decision back."""
    return Undone(undone=_undo(request.app.state.store, decision, person.name)[1])


def _findings(request: Request, story: str, ids: Sequence[str]) -> tuple[Comparison, list[Finding]]:
    comparison = read_story(request, story)
    if not ids:
        raise Refused(422, message("Select at least one finding"))
    found = [finding for finding in comparison.findings if finding.id in ids]
    if not found or len(found) < len(set(ids)):
        raise Refused(409, message("The story was checked again and the finding is gone; load the page again"))
    return comparison, found


def _make(store: Store, comparison: Comparison, findings: Sequence[Finding], form: Form, who: str) -> tuple[int, ...]:
    now = datetime.now(UTC)
    try:
        reason, scope = Reason(form.one("reason")), Scope(form.one("scope"))
    except ValueError as error:
        raise Refused(422, message("Choose a reason and a scope")) from error
    choice = Choice(reason=reason, scope=scope, who=who, made=now, note=form.one("note")[:NOTE])
    if reason is Reason.WILL_FIX:  # a promise is about this text, and is open again when its day has passed
        fixer = form.one("fixer")[:NAME] or who
        choice = replace(choice, scope=Scope.TEXT, fixer=fixer, until=_until(form.one("until"), now))
    made = store.decisions.make(comparison, findings, choice)
    ids = " ".join(finding.id for finding in findings)
    store.users.note(who, "dismiss", comparison.story, now, f"{reason} {scope} {ids}")
    return made


def _until(day: str, now: datetime) -> datetime:
    """Return when a promise ends: with its day by the newsroom's clock.

    Raises:
        Refused: 422, it is no day to come.
    """
    try:
        last = date.fromisoformat(day) if day else clock.here(now).date() + DAYS
        end = datetime.combine(last + timedelta(days=1), time(), clock.zone())
    except (ValueError, OverflowError) as error:
        raise Refused(422, message("Give a day, such as 2026-12-31")) from error
    if end <= now:
        raise Refused(422, message("That day is over; give one to come"))
    return end


def _undo(store: Store, decision: int, who: str) -> tuple[Decision, bool]:
    made = store.decisions.get(decision)
    if made is None:
        raise Refused(404, message("There is no such decision"))
    now = datetime.now(UTC)
    undone = store.decisions.undo(decision, who=who, at=now)
    if undone:
        store.users.note(who, "undo", made.story, now, made.finding)
    return made, undone


def _next_open(comparison: Comparison, finding: Finding, wanted: str, dismissed: set[str]) -> str:
    """Return the anchor of the open finding that is wanted or that the page lists after one, or of the list."""
    if wanted in {each.id for each in comparison.findings} - dismissed:
        return f"f-{wanted}"
    listed = sorted(comparison.findings, key=lambda each: each.severity.rank)
    place = next(index for index, each in enumerate(listed) if each.id == finding.id)
    following = [each.id for each in (*listed[place + 1 :], *listed[:place]) if each.id not in dismissed]
    return f"f-{following[0]}" if following else "findings"
