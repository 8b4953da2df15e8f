"""Numbers that differ between the editions of a row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from alignment.checks.claims.figures import agree, comparable, figures, spelt_out, unit_of
from alignment.checks.types import SAYS, Check
from alignment.checks.voting import conflicts, count
from alignment.texts.quantities.measures import same_unit
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from alignment.checks.types import Cell, RowText, Story
    from alignment.checks.voting import Ballot, Claim
    from alignment.texts.quantities.measures import Measure
    from alignment.types import Evidence, Finding

#: One word in all three languages.
_POUNDS = frozenset({"lb", "GBP"})


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for every number that one edition gives otherwise, or of something else."""
    if not row.compared:
        return
    claims = [claim for cell in row.cells for claim in figures(cell.edition, cell.text, cell.language)]
    if not claims:
        return
    same = partial(agree, spelt=spelt_out(claims) if row.decided else frozenset())
    ballot = count(claims, row.editions, same)
    pairs = list(conflicts(ballot, comparable))
    pairs += _hidden(ballot, claims, same, {tuple(others) for _, others, _ in pairs})
    for claim, others, decided in pairs:
        yield _finding(row, claim, others, decided=decided)
    if not pairs:
        yield from _units(row, claims)


def _hidden(
    ballot: Ballot, claims: Sequence[Claim], agree: Callable[[Claim, Claim], bool], told: set[tuple[Claim, ...]]
) -> Iterator[tuple[Claim, Sequence[Claim], bool]]:
    """Yield quantities that only agree with what is of no such unit: "2 days" for "9 days" beside "two camps"."""
    for edition, group in ballot.lacking:
        unit = unit_of(group[0])
        if group in told or unit is None:
            continue
        for claim in claims:
            own = unit_of(claim)
            if claim.edition == edition and own is not None and own.dimension == unit.dimension:
                same = [each for each in claims if each.edition != edition and agree(claim, each)]
                if same and all(unit_of(each) is None for each in same):
                    yield claim, group, True
                    break


def _units(row: RowText, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Yield a finding for the first number that has another unit in one edition: hryvnias for dollars."""
    for claim in claims:
        own = unit_of(claim) if claim.firm or claim.counts else None
        if own is None:
            continue
        others = [_same_number(claim, own, cell) for cell in row.cells if cell.edition != claim.edition]
        strange = [each for each in others if each is not None]
        if not strange or len(strange) < len(others):
            continue  # not every edition says so, or one of them has the number with the same unit as well
        if len({measured.unit for _, measured in strange}) == 1:
            yield _finding(row, claim, [other for other, _ in strange], decided=row.decided)
            return


def _same_number(claim: Claim, own: Measure, cell: Cell) -> tuple[Claim, Measure] | None:
    """Return where another edition has the same number with another unit; None if it has the same one, or neither."""
    same = [
        each
        for each in figures(cell.edition, cell.text, cell.language)
        if not each.keys.isdisjoint(claim.keys) and comparable(each, claim)
    ]
    measured = [(each, unit) for each in same if (unit := each.measured)]
    if not measured or len(measured) < len(same) or any(_same_unit(unit, own) for _, unit in measured):
        return None
    return measured[0]


def _same_unit(one: Measure, other: Measure) -> bool:
    return same_unit(one.unit, other.unit) or {one.unit, other.unit} == _POUNDS


def _finding(row: RowText, claim: Claim, others: Sequence[Claim], *, decided: bool) -> Finding:
    values = {"value": _text(row, claim), "other": _text(row, others[0])}
    text = SAYS.message(claim.edition, others[0].edition, decided=decided, **values)
    return CHECK.finding(
        text,
        edition=claim.edition if decided else None,
        row=row.index,
        evidence=_evidence(row, claim, *others),
    )


def _text(row: RowText, claim: Claim) -> str:
    """Return a number as it is written, with its unit."""
    return row.cell(claim.edition).text[slice(*_span(claim))]


def _span(claim: Claim) -> tuple[int, int]:
    """Return where a number stands with its unit, which may be all that differs."""
    measured = unit_of(claim)
    return (measured.start, measured.end) if measured else (claim.start, claim.end)


def _evidence(row: RowText, *claims: Claim) -> tuple[Evidence, ...]:
    return tuple(piece for each in claims for piece in row.cell(each.edition).evidence(*_span(each)))


CHECK = Check(
    name="number",
    kind=FindingKind.NUMBER,
    severity=Severity.CRITICAL,
    summary=message("A number or a unit that differs in one edition, however it is written"),
    example=message("880 thousand against 800 thousand"),
    row=check,
)
