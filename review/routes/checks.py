"""One-off checks: by address or by pasted text, with their progress as it happens."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from locales.interface import Interface, edition_label
from locales.messages import message
from parsers.types import UnreadablePageError
from pipeline import check as checking
from pipeline.errors import ZvirkaError
from pipeline.request import Request as Wanted
from pipeline.stages import Stages
from pipeline.workers import workers
from reports.wording import sentence
from review.access import Editor, Reader  # noqa: TC001 - FastAPI reads the annotations
from review.forms import Form, body, read_form
from review.refusals import Refused
from review.views import interface_of, show
from sources.types import SourceError
from storage.timings import Timings
from storage.types import StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from pipeline.settings.load import Settings

router = APIRouter()
log = logging.getLogger(__name__)
#: What says in one line why a check could not be done.
MISTAKES = (ZvirkaError, SourceError, StorageError, UnreadablePageError)
TOO_LITTLE = message("Give an address, or two texts or more")
#: Checks that run at the same time; the others wait.
AT_ONCE = 2
#: Checks that wait for their turn; who wants more has to come again.
WAITING = 20
#: Finished and running checks that are remembered.
REMEMBERED = 200
#: Seconds that a pasted text is kept as a file; the story keeps what was made of it.
KEPT = 24 * 3600.0
#: Seconds between two looks at a check's progress, and between two signs of life.
GLANCE, ALIVE = 0.2, 15.0


class Progress(BaseModel):
    """How far a check is."""

    lines: tuple[str, ...]
    #: The story when the check is done.
    story: str | None
    #: Why it could not be done.
    error: str | None
    done: bool


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


@dataclass(slots=True)
class Job:
    """A check; written by its thread, read by others."""

    lines: list[str] = field(default_factory=list)
    story: str | None = None
    error: str | None = None
    done: bool = False

    def progress(self) -> Progress:
        """Return how far it is."""
        return Progress(lines=tuple(self.lines), story=self.story, error=self.error, done=self.done)


class Jobs:
    """The checks that were started here.

    Args:
        settings: how they fetch and where they keep what they find.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = threading.Semaphore(AT_ONCE)
        self._workers = workers(settings, AT_ONCE)
        self.close = self._workers.close
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> Job | None:
        """Return a check by its name."""
        return self._jobs.get(name)

    def start(self, editions: Mapping[str, str], language: str) -> str:
        """Start a check and return its name.

        Args:
            editions: an address or a text for each language; a single address under "" finds the others itself.
            language: in which progress is told.

        Raises:
            Refused: 503, too many wait.
        """
        name, job = secrets.token_urlsafe(9), Job()
        with self._lock:
            if sum(not each.done for each in self._jobs.values()) >= AT_ONCE + WAITING:
                raise Refused(503, message("Too many stories at once; try again"), {"retry-after": "60"})
            self._jobs[name] = job
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
        settings = replace(self._settings, ui_language=language)
        work = threading.Thread(target=self._run, args=(job, dict(editions), settings), name="check", daemon=True)
        work.start()
        return name

    def _run(self, job: Job, editions: Mapping[str, str], settings: Settings) -> None:
        with self._turns:
            try:
                wanted, stages = self._wanted(editions), Stages()
                telling, do = self._telling(job, settings.ui_language), self._workers.do
                job.story = checking.check(wanted, settings, progress=telling, stages=stages, do=do).story
                with Timings(settings.database_url) as timings:
                    timings.note(stages.seconds, datetime.now(UTC))
            except MISTAKES as error:
                job.error = self._shown(_told(error, settings.ui_language), settings.ui_language)
            except Exception:
                log.exception("a check failed")
                job.error = Interface(settings.ui_language).gettext(
                    "The check failed; the log of the review app says why"
                )
            job.done = True

    def _telling(self, job: Job, language: str) -> Callable[[str], None]:
        """Return what takes down a check's progress."""
        return lambda line: job.lines.append(self._shown(line, language))

    def _shown(self, line: str, language: str) -> str:
        """Return a line in which pasted texts are called so: where this machine keeps them is nobody's business."""
        home, interface = re.escape(str(self._settings.home)), Interface(language)
        kept = re.compile(rf"(?:{home}|[^\s/]*)/pasted/\w{{16}}/([\w-]+)\.txt")
        return kept.sub(lambda found: interface.gettext("pasted text {edition}", edition=edition_label(found[1])), line)

    def _wanted(self, editions: Mapping[str, str]) -> Wanted:
        """Return the request; pasted texts are kept as files, for a run reads addresses and files."""
        if set(editions) == {""}:
            return Wanted(story=editions[""])
        texts = "\n".join(f"{code} {text}" for code, text in sorted(editions.items()))
        _forget_pasted(self._settings.home / "pasted")
        folder = self._settings.home / "pasted" / sha256(texts.encode()).hexdigest()[:16]
        return Wanted(editions={code: _source(folder, code, text) for code, text in editions.items()})


def _forget_pasted(folder: Path) -> None:
    """Remove the texts that were pasted more than a day ago."""
    now = time.time()
    for old in folder.glob("*"):
        with suppress(FileNotFoundError):
            if now - old.stat().st_mtime > KEPT:
                shutil.rmtree(old, ignore_errors=True)


def is_address(text: str) -> bool:
    """Whether a field holds the address of a page; everything else in it is the text itself, never a file's name."""
    return len(text.split()) == 1 and text.startswith(("http://", "https://"))


def _source(folder: Path, code: str, text: str) -> str:
    if is_address(text):
        return text
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{code}.txt"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _told(error: Exception, language: str) -> str:
    if isinstance(error, ZvirkaError):
        return error.in_language(language)
    if isinstance(error, SourceError):
        return Interface(language).sentence(error.message)
    return str(error)


@router.get("/check", response_class=HTMLResponse, include_in_schema=False)
def form_page(request: Request, _: Editor) -> Response:
    """Show the form."""
    address = request.query_params.get("address", "").strip()
    sent = {"address": address} if is_address(address) else {}
    return show(request, "check", editions=request.app.state.settings.languages, wrong="", sent=sent)


@router.post("/check", include_in_schema=False)
def start(request: Request, _: Editor, form: Annotated[Form, Depends(read_form)]) -> Response:
    """Start a check and show its progress."""
    editions = _editions(request, form)
    if not editions:
        wrong = sentence(TOO_LITTLE, interface_of(request))
        languages = request.app.state.settings.languages
        sent = {code: form.one(code) for code in ("address", *languages)}
        return show(request, "check", 422, editions=languages, wrong=wrong, sent=sent)
    return RedirectResponse(f"/checks/{_start(request, editions)}", 303)


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


@router.get("/checks/{name}.json")
def progress_json(request: Request, name: str, _: Reader) -> Progress:
    """Return how far a check is."""
    return _job(request, name).progress()


@router.get("/checks/{name}", response_class=HTMLResponse, include_in_schema=False)
def progress_page(request: Request, name: str, _: Reader) -> Response:
    """Show a check's progress; without JavaScript the page asks for itself again."""
    job = _job(request, name)
    if job.done and job.story is not None and "stay" not in request.query_params:
        return RedirectResponse(f"/stories/{job.story}", 303)
    return show(request, "progress", name=name, progress=job.progress())


@router.get("/checks/{name}/events", response_class=StreamingResponse)
def events(request: Request, name: str, _: Reader) -> Response:
    """Stream a check's progress as server-sent events: ``line`` for each step, ``done`` or ``failed`` at the end."""
    return StreamingResponse(_stream(request, _job(request, name)), media_type="text/event-stream")


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


def _start(request: Request, editions: Mapping[str, str]) -> str:
    jobs: Jobs = request.app.state.jobs
    name = jobs.start(editions, interface_of(request).language)
    about = ", ".join(text if is_address(text) else f"{code}: {len(text)}" for code, text in editions.items())
    request.app.state.store.users.note(request.state.person.name, "check", name, datetime.now(UTC), about)
    return name


def _job(request: Request, name: str) -> Job:
    job: Job | None = request.app.state.jobs.get(name)
    if job is None:
        raise Refused(404, message("There is no such check; it may be too long ago"))
    return job


async def _stream(request: Request, job: Job) -> AsyncIterator[str]:
    sent, quiet = 0, 0.0
    while not await request.is_disconnected():
        done, lines = job.done, job.lines[sent:]
        for line in lines:
            yield _event("line", line)
        sent, quiet = sent + len(lines), 0.0 if lines else quiet + GLANCE
        if done:
            yield _event("done", f"/stories/{job.story}") if job.story else _event("failed", job.error or "")
            return
        if quiet > ALIVE:
            quiet = 0.0
            yield ": still here\n\n"
        await asyncio.sleep(GLANCE)


def _event(kind: str, data: str) -> str:
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
