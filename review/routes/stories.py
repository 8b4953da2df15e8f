"""The list of stories, a story's report, and the report in other formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import AwareDatetime, BaseModel

import reports
from alignment.types import Comparison, Severity  # noqa: TC001 - FastAPI reads the annotations
from locales import clock
from locales.messages import message
from pipeline.settings.edit_links import edit_link
from pipeline.settings.policy import known_publisher
from pipeline.watching import again
from reports.formats.document import Report
from reports.formats.html import context, page
from reports.formats.report_formats import BY_SUFFIX, Format
from reports.formats.toolkit import installed
from reports.plain import PASTED
from reports.states import DISMISSED
from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.checking.pasted_texts import without_path, without_paths
from review.findings.check_help import explanations
from review.findings.finding_states import stand
from review.findings.fixes import fixes
from review.findings.unseen_changes import Visitor, note_visit
from review.listing import After, Wanted, choices, verdict
from review.refusals import Refused, read_story
from review.routes.feed import token_of
from review.routes.story_deletion import removable
from review.views import interface_of, show
from storage.decisions import Standing  # noqa: TC001 - the same
from storage.store import Store  # noqa: TC001 - the same
from storage.stories.story_browser import Filter  # noqa: TC001 - the same
from storage.types import StoryPage, StorySummary  # noqa: TC001 - the same

if TYPE_CHECKING:
    from locales.interface import Interface
    from review.access import Person

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
    #: Whose it is; "" for nobody's.
    owner: str
    #: What is wrong, in one line of the reader's language; "" where there are notes at most.
    verdict: str


class Stories(BaseModel):
    """A page of the list."""

    stories: tuple[ListedStory, ...]
    next: str | None


Since = Annotated[AwareDatetime | None, Query(description="Tell what changed since then.")]


def _page(request: Request, wanted: Filter, after: str | None) -> StoryPage:
    try:
        return _store(request).browsing.stories(wanted, limit=PAGE, after=after)
    except ValueError as error:
        raise Refused(400, message("No such page or filter; start from the beginning of the list")) from error


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A story as the list shows it."""

    story: StorySummary
    #: What is wrong, in one line; "" where there are notes at most.
    verdict: str
    #: For how long its most serious finding has been open; "" where none is.
    age: str


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def index(
    request: Request,
    person: Reader,
    wanted: Wanted,
    after: After = None,
) -> Response:
    """Show the list."""
    page = _page(request, wanted, after)
    following = f"?{request.url.include_query_params(after=page.next).query}" if page.next else None
    interface, now = interface_of(request), datetime.now(UTC)
    listed = [
        Line(story=each, verdict=verdict(each, interface), age=_age(each, interface, now)) for each in page.stories
    ]
    days = [
        (day, list(lines)) for day, lines in groupby(listed, key=lambda line: clock.here(line.story.compared).date())
    ]
    return show(
        request, "stories", days=days, next=following, feed=_feed(request, person, wanted), **choices(request, wanted)
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
    return Stories(stories=tuple(_listed(story, interface_of(request)) for story in page.stories), next=page.next)


def _feed(request: Request, person: Person, wanted: Filter) -> str:
    """Return the address of the feed of findings, with what a feed can be narrowed by."""
    narrowed = {"publisher": wanted.publisher, "worst": wanted.worst if wanted.worst != "clear" else ""}
    values = {"token": token_of(request, person), **narrowed}
    return f"/findings.atom?{urlencode({name: value for name, value in values.items() if value})}"


def _age(story: StorySummary, interface: Interface, now: datetime) -> str:
    """Return for how long the most serious finding of a story has been open; "" where none is."""
    worst = [each for each in story.open if each.severity is story.open[0].severity]
    return interface.span(now - min(each.since for each in worst)) if worst else ""


def _listed(story: StorySummary, interface: Interface) -> ListedStory:
    return ListedStory(
        id=story.id,
        title=story.title,
        compared=story.compared.isoformat(),
        publisher=story.publisher,
        absent=story.absent,
        owner=story.owner,
        verdict=verdict(story, interface),
        counts=dict(story.counts),
        editions=tuple(
            ListedEdition(language=each.language, url=without_path(each.url, each.language), title=each.title)
            for each in story.editions
        ),
    )


@router.get("/stories/{story}.json", response_model=Report)
def story_json(request: Request, story: str, _: Reader) -> Response:
    """Return a story's report, schema zvirka.report/1."""
    comparison = without_paths(read_story(request, story))
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
    comparison = without_paths(read_story(request, story))
    dismissed = _dismissed(store.decisions.of(comparison))
    if suffix == "html":
        content = page(comparison, language, states=dismissed)
    else:
        content = reports.render(comparison, format_.name, language, states=dismissed)
    name = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in story)
    disposition = {"content-disposition": f'attachment; filename="{name}.{format_.ending or suffix}"'}
    return Response(content, media_type=format_.media_type, headers=disposition)


@router.get("/stories/{story}", response_class=HTMLResponse, include_in_schema=False)
def story_page(request: Request, story: str, person: Reader, since: Since = None) -> Response:
    """Show a story's report, with what was decided about its findings and what changed since the reader last looked."""
    store, language = _store(request), interface_of(request).language
    comparison = without_paths(read_story(request, story))
    decided = store.decisions.of(comparison)
    newer, older = store.browsing.neighbours(story)
    visitor = Visitor(request, person)
    changes = note_visit(store, visitor.name, comparison, since)
    states = {**changes.states, **stand(decided, datetime.now(UTC)).states}
    response = show(
        request,
        "story",
        **context(comparison, language, states, changes.gone),
        since=changes.since,
        asked=since,
        again=_again(comparison),
        edits=edit_links_of(request, comparison),
        exports=[(suffix, each.label) for suffix, each in BY_SUFFIX.items() if _writable(each)],
        explanations=explanations(interface_of(request)),
        fixes=fixes(comparison),
        decisions=decided.holding,
        promises=decided.promised,
        comments=store.teamwork.comments(story),
        summary=store.summary(story),
        staff=[user.name for user in store.users.all()] or [person.name],
        lapsed=decided.lapsed,
        latest=max((each.id for each in (*decided.holding.values(), *decided.promised.values())), default=None),
        removable=_removable(request, story),
        newer=newer,
        older=older,
    )
    visitor.remember(response)
    return response


def _again(comparison: Comparison) -> str:
    """Return how a story is checked again: "here", "pasted" where its texts are given anew, "" where it cannot be."""
    if again.readable(comparison):
        return "here"
    return "pasted" if all(each.url.startswith(PASTED) for each in comparison.articles.values()) else ""


def edit_links_of(request: Request, comparison: Comparison) -> dict[str, str]:
    """Return where editions are edited, by language; those that nobody knows a place for are left out."""
    urls = [article.url for article in comparison.articles.values()]
    publisher = known_publisher(urls, request.app.state.settings.publishers)
    if publisher is None:
        return {}
    found = {code: edit_link(publisher, article) for code, article in comparison.articles.items()}
    return {code: link for code, link in found.items() if link}


def _removable(request: Request, story: str) -> bool:
    summary = _store(request).summary(story)
    return summary is not None and removable(summary, request.app.state.settings.home)


def _writable(format_: Format) -> bool:
    """Return whether what a format needs is installed."""
    return format_.extra is None or installed()


def _dismissed(decided: Standing) -> dict[str, str]:
    return dict.fromkeys(decided.holding, DISMISSED)
