"""Which stories a page is about, as its address says, and what else all pages with such filters show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from alignment.types import FindingKind
from reports.summary import Counted, brief
from storage.stories.story_browser import NOBODY, Filter

if TYPE_CHECKING:
    from locales.interface import Interface
    from storage.types import StorySummary

After = Annotated[str | None, Query(description="The cursor of the page before.")]
Publisher = Annotated[str, Query(description="Only this publisher's.")]
Worst = Annotated[str, Query(description="Only with this as the most serious open finding, or 'clear'.")]
Without = Annotated[str, Query(description="Only those that lack the edition in this language.")]
Owner = Annotated[str, Query(description="Only this person's; '-' for those of nobody.")]
Words = Annotated[str, Query(alias="q", description="Words of the titles; their first letters count.")]


def _wanted(
    publisher: Publisher = "", worst: Worst = "", words: Words = "", without: Without = "", owner: Owner = ""
) -> Filter:
    return Filter(publisher=publisher, worst=worst, words=words, without=without, owner=owner)


Wanted = Annotated[Filter, Depends(_wanted)]


def query_of(wanted: Filter) -> dict[str, str]:
    """Return a filter as what stands in an address."""
    values = {"q": wanted.words, "worst": wanted.worst, "publisher": wanted.publisher}
    values |= {"without": wanted.without, "owner": wanted.owner}
    return {name: value for name, value in values.items() if value}


def choices(request: Request, wanted: Filter) -> dict[str, Any]:
    """Return what the form of the filters shows."""
    store = request.app.state.store
    return {
        "wanted": wanted,
        "narrowed": urlencode(query_of(wanted)),
        "publishers": store.browsing.publishers(),
        "codes": request.app.state.settings.languages,
        "owners": store.teamwork.owners(),
        "nobody": NOBODY,
    }


def verdict(story: StorySummary, interface: Interface) -> str:
    """Return what is wrong with a story in one line; "" where there are notes at most."""
    counted = [
        Counted(
            kind=FindingKind.MISSING if each.subject == "missing edition" else FindingKind(each.subject),
            edition=each.edition,
            of_edition=each.subject == "missing edition",
            severity=each.severity,
            count=each.count,
        )
        for each in story.open
    ]
    return brief(counted, interface)
