"""How publishers do: when they were last checked, what went wrong, findings for every hundred rows over time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from locales import clock
from pipeline.watching import source_states
from pipeline.watching.watched_publishers import PublisherError, load
from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.views import interface_of, show
from storage.user_accounts import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from locales.interface import Interface
    from storage.sources import SourceState
    from storage.stories.story_browser import Completeness, PublisherDay

router = APIRouter()
#: Days that the chart shows.
DAYS = 30


class DayPoint(BaseModel):
    """A day of a publisher."""

    day: date
    comparisons: int
    rows: int
    findings: int
    #: Findings for every hundred rows; null where nothing was compared.
    per_hundred: float | None


class AbsentPoint(BaseModel):
    """The stories of a publisher that appeared on a day, and how many of them lack which edition by now."""

    day: date
    stories: int
    absent: dict[str, int]


class Source(BaseModel):
    """A feed, sitemap or archive of a watched publisher."""

    address: str
    #: When it last gave something; null where it never did.
    succeeded: datetime | None
    #: Rounds without anything, up to now.
    failures: int
    #: Why, in the reader's language; "" where it gave something.
    why: str
    #: Pages that it listed in its last round, and when that was; null where there was none yet.
    listed: int
    tried: datetime | None


class Health(BaseModel):
    """A publisher in the last thirty days."""

    publisher: str
    #: Null where nothing of a watched publisher has been compared.
    last: datetime | None
    comparisons: int
    findings: int
    per_hundred: float
    #: Editions that could not be read, and pages whose publisher profile looked out of date, for each comparison.
    unavailable: float
    stale: float
    days: tuple[DayPoint, ...]
    #: The share of its stories of these days that lack an edition by now, by language; and day by day.
    absent: dict[str, float]
    absent_days: tuple[AbsentPoint, ...]
    #: What a watched publisher is read from.
    sources: tuple[Source, ...]


@router.get("/publishers", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, person: Reader) -> Response:
    """Show the publishers."""
    found = _health(request)
    top = max((point.per_hundred or 0 for each in found for point in each.days), default=0)
    may_change = person.role.allows(Role.ADMIN)
    values = {"publishers": found, "top": top or 1, "days": DAYS, "may_change": may_change}
    return show(request, "publishers", **values, paused=_paused(request))


@router.get("/publishers.json")
def page_json(request: Request, _: Reader) -> list[Health]:
    """Return how publishers did in the last thirty days."""
    return _health(request)


def _health(request: Request) -> list[Health]:
    today = clock.today().date()
    since = today - timedelta(days=DAYS - 1)
    browsing = request.app.state.store.browsing
    groups = groupby(browsing.days(since.isoformat()), key=lambda day: day.publisher)
    complete: dict[str, list[Completeness]] = {}
    for each in browsing.completeness(since.isoformat()):
        complete.setdefault(each.publisher, []).append(each)
    sources = _sources(request)
    compared = {publisher: list(group) for publisher, group in groups}
    names = sorted({*compared, *sources})
    return [
        _of(name, compared.get(name, []), complete.get(name, []), since).model_copy(
            update={"sources": tuple(sources.get(name, ()))}
        )
        for name in names
    ]


def _paused(request: Request) -> set[str]:
    try:
        return {name for name, each in load(request.app.state.settings.home).items() if each.paused}
    except PublisherError:
        return set()


def health_of(request: Request, publisher: str) -> Health | None:
    """Return how one publisher did in the last thirty days; None where nobody knows it."""
    found = next((each for each in _health(request) if each.publisher == publisher), None)
    if found is None and publisher in request.app.state.store.browsing.publishers():
        return _of(publisher, [], [], clock.today().date() - timedelta(days=DAYS - 1))
    return found


def _sources(request: Request) -> dict[str, list[Source]]:
    """Return what the watched publishers are read from, by publisher, those that no round has looked at yet, too."""
    settings, interface = request.app.state.settings, interface_of(request)
    try:
        watched = load(settings.home)
        known = {(each.publisher, each.address): each for each in source_states.states(settings, paused=True)}
    except PublisherError:
        return {}  # a file that cannot be read is told by the commands
    return {
        name: [_source(address, known.get((name, address)), interface) for address in publisher.listed]
        for name, publisher in watched.items()
    }


def _source(address: str, state: SourceState | None, interface: Interface) -> Source:
    if state is None:
        return Source(address=address, succeeded=None, failures=0, why="", listed=0, tried=None)
    why = interface.sentence(state.why) if state.why is not None else ""
    return Source(
        address=address,
        succeeded=state.succeeded,
        failures=state.failures,
        why=why,
        listed=state.listed,
        tried=state.tried,
    )


def _of(publisher: str, days: Sequence[PublisherDay], complete: Sequence[Completeness], since: date) -> Health:
    comparisons = sum(day.comparisons for day in days)
    rows, findings = sum(day.rows for day in days), sum(day.findings for day in days)
    return Health(
        publisher=publisher,
        last=max((day.last for day in days), default=None),
        comparisons=comparisons,
        findings=findings,
        per_hundred=100 * findings / rows if rows else 0.0,
        unavailable=sum(day.unavailable for day in days) / max(comparisons, 1),
        stale=sum(day.stale for day in days) / max(comparisons, 1),
        days=_points(days, since),
        absent=_shares(complete),
        absent_days=tuple(
            AbsentPoint(day=date.fromisoformat(each.day), stories=each.stories, absent=dict(each.absent))
            for each in complete
        ),
        sources=(),
    )


def _shares(complete: Sequence[Completeness]) -> dict[str, float]:
    stories = sum(each.stories for each in complete)
    languages = sorted({language for each in complete for language in each.absent})
    return {code: sum(each.absent.get(code, 0) for each in complete) / stories for code in languages}


def _points(days: Sequence[PublisherDay], since: date) -> tuple[DayPoint, ...]:
    known = {day.day: day for day in days}
    points = []
    for moment in (since + timedelta(days=place) for place in range(DAYS)):
        day = known.get(moment.isoformat())
        points.append(
            DayPoint(
                day=moment,
                comparisons=day.comparisons if day else 0,
                rows=day.rows if day else 0,
                findings=day.findings if day else 0,
                per_hundred=day.per_hundred if day else None,
            )
        )
    return tuple(points)
