"""What the charts of a publisher show."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel

from alignment.types import Severity
from locales import clock
from locales.interface import edition_label
from reports.wording import severity_name
from review.administration.charts import Series, chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from locales.interface import Interface
    from review.administration.charts import Chart
    from review.routes.publishers import Health
    from storage.stories.story_browser import Browsing

#: Weeks that the chart of times shows.
WEEKS = 12


class SpreadWeek(BaseModel):
    """The stories whose first edition appeared in a week, and the hours from their first edition to their last."""

    #: Its Monday.
    begin: date
    stories: int
    #: Those with all editions, each with the time when it appeared.
    complete: int
    #: Null where there is none.
    median: float | None
    p90: float | None


def weeks(browsing: Browsing, publisher: str) -> tuple[SpreadWeek, ...]:
    """Return the last weeks of a publisher, each of them, the oldest first."""
    today = clock.today().date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    known = {each.begin: each for each in browsing.weeks(publisher, first)}
    empty = SpreadWeek(begin=first, stories=0, complete=0, median=None, p90=None)
    return tuple(
        SpreadWeek.model_validate(known[begin], from_attributes=True)
        if begin in known
        else empty.model_copy(update={"begin": begin})
        for begin in (first + timedelta(weeks=place) for place in range(WEEKS))
    )


def charts(
    found: Mapping[Severity, int],
    health: Health,
    expected: Sequence[str],
    spread: Sequence[SpreadWeek],
    interface: Interface,
) -> list[Chart]:
    """Return the charts of a publisher; those without anything to show are left out.

    Args:
        found: open findings.
        health: of the last thirty days.
        expected: the languages that its stories appear in.
        spread: how long editions take, week by week.
        interface: the reader's.
    """
    made = [_open(found, interface)]
    made += [_per_hundred(health, interface)] if any(each.rows for each in health.days) else []
    made += [_absent(health, expected, interface)] if health.absent_days else []
    made += [_times(spread, interface)] if any(each.complete for each in spread) else []
    return made


def _open(found: Mapping[Severity, int], interface: Interface) -> Chart:
    names = [severity_name(each, interface) for each in Severity]
    counts = [found[each] for each in Severity]
    title, up, along = (
        interface.gettext("Open findings by severity"),
        interface.gettext("Findings"),
        interface.gettext("Severity"),
    )
    rows = [(name, interface.number(count)) for name, count in zip(names, counts, strict=True)]
    series = Series("", counts, [each.value for each in Severity])
    return chart("open", (title, up, along), names, [series], ((along, up), rows), number=interface.number)


def _per_hundred(health: Health, interface: Interface) -> Chart:
    title, up, along = (
        interface.gettext("Findings for every 100 rows"),
        interface.gettext("Findings for every 100 rows, notes aside"),
        interface.gettext("Day of the comparison"),
    )
    head = (along, up, interface.gettext("Comparisons"), interface.gettext("Rows"), interface.gettext("Findings"))
    rows = [
        (
            interface.date(each.day),
            _number(each.per_hundred, interface),
            *(interface.number(count) for count in (each.comparisons, each.rows, each.findings)),
        )
        for each in health.days
        if each.comparisons
    ]
    places = [interface.short_date(each.day) for each in health.days]
    series = Series("", [each.per_hundred for each in health.days])
    return chart("per-hundred", (title, up, along), places, [series], (head, rows), number=interface.number)


def _absent(health: Health, expected: Sequence[str], interface: Interface) -> Chart:
    stories = sum(each.stories for each in health.absent_days)
    codes = list(dict.fromkeys((*expected, *health.absent)))
    lacking = {code: sum(day.absent.get(code, 0) for day in health.absent_days) for code in codes}
    shares = [100 * count / stories for count in lacking.values()]
    title, up, along = (
        interface.gettext("Absent editions by language"),
        interface.gettext("Stories of the last 30 days without the edition, %"),
        interface.gettext("Edition"),
    )
    places = [edition_label(code) for code in codes]
    head = (along, up, interface.gettext("Stories without it"), interface.gettext("Stories"))
    rows = [
        (place, _number(share, interface), interface.number(count), interface.number(stories))
        for place, share, count in zip(places, shares, lacking.values(), strict=True)
    ]
    return chart("absent", (title, up, along), places, [Series("", shares)], (head, rows), number=interface.number)


def _times(spread: Sequence[SpreadWeek], interface: Interface) -> Chart:
    title, up, along = (
        interface.gettext("From the first edition to the last"),
        interface.gettext("Hours, stories with all editions"),
        interface.gettext("Week of the first edition, by its Monday"),
    )
    half, most = interface.gettext("Median"), interface.gettext("90th percentile")
    head = (
        along,
        *(interface.gettext("{measure}, h", measure=each) for each in (half, most)),
        interface.gettext("Complete stories"),
        interface.gettext("Stories"),
    )
    rows = [
        (
            interface.date(each.begin),
            _number(each.median, interface),
            _number(each.p90, interface),
            interface.number(each.complete),
            interface.number(each.stories),
        )
        for each in spread
        if each.stories
    ]
    places = [interface.short_date(each.begin) for each in spread]
    series = [Series(half, [each.median for each in spread]), Series(most, [each.p90 for each in spread])]
    return chart("times", (title, up, along), places, series, (head, rows), number=interface.number, points=True)


def _number(value: float | None, interface: Interface) -> str:
    return "–" if value is None else interface.number(round(value, 1))
