"""Where a form leads back to: the page that it stood on, as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from fastapi.responses import RedirectResponse

from parsers import links

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import Response

    from review.forms import Form

#: The field of forms on the page "To do": the query of that page.
TODO = "todo"


def back(request: Request, story: str, anchor: str, form: Form, done: int | None = None) -> Response:
    """Return to a place of a story's page with the filters that it had, or to the page "To do".

    Args:
        request: of the form.
        story: its story.
        anchor: the place.
        form: says whether it stood on the page "To do", and which one.
        done: the decision that was made there; that page goes on to the next finding, and offers to undo it.
    """
    if form.one(TODO):
        place = {**dict(parse_qsl(form.one(TODO))), **({} if done is None else {"next": "1", "done": str(done)})}
        return RedirectResponse(f"/todo?{urlencode(place)}", 303)
    path = f"/stories/{quote(story)}"
    came, _, query = request.headers.get("referer", "").partition("#")[0].partition("?")
    query = f"?{query}" if query and links.path(came) == path else ""
    return RedirectResponse(f"{path}{query}#{anchor}", 303)
