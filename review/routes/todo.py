"""The page "To do": one open finding after the other, the worst stories first, inside the list's filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from alignment.types import Comparison, Finding, Severity
from locales.messages import message
from reports.formats.html import item
from reports.quoting import told
from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.findings.check_help import explanations
from review.findings.finding_states import stand
from review.findings.fixes import fixes
from review.listing import Wanted, choices, query_of, verdict
from review.refusals import Refused
from review.routes.stories import edit_links_of
from review.views import interface_of, show
from storage.stories.story_lists import cursor

if TYPE_CHECKING:
    from storage.store import Store
    from storage.stories.story_browser import Filter
    from storage.types import StorySummary, Totals

router = APIRouter()
#: What has to be done: notes are told in the reports.
SERIOUS = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)
#: Stories that one look passes over because all that is open in them is promised.
PASSED = 200
#: Digits that the number of a row has at most.
DIGITS = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is."""

    #: The severity whose stories are gone through.
    among: str = ""
    #: The place of a story in the list; "" before all of them.
    at: str = ""
    #: One of its findings.
    finding: str = ""
    #: Whether what follows that finding is wanted, and not itself.
    on: bool = False


def _place(request: Request) -> Place:
    said = request.query_params
    return Place(among=said.get("in", ""), at=said.get("at", ""), finding=said.get("finding", ""), on="next" in said)


Here = Annotated[Place, Depends(_place)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A finding that waits for somebody."""

    story: StorySummary
    comparison: Comparison
    finding: Finding
    place: Place


class ShownTask(BaseModel):
    """A finding that waits for somebody; ``next`` leads to the one behind it."""

    story: str
    title: str
    finding: str
    severity: Severity
    edition: str | None
    said: str
    next: str


class Left(BaseModel):
    """What is left to do inside the filters, and the next finding; null where nothing is left from there on."""

    stories: int
    counts: dict[Severity, int]
    #: Whether there are more stories than were counted.
    more: bool
    task: ShownTask | None


@router.get("/todo", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, _: Reader, wanted: Wanted, here: Here) -> Response:
    """Show the next finding."""
    found, left = _found(request, wanted, here)
    shared = {**choices(request, wanted), "totals": left, "task": found, "serious": [each.value for each in SERIOUS]}
    store: Store = request.app.state.store
    done = request.query_params.get("done", "")
    made = store.decisions.get(int(done)) if done.isdecimal() and len(done) < DIGITS else None
    shared |= {"done": made if made is not None and made.undone is None else None, "came": _query(wanted, here)}
    if found is None:
        return show(request, "todo", **shared, begun=bool(here.at))
    decided = store.decisions.of(found.comparison)
    query, interface = _query(wanted, found.place), interface_of(request)
    return show(
        request,
        "todo",
        **shared,
        begun=bool(here.at),
        here_query=query,
        next=f"/todo?{query}&next=1",
        comparison=found.comparison,
        place=f"/stories/{found.story.id}",
        item=item(found.comparison, found.finding, interface.language),
        told=lambda finding: told(finding, found.comparison, interface),
        explanations=explanations(interface_of(request)),
        fixes=fixes(found.comparison),
        decisions=decided.holding,
        promises=decided.promised,
        comments=store.teamwork.comments(found.story.id),
        latest=None,
        edits=edit_links_of(request, found.comparison),
        said_of=verdict(found.story, interface_of(request)),
    )


@router.get("/todo.json")
def page_json(request: Request, _: Reader, wanted: Wanted, here: Here) -> Left:
    """Return the next finding, and how much is left inside the filters."""
    found, left = _found(request, wanted, here)
    interface = interface_of(request)
    task = None
    if found is not None:
        task = ShownTask(
            story=found.story.id,
            title=found.story.titled(interface.language)[0],
            finding=found.finding.id,
            severity=found.finding.severity,
            edition=found.finding.edition,
            said=told(found.finding, found.comparison, interface),
            next=f"/todo.json?{_query(wanted, found.place)}&next=1",
        )
    return Left(stories=left.stories, counts=dict(left.counts), more=left.more, task=task)


def _query(wanted: Filter, place: Place) -> str:
    return urlencode({**query_of(wanted), "in": place.among, "at": place.at, "finding": place.finding})


def _found(request: Request, wanted: Filter, place: Place) -> tuple[Task | None, Totals]:
    store: Store = request.app.state.store
    try:
        return following(store, wanted, place, datetime.now(UTC)), store.browsing.totals(wanted, _least(wanted.worst))
    except ValueError as error:
        raise Refused(400, message("No such page or filter; start from the beginning of the list")) from error


def _least(severity: str) -> Severity:
    """Return the least serious findings that are gone through: notes only where they are asked for."""
    return max(Severity(severity or SERIOUS[-1]), SERIOUS[-1], key=lambda each: each.rank)


def following(store: Store, wanted: Filter, place: Place, now: datetime) -> Task | None:
    """Return a finding that nobody has settled or promised to mend, or the next one; None at the end.

    Args:
        store: the database.
        wanted: which stories.
        place: where somebody is; without a story before all of them.
        now: with its zone.

    Raises:
        ValueError: there is no such place or filter.
    """
    among = [Severity(wanted.worst)] if wanted.worst else list(SERIOUS)
    if place.at:
        among = among[among.index(Severity(place.among)) :]
        task = _in_story(store, place, now)
        if task is not None:
            return task
    passed = 0
    for number, severity in enumerate(among):
        after: str | None = place.at if number == 0 and place.at else None
        while passed < PASSED:
            piece = store.browsing.stories(replace(wanted, worst=severity.value), limit=1, after=after)
            for story in piece.stories:
                passed += 1
                here = Place(among=severity.value, at=cursor(story.compared, story.id))
                task = _in_story(store, here, now)
                if task is not None:
                    return task
            if piece.next is None:
                break
            after = piece.next
    return None


def _in_story(store: Store, place: Place, now: datetime) -> Task | None:
    """Return the open finding at a place of a story, or the one behind it."""
    story = place.at.partition("~")[2]
    summary, comparison = store.summary(story), store.comparison(story)
    if summary is None or comparison is None:
        return None
    left = {each.id for each in stand(store.decisions.of(comparison), now).open(comparison)}
    listed = sorted(comparison.findings, key=lambda each: each.severity.rank)
    ids = [each.id for each in listed]
    begin = ids.index(place.finding) + place.on if place.finding in ids else 0
    least = _least(place.among).rank
    for finding in listed[begin:]:
        if finding.id in left and finding.severity.rank <= least:
            return Task(story=summary, comparison=comparison, finding=finding, place=replace(place, finding=finding.id))
    return None
