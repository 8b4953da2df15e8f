"""Who is told of a publisher's findings: the message as it would be sent now, and one that only tests the way."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from alignment.types import Severity  # noqa: TC001 - FastAPI reads the annotations
from locales.messages import message
from pipeline.watching import digests
from reports.wording import sentence
from review.access import Admin  # noqa: TC001 - FastAPI reads the annotations
from review.administration.control_room import watched
from review.forms import Form, body, read_form
from review.guards.rate_limits import Limit
from review.refusals import Refused, too_many_tries
from review.views import interface_of, show
from storage.outbox import Notices

if TYPE_CHECKING:
    from pipeline.watching.digests import Letter
    from pipeline.watching.watched_publishers import Publisher, Target
    from review.administration.rounds import Rounds

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]
#: Test messages of one person, and within how many seconds.
TRIES, WITHIN = 10, 300.0
_limit = Limit(TRIES, WITHIN)


class Told(BaseModel):
    """Somebody who is told; never where."""

    #: The environment variable, or "block:" and the secret, that holds the address.
    to: str
    #: Whether something stands there; null where only the server knows.
    known: bool | None
    severity: Severity
    language: str
    #: Findings that wait for the next round.
    waiting: int
    #: What they would be sent now; without anything that waits, of the findings that came last.
    title: str
    text: str


class Which(BaseModel):
    """Whom to send a test message: their place in the publisher's section, from 0."""

    number: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody who is told, with the message as it is sent."""

    told: Told
    letter: Letter


@router.get("/publishers/{name}/notices", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, name: str, _: Admin, sent: str = "") -> Response:
    """Show who is told, and what they would be told now."""
    return _page(request, name, sent=sent)


@router.get("/publishers/{name}/notices.json")
def page_json(request: Request, name: str, _: Admin) -> list[Told]:
    """Return who is told of a publisher's findings, and what they would be told now."""
    return [each.told for each in _shown(request, watched(request, name))]


@router.post("/publishers/{name}/notices", include_in_schema=False)
def test(request: Request, name: str, person: Admin, form: Sent) -> Response:
    """Send somebody a test message."""
    try:
        target = _send(request, name, person, form)
    except Refused as error:
        return _page(request, name, wrong=sentence(error.said, interface_of(request)), status=error.status_code)
    return RedirectResponse(f"/publishers/{quote(name)}/notices?sent={quote(target.to)}", 303)


@router.post("/publishers/{name}/notices.json", openapi_extra=body(Which))
def test_json(request: Request, name: str, person: Admin, form: Sent) -> list[Told]:
    """Send somebody a test message; 502 where it does not arrive."""
    _send(request, name, person, form)
    return page_json(request, name, person)


def _page(request: Request, name: str, *, sent: str = "", wrong: str = "", status: int = 200) -> Response:
    publisher = watched(request, name)
    known = sent if sent in {each.to for each in publisher.notify} else ""
    return show(request, "notices", status, name=name, targets=_shown(request, publisher), sent=known, wrong=wrong)


def _shown(request: Request, publisher: Publisher) -> list[Shown]:
    store, url = request.app.state.store, request.app.state.settings.database_url
    found = []
    with Notices(url) as notices:
        for target in publisher.notify:
            due = notices.due(digests.name_of(publisher, target))
            stories = digests.digest(store, due[: digests.MOST]) or digests.sample(publisher, target, store)
            letter = digests.letter(publisher, target, stories)
            kept = target.to.startswith(digests.BLOCK)
            told = Told(
                to=target.to,
                known=None if kept else bool(os.environ.get(target.to)),
                severity=target.severity,
                language=target.language,
                waiting=len(due),
                title=letter.title if stories else "",
                text=letter.text,
            )
            found.append(Shown(told, letter))
    return found


def _send(request: Request, name: str, person: Admin, form: Form) -> Target:
    """Send a test message.

    Raises:
        Refused: 422 for nobody of the section, 429 too many, 502 where it does not arrive.
    """
    publisher, number = watched(request, name), form.one("number")
    if not number.isdecimal() or len(number) > len(str(len(publisher.notify))) or int(number) >= len(publisher.notify):
        raise Refused(422, message("Say who is to be sent a message"))
    if wait := _limit.wait(person.name):
        raise too_many_tries(wait)
    target = publisher.notify[int(number)]
    rounds: Rounds | None = request.app.state.rounds
    to = digests.address(target, rounds.secret if rounds is not None else lambda _: "")
    request.app.state.store.users.note(person.name, "notice-test", name, datetime.now(UTC), target.to)
    if not digests.send(to, digests.probe(publisher, target)):
        raise Refused(502, message("The message to {name} did not arrive; see what stands there", name=target.to))
    return target
