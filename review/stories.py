"""The list of stories, a story's report, and the report in other formats."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

import reports
from alignment.types import Comparison, Severity  # noqa: TC001 - FastAPI reads the annotations
from reports.document import Report  # noqa: TC001 - the same
from reports.html import context
from review.views import interface_of, problem, show
from storage.store import Store  # noqa: TC001 - the same
from storage.types import StorySummary  # noqa: TC001 - the same

router = APIRouter()
#: Stories on a page of the list.
PAGE = 50
#: What a report can be taken away as: the address's suffix, the format, the media type.
EXPORTS = {
    "html": ("html", "text/html; charset=utf-8"),
    "md": ("markdown", "text/markdown; charset=utf-8"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "sarif": ("sarif", "application/sarif+json"),
    "xml": ("junit", "application/xml"),
}
NAMES = {"json": "JSON", "md": "Markdown", "csv": "CSV", "html": "HTML", "sarif": "SARIF", "xml": "JUnit"}


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
    counts: dict[Severity, int]
    editions: tuple[ListedEdition, ...]


class Stories(BaseModel):
    """A page of the list."""

    stories: tuple[ListedStory, ...]
    next: str | None


After = Annotated[str | None, Query(description="The cursor of the page before.")]


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _page(request: Request, after: str | None) -> Any:  # noqa: ANN401 - storage's StoryPage
    try:
        return _store(request).stories(limit=PAGE, after=after)
    except ValueError as error:
        raise HTTPException(400, "after: give the cursor that the page before ended with, or none") from error


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def index(request: Request, after: After = None) -> Response:
    """Show the list."""
    page = _page(request, after)
    following = f"?{request.url.include_query_params(after=page.next).query}" if page.next else None
    return show(request, "stories", stories=page.stories, next=following)


@router.get("/stories.json")
@router.get("/.json", include_in_schema=False)
def index_json(request: Request, after: After = None) -> Stories:
    """Return a page of the list, the most recently compared story first."""
    page = _page(request, after)
    return Stories(stories=tuple(_listed(story) for story in page.stories), next=page.next)


def _listed(story: StorySummary) -> ListedStory:
    return ListedStory(
        id=story.id,
        title=story.title,
        compared=story.compared.isoformat(),
        counts=dict(story.counts),
        editions=tuple(
            ListedEdition(language=each.language, url=each.url, title=each.title) for each in story.editions
        ),
    )


@router.get("/stories/{story}.json", response_model=Report)
def story_json(request: Request, story: str) -> Response:
    """Return a story's report, schema zvirka.report/1."""
    content = reports.render(_comparison(request, story), "json", interface_of(request).language)
    return Response(content, media_type="application/json")


@router.get("/stories/{story}.{suffix}", response_class=Response)
def story_export(request: Request, story: str, suffix: str) -> Response:
    """Return a story's report as a file: html, md, csv, sarif, xml."""
    if suffix not in EXPORTS:
        return story_page(request, f"{story}.{suffix}")
    format_, media_type = EXPORTS[suffix]
    content = reports.render(_comparison(request, story), format_, interface_of(request).language)
    name = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in story)
    disposition = {"content-disposition": f'attachment; filename="{name}.{suffix}"'}
    return Response(content, media_type=media_type, headers=disposition)


@router.get("/stories/{story}", response_class=HTMLResponse, include_in_schema=False)
def story_page(request: Request, story: str) -> Response:
    """Show a story's report."""
    interface = interface_of(request)
    comparison = _store(request).comparison(story)
    if comparison is None:
        return problem(request, 404, interface.gettext("There is no story {story}", story=story))
    values = context(comparison, interface.language, {})
    return show(request, "story", **values, exports=NAMES.items())


def _comparison(request: Request, story: str) -> Comparison:
    comparison = _store(request).comparison(story)
    if comparison is None:
        raise HTTPException(404, f"there is no story {story}")
    return comparison
