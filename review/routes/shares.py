"""A link to one report for somebody who cannot log in: read-only, and good until its day."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from locales.messages import message
from pipeline.settings.review_address import link
from reports.formats import html
from review.access import Editor  # noqa: TC001 - FastAPI reads the annotations
from review.checking.pasted_texts import without_paths
from review.findings.finding_states import stand
from review.forms import Form, body, read_form
from review.guards import tokens
from review.refusals import Refused, no_story, read_story
from review.views import interface_of, show

if TYPE_CHECKING:
    from storage.store import Store

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]
#: What these tokens are for, and for how many days a link may be good.
USE, MOST = "share", 90


class Wish(BaseModel):
    """For how many days a link is good."""

    days: int = 7


class Shared(BaseModel):
    """A link that whoever has it may read a report by."""

    address: str
    until: datetime


@router.post("/stories/{story}/share", include_in_schema=False)
def share(request: Request, story: str, person: Editor, form: Sent) -> Response:
    """Make a link and show it."""
    shared = _share(request, story, person.name, form)
    return show(request, "shared", story=story, shared=shared)


@router.post("/stories/{story}/share.json", openapi_extra=body(Wish))
def share_json(request: Request, story: str, person: Editor, form: Sent) -> Shared:
    """Make a link by which whoever has it may read a report, and nothing else, for some days."""
    return _share(request, story, person.name, form)


def _share(request: Request, story: str, who: str, form: Form) -> Shared:
    store: Store = request.app.state.store
    if store.summary(story) is None:
        raise no_story(story)
    days = form.one("days") or "7"
    if not days.isdecimal() or len(days) > len(str(MOST)) or not 1 <= int(days) <= MOST:
        raise Refused(422, message("Give a number of days, {most} at most", most=MOST))
    now = datetime.now(UTC)
    until = int(now.timestamp()) + int(days) * 24 * 3600
    token = tokens.sealed(USE, f"{until}~{story}", request.app.state.key)
    known = link(story)
    base = known.removesuffix(f"/stories/{story}") if known else str(request.base_url).rstrip("/")
    store.users.note(who, "share", story, now, f"{days} d")
    return Shared(address=f"{base}/shared/{token}", until=datetime.fromtimestamp(until, UTC))


@router.get("/shared/{token}", response_class=HTMLResponse)
def shared(request: Request, token: str) -> Response:
    """Return the report that a link is for, as it is now, to whoever has the link."""
    until, _, story = tokens.unsealed(USE, token, request.app.state.key).partition("~")
    if not story:
        raise Refused(404, message("There is no such page"))
    if int(until) < time.time():
        raise Refused(410, message("This link has expired; ask whoever gave it to you for a new one"))
    store: Store = request.app.state.store
    comparison = read_story(request, story)
    states = stand(store.decisions.of(comparison), datetime.now(UTC)).states
    content = html.page(without_paths(comparison), interface_of(request).language, states=states)
    style, script = (html.source_hash(html.asset(name)) for name in ("report.css", "report.js"))
    policy = f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
    headers = {
        "content-security-policy": f"{policy}; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
    }
    return HTMLResponse(content, headers=headers)
