"""The page of one publisher: its feeds and rounds, what its stories come to, and what admins do about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from alignment.types import Severity  # noqa: TC001 - FastAPI reads the annotations
from locales.messages import message
from pipeline.errors import ZvirkaError
from pipeline.watching import watched_publishers
from reports.wording import sentence
from review.access import Admin, Reader  # noqa: TC001 - FastAPI reads the annotations
from review.administration import publisher_charts
from review.administration.current import renew
from review.administration.publisher_charts import SpreadWeek  # noqa: TC001 - FastAPI reads the annotations
from review.administration.rounds import Standing  # noqa: TC001 - the same
from review.forms import Form, body, read_form
from review.refusals import Refused, told
from review.routes.publishers import Health, health_of
from review.views import interface_of, show
from storage.user_accounts import Role

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.watching.watched_publishers import Publisher
    from review.administration.rounds import Rounds

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]
#: Whether a publisher is paused afterwards.
PAUSES = {"pause": True, "resume": False}
#: What is said where something can only be done by a server that runs.
NO_SERVER = message("No server goes the rounds here; start zvirka serve")


class ControlRoom(BaseModel):
    """How a publisher stands."""

    health: Health
    #: Open findings by severity.
    open: dict[Severity, int]
    weeks: tuple[SpreadWeek, ...]
    #: Whether it is watched, and paused.
    watched: bool
    paused: bool
    #: How often it is looked at: "10m", or a cron line; "" where it is not watched.
    schedule: str
    #: How its rounds stand; null where no server runs, or it does not answer.
    rounds: Standing | None


@router.get("/publishers/{name}.json")
def page_json(request: Request, name: str, _: Reader) -> ControlRoom:
    """Return how a publisher stands: its sources and rounds, open findings, absent editions, how long editions take."""
    return _room(request, name)


@router.get("/publishers/{name}", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, name: str, person: Reader, done: str = "") -> Response:
    """Show a publisher."""
    return shown(request, name, may_change=person.role.allows(Role.ADMIN), done=done)


@router.post("/publishers/{name}/{act}.json", openapi_extra=body())
def act_json(request: Request, name: str, act: str, person: Admin, _: Sent) -> ControlRoom | None:
    """Do something about a publisher: run, pause, resume or remove; return how it stands then."""
    _act(request, name, act, person)
    return None if act == "remove" else _room(request, name)


@router.post("/publishers/{name}/{act}", include_in_schema=False)
def act(request: Request, name: str, act: str, person: Admin, _: Sent) -> Response:
    """Do something about a publisher and show it, or why it cannot be done."""
    try:
        _act(request, name, act, person)
    except (Refused, ZvirkaError) as error:
        said, status = told(error, 409)
        return shown(request, name, may_change=True, wrong=sentence(said, interface_of(request)), status=status)
    place = "/publishers" if act == "remove" else f"/publishers/{quote(name)}?done={act}"
    return RedirectResponse(place, 303)


def _act(request: Request, name: str, act: str, person: Admin) -> None:
    """Do it and write down who did; what the file says stands there before a server is told of it.

    Raises:
        Refused: 404 for what nobody can do, 409 where no server runs that could.
        ZvirkaError: there is no such publisher, its file cannot be changed, or the server refuses.
    """
    home: Path = request.app.state.settings.home
    rounds: Rounds | None = request.app.state.rounds
    if act == "run":
        _run(home, name, rounds)
    elif act == "remove":
        _remove(home, name, rounds)
    elif act in PAUSES:
        watched_publishers.pause(home, name, paused=PAUSES[act])
    else:
        raise Refused(404, message("There is no such page"))
    request.app.state.store.users.note(person.name, f"publisher-{act}", name, datetime.now(UTC))
    renew(request.app)
    if act in PAUSES:
        planned(name, rounds)


def _run(home: Path, name: str, rounds: Rounds | None) -> None:
    watched_publishers.get(home, name)
    if rounds is None or not rounds.begin(name):
        raise Refused(409, NO_SERVER)


def _remove(home: Path, name: str, rounds: Rounds | None) -> None:
    """Remove a publisher that no server goes rounds at any more: one that refuses leaves all as it was."""
    watched_publishers.get(home, name)
    if rounds is not None:
        rounds.withdraw(name)
    watched_publishers.remove(home, name)


def planned(name: str, rounds: Rounds | None) -> None:
    """Let a running server go the rounds as the file says now; one that is started later reads the file."""
    if rounds is not None:
        rounds.reschedule(name)


def watched(request: Request, name: str) -> Publisher:
    """Return a publisher of the file.

    Raises:
        Refused: 404.
    """
    try:
        return watched_publishers.get(request.app.state.settings.home, name)
    except ZvirkaError as error:
        raise Refused(404, error.message) from error


def shown(
    request: Request, name: str, *, may_change: bool, done: str = "", wrong: str = "", status: int = 200
) -> Response:
    """Show a publisher.

    Args:
        request: whose page it is.
        name: the publisher's.
        may_change: whether whoever asks may do something about it.
        done: what they have just done.
        wrong: why what they wanted cannot be done.
        status: of the answer.
    """
    room, interface, publisher = _room(request, name), interface_of(request), _watched(request).get(name)
    expected = (publisher.languages if publisher else ()) or request.app.state.settings.languages
    return show(
        request,
        "publisher",
        status,
        name=name,
        room=room,
        charts=publisher_charts.charts(room.open, room.health, expected, room.weeks, interface),
        publisher=publisher,
        may_change=may_change,
        done=done,
        wrong=wrong,
    )


def _watched(request: Request) -> dict[str, Publisher]:
    return dict(watched_publishers.load(request.app.state.settings.home))


def _room(request: Request, name: str) -> ControlRoom:
    found, browsing = _watched(request).get(name), request.app.state.store.browsing
    health = health_of(request, name)
    if health is None:
        raise Refused(404, message("There is no publisher {name}", name=name))
    return ControlRoom(
        health=health,
        open=dict(browsing.open_findings(name)),
        weeks=publisher_charts.weeks(browsing, name),
        watched=found is not None,
        paused=found is not None and found.paused,
        schedule="" if found is None else found.schedule,
        rounds=_standing(request, name) if found is not None else None,
    )


def _standing(request: Request, name: str) -> Standing | None:
    rounds: Rounds | None = request.app.state.rounds
    try:
        return None if rounds is None else rounds.standing(name)
    except ZvirkaError:
        return None  # it is being started again; a page is no place to wait for it
