"""The forms that put a publisher into publishers.toml and change what stands there, and try its sources before."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from locales.messages import message
from pipeline.errors import ZvirkaError
from pipeline.settings.publisher_settings import read_section
from pipeline.watching import news, watched_publishers
from reports.wording import sentence
from review.access import Admin  # noqa: TC001 - FastAPI reads the annotations
from review.administration.control_room import planned, watched
from review.administration.current import changed_meanwhile, renew, version_of
from review.forms import Form, body, read_form
from review.guards.rate_limits import Limit
from review.refusals import Refused, told, too_many_tries
from review.views import interface_of, show

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.settings.load import Settings
    from pipeline.watching.watched_publishers import Publisher

router = APIRouter()
Sent = Annotated[Form, Depends(read_form)]
#: Sources that are tried at once, pages of each that are shown, and seconds that each may take.
TRIED, SHOWN, PATIENCE = 20, 3, 15.0
#: Tries of one person, and within how many seconds: each asks other people's servers.
TRIES, WITHIN = 20, 300.0
_limit = Limit(TRIES, WITHIN)
#: The fields that hold a number.
NUMBERS = ("max_age", "pending_for", "stale_after", "delay")


class Sections(BaseModel):
    """What a publisher's section is to say; what is left out keeps its default."""

    name: str
    #: A line for each: an address, behind a language and a blank where feeds are by language.
    feeds: str = ""
    sitemaps: str = ""
    #: A line for each: an address with {year}, {month} and {day}, a blank, a pattern of the addresses of articles.
    archives: str = ""
    #: With commas between them.
    languages: str = ""
    schedule: str = "10m"
    max_age: str = ""
    pending_for: str = ""
    stale_after: str = ""
    delay: str = ""
    edit: str = ""
    #: Of a section that is changed: what it was when it was looked at, so that nobody's change is lost.
    version: str = ""


class Tried(BaseModel):
    """What a source gave when it was tried; ``why`` says why that is nothing, "" where it is not."""

    address: str
    listed: int
    pages: tuple[str, ...]
    why: str


@router.get("/add-publisher", response_class=HTMLResponse, include_in_schema=False)
def new(request: Request, _: Admin) -> Response:
    """Show the form for a publisher that is not watched yet."""
    return _form(request, None, Sections(name="").model_dump())


@router.post("/add-publisher", include_in_schema=False)
def add(request: Request, person: Admin, form: Sent) -> Response:
    """Add a publisher, or try what was given."""
    return _answer(request, None, person, form)


@router.get("/publishers/{name}/edit", response_class=HTMLResponse, include_in_schema=False)
def change(request: Request, name: str, _: Admin) -> Response:
    """Show the form of a publisher."""
    return _form(request, name, _section(watched(request, name)).model_dump())


@router.post("/publishers/{name}/edit", include_in_schema=False)
def save(request: Request, name: str, person: Admin, form: Sent) -> Response:
    """Change a publisher's section, or try what was given."""
    return _answer(request, name, person, form)


@router.get("/add-publisher.json")
def new_json(_: Admin) -> Sections:
    """Return what a section says where nothing is given."""
    return Sections(name="")


@router.post("/add-publisher.json", openapi_extra=body(Sections), status_code=201)
def add_json(request: Request, person: Admin, form: Sent) -> Sections:
    """Add a publisher; return its section."""
    return _saved(request, None, person, form)


@router.get("/publishers/{name}/edit.json")
def change_json(request: Request, name: str, _: Admin) -> Sections:
    """Return a publisher's section, as it is sent to be changed."""
    return _section(watched(request, name))


@router.post("/publishers/{name}/edit.json", openapi_extra=body(Sections))
def save_json(request: Request, name: str, person: Admin, form: Sent) -> Sections:
    """Change a publisher's section: what is sent stands in it afterwards, and what is left out has its default."""
    return _saved(request, name, person, form)


@router.post("/add-publisher/try.json", openapi_extra=body(Sections))
def try_json(request: Request, person: Admin, form: Sent) -> list[Tried]:
    """Read the sources of a publisher that is not saved yet; return what each gives."""
    try:
        return _try(request, person, _read(form, form.one("name") or "new"))
    except ZvirkaError as error:
        raise Refused(422, error.message) from error


def _saved(request: Request, name: str | None, person: Admin, form: Form) -> Sections:
    try:
        _save(request, name, person, form)
    except ZvirkaError as error:
        raise Refused(422, error.message) from error
    return _section(watched(request, name or form.one("name")))


def _section(publisher: Publisher) -> Sections:
    return Sections(name=publisher.name, version=version_of(repr(publisher)), **_texts(publisher))


def _answer(request: Request, name: str | None, person: Admin, form: Form) -> Response:
    """Do what the button says, and show the form again where nothing is saved."""
    sent = {each: form.one(each) for each in ("name", "version", *_names())}
    try:
        if form.one("do") == "try":
            found = _try(request, person, _wanted(request, name, form, "new"))
            return _form(request, name, sent, tried=found)
        _save(request, name, person, form)
    except (Refused, ZvirkaError) as error:
        said, status = told(error, 422)
        return _form(request, name, sent, wrong=sentence(said, interface_of(request)), status=status)
    return RedirectResponse(f"/publishers/{quote(name or form.one('name'))}?done=saved", 303)


def _form(
    request: Request,
    name: str | None,
    sent: Mapping[str, str],
    *,
    tried: list[Tried] | None = None,
    wrong: str = "",
    status: int = 200,
) -> Response:
    return show(request, "publisher_form", status, name=name, sent=sent, tried=tried, wrong=wrong)


def _save(request: Request, name: str | None, person: Admin, form: Form) -> None:
    """Add a publisher, or change the one of a name; only what differs is written.

    Raises:
        ZvirkaError: what was given cannot be used, or the file not be changed.
        Refused: 409, somebody changed the section meanwhile.
    """
    home: Path = request.app.state.settings.home
    wanted = _wanted(request, name, form)
    if not wanted.listed:
        raise Refused(422, message("Give a feed, a sitemap or an archive"))
    if name is None:
        watched_publishers.add(home, wanted)
    else:
        found = watched(request, name)
        if form.one("version") != version_of(repr(found)):
            raise changed_meanwhile()
        watched_publishers.write(home, name, _changes(found, wanted))
    said = "publisher-added" if name is None else "publisher-changed"
    request.app.state.store.users.note(person.name, said, wanted.name, datetime.now(UTC), " ".join(wanted.listed))
    renew(request.app)
    planned(wanted.name, request.app.state.rounds)


def _changes(found: Publisher, wanted: Publisher) -> dict[str, Any]:
    """Return the values that differ; None for one that is to be left out."""
    new = watched_publishers.written(wanted)
    differing = [name for name in _names() if getattr(found, name) != getattr(wanted, name)]
    return {name: new.get(name) for name in differing}


def _names() -> list[str]:
    """Return the fields of the form that stand in a section."""
    known = {each.name for each in fields(watched_publishers.Publisher)}
    return [name for name in Sections.model_fields if name in known and name != "name"]


def _read(form: Form, name: str) -> Publisher:
    """Return the publisher that a form describes.

    Raises:
        PublisherError: naming what cannot be used.
    """
    section: dict[str, Any] = {"schedule": form.one("schedule") or "10m", "edit": form.one("edit")}
    feeds = [line.split() for line in form.one("feeds").splitlines() if line.strip()]
    by_language = bool(feeds) and all(len(each) > 1 for each in feeds)
    section["feeds"] = {each[0]: each[1] for each in feeds} if by_language else [each[0] for each in feeds]
    section["sitemaps"] = form.one("sitemaps").split()
    archives = [line.split(None, 1) for line in form.one("archives").splitlines() if line.strip()]
    section["archives"] = [{"address": each[0], "links": (each[1:] or [""])[0].strip()} for each in archives]
    section["languages"] = [each.strip() for each in form.one("languages").split(",") if each.strip()]
    section |= {each: form.one(each).replace(",", ".") for each in NUMBERS if form.one(each)}
    publisher = read_section(name, section)
    watched_publishers.check_addresses(publisher.listed)
    return publisher


def _wanted(request: Request, name: str | None, form: Form, usual: str = "") -> Publisher:
    """Return the publisher that a form describes, with the WordPress that stands in the file alone.

    Who could name it here could have any variable of the environment sent anywhere.
    """
    wanted = _read(form, name or form.one("name") or usual)
    return wanted if name is None else replace(wanted, wordpress=watched(request, name).wordpress)


def _texts(publisher: Publisher) -> dict[str, str]:
    """Return a publisher as the form has it."""
    by_language = [f"{code} {address}" for code, address in publisher.by_language.items()]
    numbers = {name: getattr(publisher, name) for name in NUMBERS}
    return {
        "feeds": "\n".join(by_language or publisher.addresses),
        "sitemaps": "\n".join(publisher.sitemaps),
        "archives": "\n".join(f"{each.address} {each.links}" for each in publisher.archives),
        "languages": ", ".join(publisher.languages),
        "schedule": publisher.schedule,
        "edit": publisher.edit,
        **{name: "" if value is None else f"{value:g}" for name, value in numbers.items()},
    }


def _try(request: Request, person: Admin, publisher: Publisher) -> list[Tried]:
    """Read a publisher's sources as a round would, once and in a hurry.

    Raises:
        Refused: 429, this person has tried too often.
    """
    if wait := _limit.wait(person.name):
        raise too_many_tries(wait)
    settings: Settings = request.app.state.settings
    once = replace(settings.fetch, retries=0, deadline=PATIENCE)
    interface = interface_of(request)
    own = watched_publishers.for_publisher(replace(settings, fetch=once), publisher)
    found = []
    for source, listed, given in news.look(publisher, own, tell=lambda _: None):
        why = "" if given.why is None else interface.sentence(given.why)
        pages = tuple(each.url for each in listed[:SHOWN])
        found.append(Tried(address=source, listed=len(listed), pages=pages, why=why))
        if len(found) == TRIED:
            break
    return found
