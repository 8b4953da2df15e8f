"""Counters for Prometheus, in its text format (version 0.0.4)."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections import defaultdict
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from locales.messages import message
from review.access import Guard, LoginNeededError
from review.refusals import Refused, too_many_tries
from storage.timings import Timings
from storage.work_items import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from review.guards.rate_limits import Limit
    from storage.store import Store
    from storage.stories.story_browser import PublisherDay
    from storage.timings import StageTime

router = APIRouter()
KIND = "text/plain; version=0.0.4; charset=utf-8"
ASKING = {"www-authenticate": "Basic"}
#: Names of what days sum up, and what they are.
SUMS = {
    "comparisons": "Comparisons that came about.",
    "rows": "Rows that were compared.",
    "findings": "Findings without notes.",
    "unavailable": "Editions that could not be read.",
    "stale": "Pages whose publisher profile looked out of date.",
}


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request) -> Response:
    """Return the counters; where there are users, one of them has to be named by HTTP Basic."""
    _admit(request)
    store: Store = request.app.state.store
    url = request.app.state.settings.database_url
    with Work(url) as work, Timings(url) as timings:
        lines = [*_work(work.counts()), *_stages(timings.totals()), *_days(store.browsing.days(""))]
    return Response("\n".join(lines) + "\n", media_type=KIND)


def _admit(request: Request) -> None:
    """Let in whoever may read.

    Raises:
        Refused: 401, or 429 after too many wrong passwords.
    """
    try:
        Guard(request).person()
    except LoginNeededError as needed:
        address = request.client.host if request.client else ""
        name, _, password = _basic(request.headers.get("authorization", "")).partition(":")
        logins: Limit = request.app.state.logins
        keys = (("address", address), ("name", name))
        if not name:
            raise Refused(401, message("Log in first"), ASKING) from needed
        wait = max(logins.wait(key) for key in keys)
        if wait:
            raise too_many_tries(wait) from needed
        if request.app.state.store.users.check(name, password) is None:
            raise Refused(401, message("Name or password is wrong"), ASKING) from needed
        for key in keys:
            logins.forgive(key)


def _basic(header: str) -> str:
    kind, _, value = header.partition(" ")
    try:
        return b64decode(value).decode() if kind.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _work(counts: Mapping[str, int]) -> Iterator[str]:
    yield from _head("zvirka_work", "gauge", "Stories of runs by state.")
    yield from (f'zvirka_work{{state="{state}"}} {count}' for state, count in counts.items())


def _stages(times: Sequence[StageTime]) -> Iterator[str]:
    yield from _head("zvirka_stage_seconds", "summary", "What a stage of a check takes.")
    for each in times:
        yield f'zvirka_stage_seconds_sum{{stage="{each.stage}"}} {each.seconds:.6f}'
        yield f'zvirka_stage_seconds_count{{stage="{each.stage}"}} {each.count}'
    yield from _head("zvirka_stage_longest_seconds", "gauge", "The longest that a stage of a check has taken.")
    yield from (f'zvirka_stage_longest_seconds{{stage="{each.stage}"}} {each.longest:.6f}' for each in times)


def _days(days: tuple[PublisherDay, ...]) -> Iterator[str]:
    by_publisher: dict[str, list[PublisherDay]] = defaultdict(list)
    for day in days:
        by_publisher[day.publisher].append(day)
    for name, help_text in SUMS.items():
        yield from _head(f"zvirka_{name}_total", "counter", help_text)
        for publisher, each in by_publisher.items():
            yield f"zvirka_{name}_total{_label(publisher)} {sum(getattr(day, name) for day in each)}"
    yield from _head("zvirka_last_comparison_seconds", "gauge", "When a publisher was last compared, Unix time.")
    for publisher, each in by_publisher.items():
        yield f"zvirka_last_comparison_seconds{_label(publisher)} {max(day.last for day in each).timestamp():.3f}"


def _head(name: str, kind: str, help_text: str) -> Iterator[str]:
    yield f"# HELP {name} {help_text}"
    yield f"# TYPE {name} {kind}"


def _label(publisher: str) -> str:
    escaped = publisher.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'{{publisher="{escaped}"}}'
