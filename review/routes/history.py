"""What happened in a story: revisions, findings that came and went, decisions."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - FastAPI reads the annotations
from itertools import pairwise
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from reports.quoting import told
from reports.wording import sentence
from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.findings import word_diff
from review.refusals import no_story
from review.views import interface_of, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import Comparison
    from locales.interface import Interface
    from storage.decisions import Decision
    from storage.store import Store

router = APIRouter()


class ChangedPiece(BaseModel):
    """A piece of a paragraph: in both versions ("same"), in the old one ("gone"), in the new one ("new")."""

    kind: str
    text: str


class ChangedEdition(BaseModel):
    """An edition whose page changed, with the paragraphs that did."""

    edition: str
    paragraphs: tuple[tuple[ChangedPiece, ...], ...]


class Entry(BaseModel):
    """Something that happened."""

    at: datetime
    #: "first" (compared for the first time), "compared", "opened", "resolved", "reopened", "dismissed", "promised",
    #: "commented", "undone".
    what: str
    who: str
    finding: str
    severity: str
    edition: str
    said: str
    #: What somebody wrote: a comment, a decision's note.
    note: str
    #: Of a comparison: the editions that changed since the one before; of the newest ones only.
    changes: tuple[ChangedEdition, ...] = ()


@router.get("/stories/{story}/history", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request, story: str, _: Reader) -> Response:
    """Show what happened."""
    store: Store = request.app.state.store
    entries = _entries(request, story, interface_of(request))
    comparison = store.comparison(story)
    present = {finding.id for finding in comparison.findings} if comparison else set()
    return show(request, "history", story=store.summary(story), entries=entries, present=present)


@router.get("/stories/{story}/history.json")
def page_json(request: Request, story: str, _: Reader) -> list[Entry]:
    """Return what happened, newest first."""
    return _entries(request, story, interface_of(request))


def _entries(request: Request, story: str, interface: Interface) -> list[Entry]:
    store: Store = request.app.state.store
    if store.summary(story) is None:
        raise no_story(story)
    revisions = store.browsing.revisions(story)
    said = _said_now(store.comparison(story), interface)
    names = [*["compared"] * (len(revisions) - 1), "first"] if revisions else []
    changes = _changes(store.history(story))
    entries = [
        *(
            _entry(each.at, what, said=each.engine).model_copy(update={"changes": changes.get(each.at, ())})
            for each, what in zip(revisions, names, strict=True)
        ),
        *(
            _entry(
                each.at,
                each.what,
                finding=each.finding,
                severity=each.severity,
                edition=each.edition or "",
                said=said.get(each.finding) or sentence(each.said, interface),
            )
            for each in store.browsing.happenings(story)
        ),
    ]
    for decision in store.decisions.of_story(story):
        sentence_ = said.get(decision.finding) or sentence(decision.said, interface)
        about = {"finding": decision.finding, "edition": decision.edition, "said": sentence_}
        what = "dismissed" if decision.until is None else "promised"
        entries.append(_entry(decision.made, what, who=decision.who, note=_note(decision), **about))
        if decision.undone is not None:
            entries.append(_entry(decision.undone, "undone", who=decision.undone_by or "", **about))
    said_of = {each.finding: each for each in entries if each.finding}
    for comment in (each for comments in store.teamwork.comments(story).values() for each in comments):
        of = said_of.get(comment.finding)
        about = {"finding": comment.finding, "edition": of.edition, "said": of.said} if of else {}
        entries.append(_entry(comment.at, "commented", who=comment.who, note=comment.text, **about))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _changes(history: Sequence[Comparison]) -> dict[datetime, tuple[ChangedEdition, ...]]:
    """Return what changed in the pages from one comparison to the next, by the time of the latter."""
    return {
        after.created: tuple(
            ChangedEdition.model_validate({"edition": code, "paragraphs": paragraphs}, from_attributes=True)
            for code, article in after.articles.items()
            if code in before.articles and (paragraphs := word_diff.changed(before.articles[code], article))
        )
        for before, after in pairwise(history)
    }


def _said_now(comparison: Comparison | None, interface: Interface) -> dict[str, str]:
    """Return the sentences of the findings that still stand, as the report has them, by their ids."""
    if comparison is None:
        return {}
    return {finding.id: told(finding, comparison, interface) for finding in comparison.findings}


def _entry(
    at: datetime,
    what: str,
    *,
    who: str = "",
    finding: str = "",
    severity: str = "",
    edition: str = "",
    said: str = "",
    note: str = "",
) -> Entry:
    return Entry(at=at, what=what, who=who, finding=finding, severity=severity, edition=edition, said=said, note=note)


def _note(decision: Decision) -> str:
    """Return what was said about a decision: who will mend the text, and the note."""
    return ": ".join(filter(None, [decision.fixer, decision.note]))
