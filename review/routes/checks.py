"""One-off checks: by address or by pasted text, and stories once more, with their progress as it happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from locales.interface import edition_label
from locales.messages import message
from pipeline.watching import again
from reports.wording import sentence
from review.access import Editor, Reader  # noqa: TC001 - FastAPI reads the annotations
from review.checking import progress_events
from review.checking.check_job import Progress  # noqa: TC001 - the same
from review.checking.pasted_texts import is_address, texts_of, was_pasted
from review.forms import Form, body, read_form
from review.refusals import Refused, read_story
from review.views import interface_of, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison
    from locales.messages import Message
    from review.checking.check_job import Job
    from review.checking.check_jobs import Jobs
    from storage.store import Store

router = APIRouter()
TOO_LITTLE = message("Give an address, or two texts or more")
INTERRUPTED = message("The check was interrupted when the review app ended; start it again")


class Checkable(BaseModel):
    """What a check can be started with: an address, or an address or a text for each of these languages."""

    languages: tuple[str, ...]


class Wish(BaseModel):
    """What is to be compared: the address of one edition, or two editions or more by their languages."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": {"type": "string"}})

    address: str = ""


class Started(BaseModel):
    """A check that was started."""

    check: str


@router.get("/check", response_class=HTMLResponse, include_in_schema=False)
def form_page(request: Request, _: Editor) -> Response:
    """Show the form: empty, with the address in the link, or with what an earlier check was given."""
    said = request.query_params
    address, earlier, before = (
        said.get("address", "").strip(),
        said.get("from", ""),
        _pasted(request, said.get("story", "")),
    )
    sent = {"address": address} if is_address(address) else {}
    if before is not None:
        sent = texts_of(before) | {"story": before.story}
    job: Job | None = request.app.state.jobs.get(earlier) if earlier else None
    if job is not None:
        sent = {code or "address": text for code, text in job.editions.items()} | {"story": job.of}
    return _form(request, sent)


def _form(request: Request, sent: Mapping[str, str], said: Message | None = None, status: int = 200) -> Response:
    """Return the form, filled in with what was sent, and what is wrong with it."""
    wrong = sentence(said, interface_of(request)) if said is not None else ""
    return show(request, "check", status, editions=request.app.state.settings.languages, wrong=wrong, sent=sent)


@router.post("/check", include_in_schema=False)
def start(request: Request, _: Editor, form: Annotated[Form, Depends(read_form)]) -> Response:
    """Start a check and show its progress."""
    editions = _editions(request, form)
    sent = {code: form.one(code) for code in ("address", "story", *request.app.state.settings.languages)}
    if not editions:
        return _form(request, sent, TOO_LITTLE, 422)
    try:
        name = _start(request, editions, _pasted(request, form.one("story")))
        return RedirectResponse(f"/checks/{name}", 303)
    except Refused as refused:
        return _form(request, sent, refused.said, refused.status_code)


@router.get("/check.json")
def form_json(request: Request, _: Editor) -> Checkable:
    """Return what a check can be started with."""
    return Checkable(languages=tuple(request.app.state.settings.languages))


@router.post("/check.json", status_code=202, openapi_extra=body(Wish))
@router.post("/checks.json", status_code=202, include_in_schema=False)
def start_json(request: Request, _: Editor, form: Annotated[Form, Depends(read_form)]) -> Started:
    """Start a check: ``{"address": "https://..."}``, or an address or a text for each language."""
    editions = _editions(request, form)
    if not editions:
        raise Refused(422, TOO_LITTLE)
    return Started(check=_start(request, editions))


@router.post("/stories/{story}/check", include_in_schema=False, dependencies=[Depends(read_form)])
def check_again(request: Request, story: str, _: Editor) -> Response:
    """Start another look at a story and show its progress."""
    return RedirectResponse(f"/checks/{_again(request, story)}", 303)


@router.post("/stories/{story}/check.json", status_code=202, dependencies=[Depends(read_form)], openapi_extra=body())
def check_again_json(request: Request, story: str, _: Editor) -> Started:
    """Check a story again, as its editions are now; what changed is told by ``/stories/ID/history.json``."""
    return Started(check=_again(request, story))


@router.get("/checks/{name}.json")
def progress_json(request: Request, name: str, _: Reader) -> Progress:
    """Return how far a check is."""
    return _job(request, name).progress()


@router.get("/checks/{name}", response_class=HTMLResponse, include_in_schema=False)
def progress_page(request: Request, name: str, _: Reader) -> Response:
    """Show a check's progress; without JavaScript the page asks for itself again."""
    job = _job(request, name)
    if job.done and job.story is not None and "stay" not in request.query_params:
        return RedirectResponse(job.report, 303)
    return show(request, "progress", name=name, progress=job.progress(), report=job.report, of=job.of)


@router.get("/checks/{name}/events", response_class=StreamingResponse)
def events(request: Request, name: str, _: Reader) -> Response:
    """Stream a check's progress as server-sent events: ``line`` and ``took`` for each step, ``done``, ``failed``."""
    return StreamingResponse(
        progress_events.events(_job(request, name), request.is_disconnected), media_type="text/event-stream"
    )


def _editions(request: Request, form: Form) -> dict[str, str]:
    """Return what is to be compared; nothing where it is too little."""
    address = form.one("address")
    named = {
        code: form.one(code) or form.one(edition_label(code).lower()) for code in request.app.state.settings.languages
    }
    given = {code: text for code, text in named.items() if text}
    if is_address(address) and not given:
        return {"": address}
    return given if len(given) > 1 else {}


def _again(request: Request, story: str) -> str:
    before = read_story(request, story)
    if not again.readable(before):
        raise Refused(409, message("This story was read from files or pasted texts; give them again"))
    return _start(request, {}, before)


def _pasted(request: Request, story: str) -> Comparison | None:
    """Return a story's comparison where it is made of pasted texts, which others may take the place of."""
    store: Store = request.app.state.store
    before = store.comparison(story) if story else None
    return before if before is not None and was_pasted(before) else None


def _start(request: Request, editions: Mapping[str, str], before: Comparison | None = None) -> str:
    jobs: Jobs = request.app.state.jobs
    name = jobs.start(editions, interface_of(request).language, before)
    said = [text if is_address(text) else f"{code}: {len(text)}" for code, text in editions.items()]
    said += [before.story] if before is not None else []
    request.app.state.store.users.note(request.state.person.name, "check", name, datetime.now(UTC), ", ".join(said))
    return name


def _job(request: Request, name: str) -> Job:
    job: Job | None = request.app.state.jobs.get(name)
    if job is None:
        raise Refused(404, message("There is no such check; it may be too long ago"))
    return replace(job, error=sentence(INTERRUPTED, interface_of(request))) if job.interrupted else job
