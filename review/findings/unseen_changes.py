"""What has changed in a story since the same reader last looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alignment.types import Finding, FindingKind
from review.guards import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from alignment.types import Comparison
    from review.access import Person
    from storage.store import Store
    from storage.stories.story_browser import Happening

#: The cookie that a browser without a login is known by, and how long it stays, seconds.
COOKIE, STAYS = "reader", 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a reader has not seen yet."""

    #: When the comparison was made that the reader saw last; None at the first visit.
    since: datetime | None
    #: "new" or "reopened", by the ids of findings.
    states: Mapping[str, str]
    #: Findings that the reader saw and that are resolved since.
    gone: tuple[Finding, ...]


class Visitor:
    """Whoever reads: a user by name, anybody else by a signed cookie."""

    def __init__(self, request: Request, person: Person) -> None:
        self._request, self._key = request, request.app.state.key
        known = tokens.unsealed(COOKIE, request.cookies.get(COOKIE, ""), self._key)
        self._new = not person.logged_in and not known
        self._browser = known or tokens.visit()
        #: What visits are kept under.
        self.name = f"user:{person.name}" if person.logged_in else f"browser:{self._browser}"

    def remember(self, response: Response) -> None:
        """Make the browser come back as the same reader."""
        if self._new:
            response.set_cookie(
                COOKIE,
                tokens.sealed(COOKIE, self._browser, self._key),
                max_age=STAYS,
                httponly=True,
                samesite="lax",
                secure=self._request.url.scheme == "https",
            )


def note_visit(store: Store, reader: str, comparison: Comparison, asked: datetime | None = None) -> Changes:
    """Note that a reader reads a story, and return what changed since the time before.

    A reader who was never there before sees what is new since the comparison before.

    Args:
        store: the database.
        reader: whose visit it is.
        comparison: the story's newest one.
        asked: what changed since then is wanted, whatever the reader saw before; None for the time before.
    """
    seen = store.visits.note(reader, comparison.story, comparison.created, datetime.now(UTC))
    since = asked or seen
    happened = store.browsing.happenings(comparison.story)
    if since is None:
        revisions = store.browsing.revisions(comparison.story)
        return Changes(since=None, states=_changes(happened, revisions[1].at)[0] if len(revisions) > 1 else {}, gone=())
    states, gone = _changes(happened, since)
    return Changes(since=since, states=states, gone=gone)


def _changes(happened: Sequence[Happening], since: datetime) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Return the states of findings that changed after a time, and the findings that went.

    Args:
        happened: everything, newest first.
        since: what happened until then is known.
    """
    before = {each.finding: each.what for each in reversed(happened) if each.at <= since}
    after = {each.finding: each for each in reversed(happened) if each.at > since}
    states, gone = {}, []
    for name, last in after.items():
        if last.what != "resolved":
            states[name] = "reopened" if name in before else "new"
        elif before.get(name, "resolved") != "resolved":
            gone.append(_finding(last))
    return states, tuple(gone)


def _finding(happening: Happening) -> Finding:
    return Finding(
        id=happening.finding,
        kind=FindingKind(happening.kind),
        severity=happening.severity,
        message=happening.said,
        edition=happening.edition,
    )
