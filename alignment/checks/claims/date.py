"""Months, weekdays and days told from today that differ between the editions of a row.

Days and years in digits are read with the other numbers.
"""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.types import SAYS, Check
from alignment.checks.voting import Claim, conflicts, count
from alignment.texts.quantities.calendar import calendar
from alignment.texts.quantities.zones import HOME, OFFSETS
from alignment.types import FindingKind, Severity
from locales.messages import message
from locales.tables import Dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from alignment.checks.types import Cell, RowText, Story
    from alignment.checks.voting import Key
    from alignment.texts.quantities.calendar import Mention
    from alignment.types import Finding

#: The day of a month written before it or after it; the other end of a range stands farther away.
_DAY_BEFORE = re.compile(r"(?<!\d)(?P<day>[0-3]?\d)(?:-?[^\W\d]{1,3})?\s+\Z")
_DAY_AFTER = re.compile(r"\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])")
_RANGE = re.compile(r"\d\s?[-–—]\s?\Z")
_WEEK = 7
#: Words before a date are looked for so far (characters).
_REACH = 12
#: A day and month without a year are of the year in which they are nearest (days).
_HALF_A_YEAR = 183


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where one edition names another month, weekday or day than the others."""
    if not row.compared:
        return
    mentioned = {cell.edition: calendar(cell.text, cell.language) for cell in row.cells}
    if not any(mentioned.values()):
        return
    for section in ("months", "weekdays"):
        claims = [
            Claim(
                edition,
                each.start,
                each.end,
                frozenset({(section, float(each.value))}),
                each.sure,
                row.decided and not each.sure,
            )
            for edition, mentions in mentioned.items()
            for each in mentions
            if each.section == section
        ]
        for claim, others, decided in conflicts(count(claims, row.editions)):
            yield _finding(row, claim, others, decided=decided)
            break
    limits = [claim for cell in row.cells for claim in _limits(cell, mentioned[cell.edition])]
    for claim, others, decided in conflicts(count(limits, row.editions), _same_day):
        yield _finding(row, claim, others, decided=decided)
        break
    if any(_is_relative(each) for mentions in mentioned.values() for each in mentions):
        yield from _days(story, row, mentioned)


def _limits(cell: Cell, mentions: tuple[Mention, ...]) -> Iterator[Claim]:
    """Yield whether something is said of the time before or after each day of a month."""
    for each in mentions:
        before = _DAY_BEFORE.search(cell.text[max(0, each.start - 12) : each.start])
        found = before or _DAY_AFTER.match(cell.text, each.end)
        if each.section == "months" and found:
            start = each.start - len(before[0]) if before else each.start
            said = _limit_words(cell.language).search(cell.text[max(0, start - _REACH) : start])
            if said:
                side = "before" if said["before"] else "after"
                key = (side, float(each.value * 100 + int(found["day"])))
                yield Claim(cell.edition, start - len(said[0]), each.end, frozenset({key}))


@cache
def _limit_words(language: str) -> re.Pattern[str]:
    table = locales.table(language, Dates)
    before, after = ("|".join(map(re.escape, words)) or "(?!)" for words in (table.before, table.after))
    return re.compile(rf"(?<!\w)(?:(?P<before>{before})|(?P<after>{after}))\s+\Z", re.IGNORECASE)


def _same_day(one: Claim, other: Claim) -> bool:
    return {day for _, day in one.keys} == {day for _, day in other.keys}


def _days(story: Story, row: RowText, mentioned: Mapping[str, tuple[Mention, ...]]) -> Iterator[Finding]:
    """Compare days told from today with the days of others, where each edition tells of one day only.

    They are days of the calendar where all editions say when they were published; else yesterday is only yesterday.
    """
    published = [story.articles[cell.edition].published for cell in row.cells]
    known = all(each is not None for each in published)
    claims = []
    for cell, day in zip(row.cells, published, strict=True):
        mentions = mentioned[cell.edition]
        days = _of_calendar(cell.text, mentions, day) if known and day else _from_today(mentions)
        if len(days) > 1:
            return
        claims += [Claim(cell.edition, each.start, each.end, keys) for each, keys in days]
    from_today = {(edition, each.start) for edition, found in mentioned.items() for each in found if _is_relative(each)}
    for claim, others, decided in conflicts(count(claims, row.editions)):
        if any((each.edition, each.start) in from_today for each in (claim, *others)):
            yield _finding(row, claim, others, decided=decided)
            return


def _is_relative(mention: Mention) -> bool:
    return mention.section == "relative"


def _from_today(mentions: tuple[Mention, ...]) -> list[tuple[Mention, frozenset[Key]]]:
    found = {each.value: each for each in mentions if _is_relative(each)}
    return [(each, frozenset({("from today", float(value))})) for value, each in found.items()]


def _of_calendar(text: str, mentions: tuple[Mention, ...], published: datetime) -> list[tuple[Mention, frozenset[Key]]]:
    """Return the days that a text tells of; mentions that may be one day ("on Thursday, August 7") are one."""
    todays = {(published.astimezone(UTC) + timedelta(minutes=ahead)).date() for ahead in OFFSETS[HOME]}
    found: list[tuple[Mention, frozenset[Key]]] = []
    for each in sorted(mentions, key=lambda mention: not _is_relative(mention)):
        days = frozenset(("day", float(day)) for today in todays for day in _may_be(text, each, today))
        if found and days & found[-1][1]:
            found[-1] = (found[-1][0], days & found[-1][1])
        elif days:
            found.append((each, days))
    return found


def _may_be(text: str, mention: Mention, today: date) -> Iterator[int]:
    """Yield the days of the calendar that a mention may be: a weekday is the last one or the next."""
    if _is_relative(mention):
        yield today.toordinal() + mention.value
    elif mention.section == "weekdays":
        ahead = (mention.value - 1 - today.weekday()) % _WEEK
        yield from (today.toordinal() + ahead, today.toordinal() + ahead - _WEEK)
    else:
        yield from _nearest(text, mention, today)


def _nearest(text: str, month: Mention, today: date) -> Iterator[int]:
    """Yield the days that a month with its day may be: in the year that brings it nearest."""
    before = _DAY_BEFORE.search(text[max(0, month.start - 12) : month.start])
    found = before or _DAY_AFTER.match(text, month.end)
    if found is None or (before and _RANGE.search(text[max(0, month.start - 16) : month.start - len(before[0])])):
        return
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            day = date(year, month.value, int(found["day"]))
        except ValueError:
            continue
        if abs((day - today).days) <= _HALF_A_YEAR:
            yield day.toordinal()


def _finding(row: RowText, claim: Claim, others: Sequence[Claim], *, decided: bool) -> Finding:
    values = {
        "value": row.cell(claim.edition).text[claim.start : claim.end],
        "other": row.cell(others[0].edition).text[others[0].start : others[0].end],
    }
    text = SAYS.message(claim.edition, others[0].edition, decided=decided, **values)
    return CHECK.finding(
        text,
        edition=claim.edition if decided else None,
        row=row.index,
        evidence=[
            piece for each in (claim, *others) for piece in row.cell(each.edition).evidence(each.start, each.end)
        ],
    )


CHECK = Check(
    name="date",
    kind=FindingKind.DATE,
    severity=Severity.CRITICAL,
    summary=message("Another month, weekday or day in one edition"),
    example=message("19 February against 19 March"),
    row=check,
)
