"""The list of stories, a story's report, and the report in other formats."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

import reports
from alignment.types import Comparison, Severity  # noqa: TC001 - FastAPI reads the annotations
from locales.messages import message
from reports.formats.document import Report
from reports.formats.html import context, page
from reports.formats.report_formats import BY_SUFFIX, Format
from reports.formats.toolkit import installed
from reports.states import DISMISSED
from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.changes import Visitor, note_visit
from review.check_help import explanations
from review.pasted_texts import without_path, without_paths
from review.refusals import Refused, no_story
from review.routes.checks import removable
from review.views import interface_of, show
from storage.decisions import Standing  # noqa: TC001 - the same
from storage.store import Store  # noqa: TC001 - the same
from storage.stories.story_browser import Filter
from storage.types import StoryPage, StorySummary  # noqa: TC001 - the same

router = APIRouter()
#: Stories on a page of the list.
PAGE = 50


class ListedEdition(BaseModel):
    """An edition of a story in the list."""

    language: str
    url: str
    title: str


class ListedStory(BaseModel):
    """A story in the list."""

    id: str
    title: str
    compared: str
    publisher: str
    counts: dict[Severity, int]
    editions: tuple[ListedEdition, ...]
    #: The languages of the editions that ought to be there and are not.
    absent: tuple[str, ...]


class Stories(BaseModel):
    """A page of the list."""

    stories: tuple[ListedStory, ...]
    next: str | None


After = Annotated[str | None, Query(description="The cursor of the page before.")]
Publisher = Annotated[str, Query(description="Only this publisher's.")]
Worst = Annotated[str, Query(description="Only with this as the most serious open finding, or 'clear'.")]
Without = Annotated[str, Query(description="Only those that lack the edition in this language.")]
Words = Annotated[str, Query(alias="q", description="Words of the titles; their first letters count.")]


def _wanted(publisher: Publisher = "", worst: Worst = "", words: Words = "", without: Without = "") -> Filter:
    return Filter(publisher=publisher, worst=worst, words=words, without=without)


Wanted = Annotated[Filter, Depends(_wanted)]


def _page(request: Request, wanted: Filter, after: str | None) -> StoryPage:
    try:
        return _store(request).browsing.stories(wanted, limit=PAGE, after=after)
    except ValueError as error:
        raise Refused(400, message("No such page or filter; start from the beginning of the list")) from error


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def index(
    request: Request,
    _: Reader,
    wanted: Wanted,
    after: After = None,
) -> Response:
    """Show the list."""
    page = _page(request, wanted, after)
    following = f"?{request.url.include_query_params(after=page.next).query}" if page.next else None
    publishers = _store(request).browsing.publishers()
    return show(
        request,
        "stories",
        stories=page.stories,
        next=following,
        wanted=wanted,
        publishers=publishers,
        codes=request.app.state.settings.languages,
    )


@router.get("/stories.json")
def index_json(
    request: Request,
    _: Reader,
    wanted: Wanted,
    after: After = None,
) -> Stories:
    """Return a page of the list, the most recently compared story first."""
    page = _page(request, wanted, after)
    return Stories(stories=tuple(_listed(story) for story in page.stories), next=page.next)


def _listed(story: StorySummary) -> ListedStory:
    return ListedStory(
        id=story.id,
        title=story.title,
        compared=story.compared.isoformat(),
        publisher=story.publisher,
        absent=story.absent,
        counts=dict(story.counts),
        editions=tuple(
            ListedEdition(language=each.language, url=without_path(each.url, each.language), title=each.title)
            for each in story.editions
        ),
    )


@router.get("/stories/{story}.json", response_model=Report)
def story_json(request: Request, story: str, _: Reader) -> Response:
    """Return a story's report, schema zvirka.report/1."""
    comparison = _comparison(request, story)
    dismissed = _dismissed(_store(request).decisions.of(comparison))
    content = reports.render(comparison, "json", interface_of(request).language, states=dismissed)
    return Response(content, media_type="application/json")


@router.get("/stories/{story}.{suffix}", response_class=Response)
def story_export(request: Request, story: str, suffix: str, person: Reader) -> Response:
    """Return a story's report as a file: html, md, csv, sarif, xml, tmx, xlf, xlf2; its rows as rows (CSV) or jsonl."""
    format_ = BY_SUFFIX.get(suffix)
    if format_ is None:
        return story_page(request, f"{story}.{suffix}", person)
    if not _writable(format_):
        raise Refused(501, message("That format needs translate-toolkit, which is not installed here"))
    store, language = _store(request), interface_of(request).language
    comparison = _comparison(request, story)
    dismissed = _dismissed(store.decisions.of(comparison))
    if suffix == "html":
        content = page(comparison, language, states=dismissed)
    else:
        content = reports.render(comparison, format_.name, language, states=dismissed)
    name = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in story)
    disposition = {"content-disposition": f'attachment; filename="{name}.{format_.ending or suffix}"'}
    return Response(content, media_type=format_.media_type, headers=disposition)


@router.get("/stories/{story}", response_class=HTMLResponse, include_in_schema=False)
def story_page(request: Request, story: str, person: Reader) -> Response:
    """Show a story's report, with what was decided about its findings and what changed since the reader last looked."""
    store, language = _store(request), interface_of(request).language
    comparison = _comparison(request, story)
    decided = store.decisions.of(comparison)
    newer, older = store.browsing.neighbours(story)
    visitor = Visitor(request, person)
    changes = note_visit(store, visitor.name, comparison)
    states = {**changes.states, **_dismissed(decided)}
    response = show(
        request,
        "story",
        **context(comparison, language, states, changes.gone),
        since=changes.since,
        exports=[(suffix, each.label) for suffix, each in BY_SUFFIX.items() if _writable(each)],
        explanations=explanations(interface_of(request)),
        decisions=decided.holding,
        lapsed=decided.lapsed,
        latest=max((each.id for each in decided.holding.values()), default=None),
        removable=_removable(request, story),
        newer=newer,
        older=older,
    )
    visitor.remember(response)
    return response


def _removable(request: Request, story: str) -> bool:
    summary = _store(request).summary(story)
    return summary is not None and removable(summary, request.app.state.settings.home)


def _writable(format_: Format) -> bool:
    """Return whether what a format needs is installed."""
    return format_.extra is None or installed()


def _dismissed(decided: Standing) -> dict[str, str]:
    return dict.fromkeys(decided.holding, DISMISSED)


def _comparison(request: Request, story: str) -> Comparison:
    comparison = _store(request).comparison(story)
    if comparison is None:
        raise no_story(story)
    return without_paths(comparison)
