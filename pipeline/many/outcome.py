"""What a run does with one story, as plain functions: the flows only wrap them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alignment.types import Severity
from pipeline.check import check as compare
from pipeline.errors import ZvirkaError
from pipeline.folders import refuse_outside
from pipeline.many.logfmt import line
from pipeline.many.records import pack_error
from pipeline.request import pack_request
from pipeline.settings.review_address import link
from pipeline.stages import Stages
from pipeline.workers import workers
from storage.timings import Timings
from storage.work_items import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alignment.types import Comparison
    from pipeline.request import Request
    from pipeline.settings.load import Settings

#: The only item of a run of one story.
ONLY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one story, in numbers: what Prefect needs to know."""

    story: str
    title: str
    #: How many findings it has of each severity; all four are there.
    findings: Mapping[str, int]
    #: Where it is read; empty where no review app is known.
    link: str


def check_one(request: Request, run: str, settings: Settings, *, progress: Callable[[str], None]) -> Outcome:
    """Compare a story as the only one of a run, and write in the books what became of it.

    Args:
        request: what to compare.
        run: the run's id.
        settings: everything that is set.
        progress: is told what is being done.

    Raises:
        ZvirkaError: there is nothing to compare.
    """
    stages = Stages()
    with Work(settings.database_url) as work, Timings(settings.database_url) as timings, workers(settings) as own:
        work.plan(run, {ONLY: pack_request(request)}, datetime.now(UTC))
        item = work.take(run, run, datetime.now(UTC))
        try:
            refuse_outside(request, settings)
            comparison = compare(request, settings, progress=progress, stages=stages, do=own.do)
        except ZvirkaError as error:
            if item is not None:
                why = pack_error(error)
                work.finish(item, datetime.now(UTC), story=None, exit_status=error.exit_status, error=why)
            raise
        if item is not None:
            work.finish(item, datetime.now(UTC), story=comparison.story, exit_status=0)
        timings.note(stages.seconds, datetime.now(UTC))
    took = {stage: f"{seconds:.3f}" for stage, seconds in stages.seconds.items()}
    progress(line(story=comparison.story, run=run, became="compared", findings=len(comparison.findings), **took))
    return outcome(comparison)


def outcome(comparison: Comparison) -> Outcome:
    """Return the numbers of a comparison."""
    found = Counter(finding.severity.value for finding in comparison.findings)
    return Outcome(
        story=comparison.story,
        title=comparison.title()[0],
        findings={severity.value: found[severity.value] for severity in Severity},
        link=link(comparison.story),
    )
