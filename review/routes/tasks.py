"""A finding as a task, to paste where tasks are kept."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from locales.messages import message
from pipeline.settings.review_address import link
from reports.formats import markdown
from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.refusals import Refused, read_story
from review.routes.stories import edit_links_of
from review.views import interface_of

router = APIRouter()


@router.get("/stories/{story}/tasks/{finding}.md", response_class=Response)
def task(request: Request, story: str, finding: str, _: Reader) -> Response:
    """Return a finding as a task in Markdown: headline, edition, what every edition says, links."""
    comparison = read_story(request, story)
    found = next((each for each in comparison.findings if each.id == finding), None)
    if found is None:
        raise Refused(404, message("The story has no such finding"))
    interface = interface_of(request)
    place = link(story) or str(request.url_for("story_page", story=story))
    links = {interface.gettext("Finding"): f"{place}#f-{finding}"}
    edits = edit_links_of(request, comparison)
    if found.edition in edits:
        links[interface.gettext("Edit {edition}", edition=f"language:{found.edition}")] = edits[found.edition]
    said = markdown.task(comparison, found, interface.language, links)
    return Response(said, media_type="text/markdown; charset=utf-8")
