"""Drafts of a story, compared before they are published: nothing of them is kept but what is costly to make twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import locales
from locales.page_tables import Sample
from pipeline.comparing import compare_editions, story_ids
from pipeline.reading import lost_editions, read_editions
from pipeline.request import Request, Target, languages_named
from pipeline.story_run import Borrowing
from sources.types import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import Comparison, Finding
    from pipeline.reading.page_parsing import Do
    from pipeline.settings.load import Settings
    from storage.store import Store

#: Stands for a severity that closes the gate: none does.
NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """One edition as somebody means to publish it."""

    #: As it is submitted; its body has the last word.
    language: str
    raw: bytes
    #: "text/html" or "text/plain"; None where the bytes have to tell.
    media_type: str | None = None
    #: Where it will be read; "" where nobody knows yet.
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says."""

    comparison: Comparison
    #: Ids of findings that somebody has set aside for this story or its publisher.
    aside: frozenset[str]
    #: Findings at or above the severity that closes the gate.
    against: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether the story may be published."""
        return not self.against


def judge(
    submitted: Sequence[Submitted],
    settings: Settings,
    store: Store,
    *,
    fail_on: str,
    story: str = "",
    do: Do | None = None,
) -> Verdict:
    """Compare drafts.

    Args:
        submitted: two editions or more.
        settings: the languages that are expected, and how zvirka speaks.
        store: keeps sentence vectors, and knows what people decided about the story.
        fail_on: the least severity that closes the gate, or "never".
        story: its id, where it is known; else it is found by the editions' addresses.
        do: parses and compares where that can be given up (`Workers.do`); None does it here.

    Raises:
        UsageError: two are in one language, or one is in none that is expected.
        TooFewEditionsError: fewer than two can be read.
    """
    known = languages_named([each.language for each in submitted], settings.languages)
    submitted = [replace(each, language=known[each.language]) for each in submitted]
    run = Borrowing(Request(), settings, lambda _line: None, store, do=do)
    pages = {each.language: _page(each) for each in submitted}
    wanted = [
        Target(source=each.language, language=each.language, declared=f"field {each.language}") for each in submitted
    ]
    kept, gone = read_editions.read(wanted, lambda source: pages[source], settings.languages, parse=run.parsing.fresh)
    found = read_editions.by_language(kept)
    lost_editions.require_two(found, gone, settings.languages)
    articles = {language: edition.article for language, edition in found.items()}
    name = story or store.story_of([each.url for each in submitted if each.url]) or _name(submitted)
    first = tuple(lost_editions.finding(each) for each in gone if each.target.language not in found)
    comparison = compare_editions.compare(run, articles, name, first)
    return _verdict(comparison, frozenset(store.decisions.of(comparison).holding), fail_on)


def _verdict(comparison: Comparison, aside: frozenset[str], fail_on: str) -> Verdict:
    from alignment.types import Severity  # noqa: PLC0415 - loaded by now

    worst = -1 if fail_on == NEVER else Severity(fail_on).rank
    against = tuple(each for each in comparison.findings if each.id not in aside and each.severity.rank <= worst)
    return Verdict(comparison=comparison, aside=aside, against=against)


def _page(each: Submitted) -> Page:
    return Page(
        url=each.url or each.language, raw=each.raw, media_type=each.media_type, http_charset=None, fetched=_now()
    )


def _name(submitted: Sequence[Submitted]) -> str:
    """Return an id for a story that nobody knows yet, the same for the same drafts."""
    urls = [each.url for each in submitted if each.url]
    if urls:
        return story_ids.story_id(urls)
    digest = hashlib.sha256(b"\0".join(sorted(each.raw for each in submitted))).hexdigest()[:12]
    return f"gate-{digest}"


def _now() -> datetime:
    return datetime.now(UTC)


def warm(settings: Settings) -> None:
    """Load the encoder and the tables into this process, so that the first who asks does not wait for them.

    Args:
        settings: the languages that are expected, and the database.
    """
    samples = {code: locales.table(code, Sample).text for code in settings.languages}
    texts = [
        Submitted(language=code, raw=text.strip().encode(), media_type="text/plain")
        for code, text in samples.items()
        if text
    ]
    if len(texts) >= lost_editions.ENOUGH:
        judge(texts, settings, compare_editions.store(settings.database_url), fail_on=NEVER)
